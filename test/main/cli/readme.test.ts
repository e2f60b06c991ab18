/** What the README shows of the command line is what it prints. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, commandLineProcess } from '../../support/command-line.ts';

const [, console = ''] = /```console\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
const sessions = console
  .split(/^\$ npx netwright /m)
  .slice(1)
  .map((session) => {
    const [command = '', ...lines] = session.trimEnd().split('\n');
    return { command, lines: lines.filter((line) => line !== '...') };
  });

let netwright: CommandLine;
beforeAll(async () => {
  netwright = await commandLineProcess();
});
afterAll(() => netwright.remove());

describe('the README', () => {
  it('shows four commands', () => {
    expect(sessions).toHaveLength(4);
  });

  it.each(sessions)('shows what netwright $command prints', async ({ command, lines }) => {
    const { out, err } = await netwright.run(command.split(' '), process.cwd());
    const printed = `${out}${err}`.split('\n');
    expect(lines.filter((line) => !printed.includes(line))).toEqual([]);
  });
});
