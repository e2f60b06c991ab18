/** Whatever a file holds, the command ends within bounded time with a code, a sentence and no stack trace. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, commandLineProcess } from '../../support/command-line.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

let netwright: CommandLine;
beforeAll(async () => {
  netwright = await commandLineProcess();
});
afterAll(() => netwright.remove());

const file = (content: string | Uint8Array) => (path: string) => writeFileSync(path, content);
const bomb = `${['a0: &a0 [x, x, x, x, x, x, x, x, x]']
  .concat(
    Array.from({ length: 9 }, (_none, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`),
  )
  .join('\n')}\n`;

/** What the path holds, the code of the first problem, the exit code, and its line (0: nothing was read). */
const cases: readonly (readonly [string, (path: string) => void, string | RegExp, number, number | null])[] =
  [
    ['nothing', () => undefined, 'read/missing-file', 2, 0],
    ['a folder', (path) => mkdirSync(path), 'read/not-a-file', 2, 0],
    ['a pipe nobody writes to', (path) => execFileSync('mkfifo', [path]), 'read/not-a-file', 2, 0],
    ['a link to itself', (path) => symlinkSync(path, path), 'read/not-a-file', 2, 0],
    ['an endless device', (path) => symlinkSync('/dev/zero', path), 'read/not-a-file', 2, 0],
    [
      'bytes that are no text',
      file(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0)),
      'read/not-text',
      2,
      0,
    ],
    ['text with a zero byte', file('netwright: 1\0'), 'read/not-text', 2, 0],
    [
      '100 MB of nothing',
      (path) => {
        writeFileSync(path, '');
        truncateSync(path, 100_000_000);
      },
      'read/too-large',
      2,
      0,
    ],
    ['an empty file', file(''), 'read/empty', 2, null],
    ['a byte order mark only', file('\u{feff}'), 'read/empty', 2, null],
    ['comments only', file('# nothing\n'), 'read/empty', 2, null],
    ['a list of itself, doubling', file(bomb), 'document/anchor', 1, 1],
    ['brackets without end', file('['.repeat(100_000)), 'read/too-deep', 2, null],
    ['braces 10,000 deep', file('{"a":'.repeat(10_000)), 'read/too-deep', 2, null],
    ['a document of a newer version', file('netwright: 999\nname: x\n'), 'document/newer-version', 2, 1],
    ['broken YAML', file('netwright: 1\nname: "x\n'), /^(document|syntax)\//, 1, null],
    ['a scalar', file('hello'), /./, 1, 1],
    ['a million values', file(`[${'1,'.repeat(1_000_000)}1]`), 'read/too-many-values', 2, null],
    ['UTF-16 without a mark', file(Buffer.from('netwright: 1', 'utf16le')), 'read/not-text', 2, 0],
  ];

describe.skipIf(process.platform === 'win32').each(cases)('%s', (_what, make, code, exit, line) => {
  it(`is refused with exit ${exit} by every verb that reads`, async () => {
    const path = join(scratchFolder(), 'scenario.yaml');
    make(path);
    const checked = await netwright.run(['check', path, '--json']);
    const { problems } = JSON.parse(checked.out) as {
      problems: { code: string; line: number; message: string }[];
    };
    expect(problems[0]?.code).toMatch(code);
    expect(checked.code).toBe(exit);
    if (line !== null) expect(problems[0]?.line).toBe(line);

    for (const args of [
      ['reach', path],
      ['run', path],
      ['fmt', path],
    ]) {
      const { code: ended, out, err } = await netwright.run(args);
      expect([args[0], ended, out]).toEqual([args[0], exit, '']);
      expect(err).toContain(problems[0]?.message.slice(0, 40));
      expect(err).not.toMatch(/\n\s+at |node:|Error:/);
    }
  });
});

it('ends quietly when its reader has enough', async () => {
  const command = `"${process.execPath}" "${netwright.file}" schema | head -c 1`;
  const shell = spawn('bash', ['-o', 'pipefail', '-c', command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  shell.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const code = await new Promise((resolve) => {
    shell.once('close', resolve);
  });
  expect([code, err]).toEqual([0, '']);
});
