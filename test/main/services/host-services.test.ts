import { existsSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Host, HostError } from '../../../src-main/contract/host.ts';
import { HostFailure } from '../../../src-main/services/host-failure.ts';
import { createHost, type FileDialogs } from '../../../src-main/services/host-services.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

interface Place {
  readonly folder: string;
  readonly workspace: string;
  readonly open: (wanted?: { dialogs?: FileDialogs; openAtStart?: string }) => Promise<Host>;
}

function place(): Place {
  const folder = scratchFolder();
  const workspace = join(folder, 'workspace');
  const examplesFolder = join(folder, 'scenarios');
  mkdirSync(join(examplesFolder, 'hello-hub'), { recursive: true });
  mkdirSync(join(examplesFolder, 'no-scenario-in-it'));
  writeFileSync(join(examplesFolder, 'hello-hub', 'scenario.yaml'), 'name: Hello\n');
  return {
    folder,
    workspace,
    open: ({ dialogs, openAtStart } = {}) =>
      createHost({
        kind: 'loopback',
        version: '1.2.3',
        folders: { workspace, recovery: join(folder, 'recovery') },
        examplesFolder,
        dialogs: dialogs ?? null,
        openAtStart: openAtStart ?? null,
      }),
  };
}

async function refusal(action: Promise<unknown>): Promise<HostError['code'] | 'none'> {
  try {
    await action;
    return 'none';
  } catch (error) {
    if (error instanceof HostFailure) return error.code;
    throw error;
  }
}

describe('the files of a window', () => {
  it('lists the workspace, newest first, then the examples', async () => {
    const { workspace, open } = place();
    mkdirSync(workspace);
    for (const [name, seconds] of [
      ['older.yaml', 1000],
      ['newer.json', 2000],
      ['notes.txt', 3000],
      ['.hidden.yaml', 3000],
      ['older.yaml~', 3000],
    ] as const) {
      writeFileSync(join(workspace, name), '');
      utimesSync(join(workspace, name), seconds, seconds);
    }
    const listed = await (await open()).files();
    expect(listed.map(({ name, place: where, writable }) => [name, where, writable])).toEqual([
      ['newer.json', 'workspace', true],
      ['older.yaml', 'workspace', true],
      ['hello-hub.yaml', 'example', false],
    ]);
    expect(listed[0]?.modifiedMs).toBe(2_000_000);
  });

  it('does not list what leads out of the workspace', async () => {
    const { folder, workspace, open } = place();
    mkdirSync(workspace);
    writeFileSync(join(folder, 'secret.yaml'), 'secret');
    symlinkSync(join(folder, 'secret.yaml'), join(workspace, 'innocent.yaml'));
    const host = await open();
    expect((await host.files()).map(({ name }) => name)).toEqual(['hello-hub.yaml']);
    expect(await refusal(host.chooseTarget('innocent.yaml', true))).toBe('file/not-a-file');
  });

  it('reads by id, and knows no id it did not hand out', async () => {
    const host = await place().open();
    const [example] = await host.files();
    expect((await host.readFile(example.id)).text).toBe('name: Hello\n');
    expect(await refusal(host.readFile('/etc/passwd'))).toBe('host/unknown-file');
    expect(await refusal(host.writeFile('../x', '', null))).toBe('host/unknown-file');
  });

  it('gives one file one id', async () => {
    const host = await place().open();
    expect((await host.files())[0]?.id).toBe((await host.files())[0]?.id);
  });

  it('keeps examples as they are', async () => {
    const host = await place().open();
    const [example] = await host.files();
    expect(await refusal(host.writeFile(example.id, 'mine', null))).toBe('file/read-only');
    expect((await host.readFile(example.id)).text).toBe('name: Hello\n');
  });

  it('saves under a plain name in the workspace, and refuses a taken name unless told', async () => {
    const { workspace, open } = place();
    const host = await open();
    const target = await host.chooseTarget('My design 2.yaml', false);
    expect(target?.modifiedMs).toBeNull();
    const saved = await host.writeFile(target!.id, 'name: Mine\n', null);
    expect(saved.modifiedMs).toBeGreaterThan(0);
    expect(readFileSync(join(workspace, 'My design 2.yaml'), 'utf8')).toBe('name: Mine\n');
    expect(await refusal(host.chooseTarget('My design 2.yaml', false))).toBe('file/name-taken');
    expect((await host.chooseTarget('My design 2.yaml', true))?.id).toBe(target?.id);
  });

  it.each([
    '../escape.yaml',
    'sub/folder.yaml',
    'back\\slash.yaml',
    '.hidden.yaml',
    'con.yaml',
    'LPT1.yaml',
    'program.exe',
    'none',
    'line\nbreak.yaml',
    'a:stream.yaml',
  ])('refuses the name %j', async (name) => {
    expect(await refusal((await place().open()).chooseTarget(name, true))).toBe('host/bad-request');
  });

  it("does not overwrite somebody else's change", async () => {
    const { workspace, open } = place();
    const host = await open();
    const target = await host.chooseTarget('a.yaml', false);
    const saved = await host.writeFile(target!.id, 'one', null);
    const path = join(workspace, 'a.yaml');
    writeFileSync(path, 'theirs');
    utimesSync(path, 5000, 5000);
    expect(await refusal(host.writeFile(target!.id, 'two', saved.modifiedMs))).toBe('file/changed-elsewhere');
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    await host.writeFile(target!.id, 'two', 5_000_000);
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readFileSync(`${path}~`, 'utf8')).toBe('theirs');
  });

  it('writes over a file that came to be meanwhile only where replacing it was agreed to', async () => {
    const { workspace, open } = place();
    const host = await open();
    const target = await host.chooseTarget('a.yaml', false);
    writeFileSync(join(workspace, 'a.yaml'), 'theirs');
    expect(await refusal(host.writeFile(target!.id, 'mine', null))).toBe('file/name-taken');
    expect(readFileSync(join(workspace, 'a.yaml'), 'utf8')).toBe('theirs');
    await host.chooseTarget('a.yaml', true);
    await host.writeFile(target!.id, 'mine', null);
    expect(readFileSync(join(workspace, 'a.yaml'), 'utf8')).toBe('mine');
  });

  it('says of an example what it shows, in the words of its first line', async () => {
    const { folder, open } = place();
    const example = join(folder, 'scenarios', 'hello-hub', 'scenario.yaml');
    const host = await open();
    expect((await host.files())[0]?.about).toBeNull();
    writeFileSync(example, '# A first hub.\n# And more.\nname: Hello\n');
    expect((await (await open()).files())[0]?.about).toBe('A first hub.');
  });

  it('does saves of one file one after the other', async () => {
    const { workspace, open } = place();
    const host = await open();
    const target = await host.chooseTarget('a.yaml', true);
    const texts = Array.from({ length: 20 }, (_none, index) => `text ${index}`);
    await Promise.all(texts.map((text) => host.writeFile(target!.id, text, null)));
    expect(readFileSync(join(workspace, 'a.yaml'), 'utf8')).toBe('text 19');
    expect(readFileSync(join(workspace, 'a.yaml~'), 'utf8')).toBe('text 18');
  });

  it('opens what a native dialog picked, through links, but only documents', async () => {
    const { folder, open } = place();
    writeFileSync(join(folder, 'real.yml'), 'real');
    writeFileSync(join(folder, 'id_rsa'), 'key');
    symlinkSync(join(folder, 'real.yml'), join(folder, 'link.yaml'));
    symlinkSync(join(folder, 'id_rsa'), join(folder, 'trick.yaml'));
    let next: string | null = null;
    const host = await open({
      dialogs: {
        chooseFile: () => Promise.resolve(next),
        chooseTarget: () => Promise.resolve(next),
        chooseExport: () => Promise.resolve(null),
      },
    });
    expect((await host.describe()).nativeDialogs).toBe(true);
    expect(await host.chooseFile()).toBeNull();
    next = join(folder, 'link.yaml');
    const picked = await host.chooseFile();
    expect(picked).toMatchObject({ name: 'real.yml', place: 'picked', writable: true });
    await host.writeFile(picked!.id, 'changed', picked!.modifiedMs);
    expect(readFileSync(join(folder, 'real.yml'), 'utf8')).toBe('changed');
    next = join(folder, 'trick.yaml');
    expect(await refusal(host.chooseFile())).toBe('host/bad-request');
  });

  it('names the file it was started with', async () => {
    const { folder, open } = place();
    writeFileSync(join(folder, 'start.yaml'), 'start');
    const host = await open({ openAtStart: join(folder, 'start.yaml') });
    const { openAtStart } = await host.describe();
    expect((await host.readFile(openAtStart!)).text).toBe('start');
  });
});

const exporting = (answer: string | null): FileDialogs => ({
  chooseFile: () => Promise.resolve(null),
  chooseTarget: () => Promise.resolve(null),
  chooseExport: () => Promise.resolve(answer),
});

describe('templates', () => {
  it('are listed with their parameters, and filled with values', async () => {
    const host = await place().open();
    const hub = (await host.templates()).find(({ id }) => id === 'aws-tgw');
    expect(hub?.parameters.map(({ name }) => name)).toEqual(['spokes', 'pool', 'region', 'vpcs']);
    const { name, text, objects } = await host.fillTemplate('aws-tgw', { spokes: '4' });
    expect([name, text.includes('spoke-4:'), text.includes('spoke-5:')]).toEqual([
      'aws-tgw.yaml',
      true,
      false,
    ]);
    // Per spoke a network, two subnets, an attachment, a route table, a group, a machine and two flows: 9. Besides the
    // same of the services without the flows (7), the region, the pool, the gateway, its table, and three intents.
    expect(objects).toBe(4 * 9 + 7 + 4 + 3);
  });

  it('refuse what is no template, and what a parameter does not take', async () => {
    const host = await place().open();
    expect(await refusal(host.fillTemplate('constructor', {}))).toBe('host/bad-request');
    await expect(host.fillTemplate('aws-tgw', { spokes: 'many' })).rejects.toThrow(
      'spokes is a whole number from 2 to 2000',
    );
  });
});

describe('a file for other people', () => {
  it('is written where the dialog said, over what the user agreed to replace', async () => {
    const { folder, open } = place();
    const path = join(folder, 'report.html');
    writeFileSync(path, 'old');
    const host = await open({ dialogs: exporting(path) });
    expect(await host.exportFile('hello.html', '<p>new</p>')).toBe('report.html');
    expect(readFileSync(path, 'utf8')).toBe('<p>new</p>');
  });

  it('is not written when the dialog was dismissed, nor by a host without dialogs', async () => {
    expect(await (await place().open({ dialogs: exporting(null) })).exportFile('a.html', '')).toBeNull();
    expect(await (await place().open()).exportFile('a.html', '')).toBeNull();
  });

  it('keeps its extension, so that a report never ends up as something a system runs', async () => {
    const { folder, open } = place();
    const path = join(folder, '.bashrc');
    const host = await open({ dialogs: exporting(path) });
    expect(await refusal(host.exportFile('a.html', 'x'))).toBe('host/bad-request');
    expect(existsSync(path)).toBe(false);
  });
});

describe('unsaved work', () => {
  it('of another process is not offered while that runs, and is once it has ended or gone silent', async () => {
    const { folder, open } = place();
    const recovery = join(folder, 'recovery');
    mkdirSync(recovery);
    const keep = (key: string, host: string): void =>
      writeFileSync(
        join(recovery, `${key}.json`),
        JSON.stringify({ key, name: key, path: null, savedMs: 1, text: key, host }),
      );
    // Our parent runs as long as we do; no process has the highest id there can be.
    const [running, ended] = [`${process.ppid}-a`, '4194305-b'];
    for (const host of [running, ended]) writeFileSync(join(recovery, `${host}.running`), '');
    keep('open-elsewhere', running);
    keep('left-behind', ended);
    keep('never-announced', `${process.ppid}-c`);
    const keys = async () => (await (await open()).recoveries()).map(({ key }) => key).sort();
    expect(await keys()).toEqual(['left-behind', 'never-announced']);
    utimesSync(join(recovery, `${running}.running`), 1000, 1000);
    expect(await keys()).toEqual(['left-behind', 'never-announced', 'open-elsewhere']);
  });

  it('is offered by the next host, newest first, with its file where that still exists', async () => {
    const { folder, open } = place();
    writeFileSync(join(folder, 'a.yaml'), 'saved');
    const before = await open({ openAtStart: join(folder, 'a.yaml') });
    const { openAtStart } = await before.describe();
    await before.keepRecovery('with-file', 'a.yaml', openAtStart, 'unsaved');
    await before.keepRecovery('no-file', 'Untitled', null, 'draft');

    const after = await open();
    const offered = await after.recoveries();
    expect(offered.map(({ key }) => key).sort()).toEqual(['no-file', 'with-file']);
    const withFile = offered.find(({ key }) => key === 'with-file')!;
    expect(withFile).toMatchObject({ name: 'a.yaml', text: 'unsaved' });
    expect((await after.readFile(withFile.fileId!)).text).toBe('saved');
    expect(offered.find(({ key }) => key === 'no-file')?.fileId).toBeNull();
  });

  it('is replaced under its key and gone once dropped', async () => {
    const host = await place().open();
    await host.keepRecovery('k', 'n', null, 'one');
    await host.keepRecovery('k', 'n', null, 'two');
    expect((await host.recoveries()).map(({ text }) => text)).toEqual(['two']);
    await host.dropRecovery('k');
    await host.dropRecovery('k');
    expect(await host.recoveries()).toEqual([]);
  });

  it('passes over a damaged piece and leaves it where it is', async () => {
    const { folder, open } = place();
    const host = await open();
    await host.keepRecovery('good', 'n', null, 'text');
    const damaged = join(folder, 'recovery', 'damaged.json');
    writeFileSync(damaged, '{"key": "dama');
    expect((await host.recoveries()).map(({ key }) => key)).toEqual(['good']);
    expect(existsSync(damaged)).toBe(true);
  });
});
