/** `plan` and `import` through a real process. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, commandLineProcess, type Outcome } from '../../support/command-line.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const root = dirname(dirname(dirname(import.meta.dirname)));
const hello = join(root, 'scenarios', 'hello-hub', 'scenario.yaml');
const twoRouters = join(root, 'scenarios', 'two-routers', 'scenario.yaml');

let netwright: CommandLine;
const run = (...args: string[]): Promise<Outcome> => netwright.run(args);
beforeAll(async () => {
  netwright = await commandLineProcess();
});
afterAll(() => netwright.remove());

async function planned(...args: string[]): Promise<Record<string, unknown>> {
  const outcome = await run('plan', ...args, '--json');
  expect([outcome.code, outcome.err]).toEqual([0, '']);
  const schema = JSON.parse((await run('schema', 'plan')).out) as object;
  const value = JSON.parse(outcome.out) as Record<string, unknown>;
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value;
}

describe('plan', () => {
  it('prints what its schema says, with everything asked for', async () => {
    const all = ['--failures', '2', '--growth', '5%/month', '--start', '2026-11', '--cost'];
    expect(await planned(twoRouters, ...all)).toMatchObject({
      // 12 Mbit/s of 1000 B packets with 38 B of Ethernet each into 10 Mbit/s: 1.2 x 1.038.
      summary: { demands: 1, overloaded: 1, busiest: { utilisation: 1.2 * 1.038 } },
      growth: {
        start: '2026-11',
        links: expect.arrayContaining([expect.objectContaining({ months: 0, fullIn: '2026-11' })]),
      },
      failures: { together: 2 },
      cost: { total: 0 },
    });
    expect(await planned(hello, '--cost')).not.toHaveProperty('failures');
  });

  it('shows it as tables', async () => {
    const { code, out } = await run('plan', twoRouters, '--failures', '1', '--growth', '5%/month', '--cost');
    expect(code).toBe(0);
    expect(out).toContain('Links, the fullest first:');
    expect(out).toContain('wire Leased line');
    expect(out).toContain('USD 0.00 a month');
  });

  it.each([
    [['--failures', '3'], '--failures is 1 or 2'],
    [['--growth', '5%'], '--growth is a share a month'],
    [['--growth', '-5%/month'], '--growth is a share a month'],
    [['--start', '2026-11'], '--start is the first month of --growth'],
    [['--growth', '5%/month', '--start', '2026-13'], '--start is a month'],
  ])('answers %j with a sentence and exit 2', async (args, sentence) => {
    const { code, out, err } = await run('plan', hello, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });
});

describe('import', () => {
  const graph =
    'NODES 2\nlabel x y\na 0 0\nb 1 1\n\nEDGES 2\nlabel src dest weight bw delay\ne0 0 1 1 10000 5\ne1 1 0 1 10000 5\n';
  const demands = 'DEMANDS 1\nlabel src dest bw\nd 0 1 5000\n';

  it('reads a folder, writes a scenario that check accepts, and plan finds half a wire full', async () => {
    const [source, target] = [scratchFolder(), join(scratchFolder(), 'wan.yaml')];
    writeFileSync(join(source, 'wan.graph'), graph);
    writeFileSync(join(source, 'wan.demands'), demands);
    const { code, out, err } = await run('import', source, '-o', target);
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain('written');
    expect((await run('check', target)).code).toBe(0);
    expect(await planned(target)).toMatchObject({ summary: { busiest: { utilisation: 0.5 } } });
    // Never overwrites.
    const before = readFileSync(target, 'utf8');
    expect((await run('import', source, '-o', target)).code).toBe(2);
    expect(readFileSync(target, 'utf8')).toBe(before);
  });

  it('says what is wrong, and in which line', async () => {
    const file = join(scratchFolder(), 'wan.graph');
    writeFileSync(file, graph.replace('e1 1 0 1', 'e1 1 9 1'));
    const { code, out, err } = await run('import', file);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`${file}:9:1 error read/import`);
    expect((await run('import', join(scratchFolder(), 'nothing'))).err).toContain('read/missing-file');
    expect((await run('import', hello)).err).toContain('none of the formats');
  });
});
