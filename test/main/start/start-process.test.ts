/** The real start script as a child process, with browsers that are shell scripts. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../../support/bundled.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await bundled({ start: 'src-main/start/start.ts' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Started {
  /** Resolves when stdout holds the pattern. */
  readonly said: (pattern: RegExp) => Promise<RegExpMatchArray>;
  readonly interrupt: () => void;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
}

function start(env: Record<string, string>, args: readonly string[] = []): Started {
  const home = scratchFolder();
  const child = spawn(process.execPath, [join(folder, 'start.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      NETWRIGHT_HOME: home,
      NETWRIGHT_FETCH_ELECTRON: '0',
      // An empty folder: no Electron is found, even where it is installed.
      ELECTRON_OVERRIDE_DIST_PATH: home,
      ...env,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  return {
    said: async (pattern) => {
      await expect.poll(() => out, { timeout: 30_000 }).toMatch(pattern);
      return pattern.exec(out)!;
    },
    interrupt: () => child.kill('SIGINT'),
    ended: new Promise((resolve) => {
      child.once('close', (code) => resolve({ code, out, err }));
    }),
  };
}

function browser(script: string): Record<string, string> {
  const path = join(scratchFolder(), 'browser');
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { DISPLAY: ':99', NETWRIGHT_BROWSER: path };
}

describe.skipIf(process.platform !== 'linux')('npm start without Electron', () => {
  it('prints an address that works where there is no display, and ends at Ctrl-C', async () => {
    const { said, interrupt, ended } = start({});
    const [address] = await said(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}/);
    const response = await fetch(address, { redirect: 'manual' });
    expect(response.status).toBe(303);
    interrupt();
    const { code, out, err } = await ended;
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('no Electron: there is no display');
  });

  it('ends when the browser window is closed', async () => {
    const { ended } = start(browser('exit 0'));
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out).toMatch(/opening in a browser window \(.*\); no Electron: its binary is not installed/);
  });

  it('prints the address when the browser does not start', async () => {
    const { said, interrupt, ended } = start(browser('exit 7'));
    await said(/browser ended with code 7\.\n.*open http:\/\/127/);
    interrupt();
    expect((await ended).code).toBe(0);
  });

  it('ends when the last window has gone, and takes the browser with it', async () => {
    // This browser says where it was sent and stays; the test visits in its place.
    const { said, ended } = start(
      browser(
        'for each; do case $each in --app=*) echo "$each" > "$0.address";; esac; done; sleep 60 & wait',
      ),
    );
    const [, path] = await said(/browser window \((.*?)\)/);
    const { readFile } = await import('node:fs/promises');
    const read = () => readFile(`${path}.address`, 'utf8').catch(() => '');
    await expect.poll(read, { timeout: 30_000 }).toMatch(/^--app=http.*\n$/);
    const address = (await read()).trim().slice('--app='.length);
    const visit = await fetch(address, { redirect: 'manual' });
    const cookie = visit.headers.get('set-cookie')?.split(';')[0] ?? '';
    const leave = new AbortController();
    const presence = await fetch(new URL('/host/presence', address), {
      headers: { cookie },
      signal: leave.signal,
    });
    expect(presence.status).toBe(200);
    leave.abort();
    expect((await ended).code).toBe(0);
  });

  it('does not start with a file that is not there or is no document', async () => {
    const missing = await start({}, ['no-such-file.yaml']).ended;
    expect([missing.code, missing.err]).toEqual([2, 'netwright: There is no file no-such-file.yaml.\n']);
    const wrong = await start({}, [process.execPath]).ended;
    expect([wrong.code, wrong.err]).toEqual([2, 'netwright: node is not a .yaml, .yml or .json file.\n']);
  });
});
