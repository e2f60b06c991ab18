/** Exit codes, output and JSON of every verb, through a real process. */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, commandLineProcess, type Outcome } from '../../support/command-line.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const root = dirname(dirname(dirname(import.meta.dirname)));
const hello = join(root, 'scenarios', 'hello-hub', 'scenario.yaml');

let netwright: CommandLine;
const run = (...args: string[]): Promise<Outcome> => netwright.run(args);
beforeAll(async () => {
  netwright = await commandLineProcess();
});
afterAll(() => netwright.remove());

/** The one JSON document on stdout, checked against the schema the program itself publishes. */
async function published(name: string, { out }: Outcome): Promise<unknown> {
  const schema = JSON.parse((await run('schema', name)).out) as object;
  const value: unknown = JSON.parse(out);
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value;
}

/** hello-hub with one line replaced. */
function changed(from: string, to: string): string {
  const text = readFileSync(hello, 'utf8');
  expect(text).toContain(from);
  const path = join(scratchFolder(), 'scenario.yaml');
  writeFileSync(path, text.replace(from, to));
  return path;
}

describe('netwright', () => {
  it('shows help without a verb, and the version', async () => {
    const help = await run();
    expect(help.code).toBe(0);
    expect(help.out).toContain('netwright check FILE');
    expect((await run('--help')).out).toBe(help.out);
    expect((await run('help')).out).toBe(help.out);
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('has help for every verb, by either spelling', async () => {
    const verbs = (await run('help')).out.match(/(?<=netwright )\w+(?= )/g) ?? [];
    expect(verbs).toEqual(
      expect.arrayContaining(['check', 'trace', 'reach', 'run', 'plan', 'sweep', 'bench']),
    );
    const help = await run('help', 'trace');
    expect(help.out).toContain('--from A');
    expect((await run('trace', '--help')).out).toBe(help.out);
    expect((await run('trace', hello, '-h')).out).toBe(help.out);
  });

  it.each([
    [['chekc', 'x'], 'There is no command chekc'],
    [['help', 'chekc'], 'There is no command chekc'],
    [['check'], 'check needs FILE'],
    [['check', hello, '--jsn'], 'check has no option --jsn'],
    [['check', hello, 'more'], 'does not know what to do with more'],
    [['check', hello, '--json=yes'], '--json takes no value'],
    [['trace', hello, '--from', 'web'], 'trace needs --from A and --to B'],
    [['trace', hello, '--from', '--to', 'web'], '--from needs a value'],
    [['trace', hello, '--from', 'a', '--from', 'b', '--to', 'c'], '--from is given twice'],
    [['trace', hello, '--from', 'a', '--to', 'b', '--protocol', 'sctp'], '--protocol is icmp, tcp or udp'],
    [
      ['trace', hello, '--from', 'a', '--to', 'b', '--protocol', 'tcp', '--port', '70000'],
      '--port is a number',
    ],
    [['trace', hello, '--from', 'a', '--to', 'b', '--protocol', 'tcp'], 'needs --port'],
    [['trace', hello, '--from', 'a', '--to', 'b', '--protocol', 'icmp', '--port', '1'], 'icmp has no ports'],
    [['run', hello, '--seed', '-1'], '--seed is a whole number'],
    [['run', hello, '--seed', '1.5'], '--seed is a whole number'],
    [['run', hello, '--until', '5 parsecs'], '--until'],
    [['report', hello, '-o', 'x.doc'], 'should end in'],
    [['new', 'no-such-template'], 'There is no template'],
    [['new'], 'new needs a TEMPLATE'],
    [['new', 'hello-hub', '--set', 'a=b'], 'Template hello-hub has no parameter "a". It has none.'],
    [
      ['new', 'aws-tgw', '--set', 'spoke=3'],
      'Template aws-tgw has no parameter "spoke". It has spokes, pool,',
    ],
    [['new', 'aws-tgw', '--set', 'spokes=0'], 'spokes is a whole number from 2 to 2000, not "0".'],
    [['new', 'aws-tgw', '--set', 'spokes'], '--set spokes names no value: --set name=value.'],
    [['new', 'aws-tgw', '--set', 'spokes=3', '--set', 'spokes=4'], '--set spokes is given twice.'],
    [['schema', 'nothing'], 'There is no schema nothing'],
    [['explain', 'no/code'], 'There is no code no/code'],
  ])('answers %j with a sentence and exit 2', async (args, sentence) => {
    const { code, out, err } = await run(...args);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/\n\s+at /);
    expect([code, out]).toEqual([2, '']);
  });

  it.each([
    [['sweep', hello, '--vary', 'a=1,2', '--vary', 'b=3', '--jobs', '2', '-o', 'results']],
    [['export', hello, '--to', 'terraform', '-o', 'c']],
    [['report', hello, '-o', 'out.pdf']],
  ])('says of %j that it is not in this version, with exit 3', async (args) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(/^netwright: [^\n]*not available[^\n]*\n$/);
  });

  it('gives a refusal as the JSON document of check as well', async () => {
    for (const args of [
      ['check', '--json'],
      ['plan', '--json'],
      ['trace', hello, '--from', 'a', '--json'],
    ]) {
      const outcome = await run(...args);
      expect(await published('check', outcome)).toMatchObject({ file: '', errors: 1 });
    }
  });
});

describe('check', () => {
  it('exits 0 on a clean scenario and prints its problems as JSON', async () => {
    const outcome = await run('check', hello, '--json');
    expect(outcome.code).toBe(0);
    expect(await published('check', outcome)).toMatchObject({ file: hello, errors: 0 });
    expect((await run('check', hello)).code).toBe(0);
  });

  it('exits 1 on errors, with file, line and column', async () => {
    const broken = changed('rate: 600 Mbit/s', 'rate: 600 parsecs');
    const outcome = await run('check', broken);
    const lines = readFileSync(broken, 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('parsecs')) + 1;
    expect(outcome.code).toBe(1);
    expect(outcome.out).toContain(`${broken}:${line}:11 error value/unit `);
    expect(outcome.err).toContain('1 error');
    const report = await published('check', await run('check', broken, '--json'));
    expect(report).toMatchObject({ errors: 1, problems: [{ code: 'value/unit', line, column: 11 }] });
  });

  it('does not let a document speak to the terminal', async () => {
    const hostile = changed('name: Hello hub', 'name: "\\u001b]0;owned\\u0007"\n"\\u001b[2J": 1');
    const { out, err } = await run('check', hostile);
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });
});

describe('trace', () => {
  it('tells a way that arrives, hop by hop, and one that is refused', async () => {
    const question = ['--from', 'web', '--to', 'database', '--protocol', 'tcp', '--port'];
    const good = await run('trace', hello, ...question, '5432', '--json');
    expect(good.code).toBe(0);
    expect(await published('trace', good)).toMatchObject({
      class: 'delivered',
      forward: { fate: 'delivered' },
    });
    const denied = await run('trace', hello, ...question, '22', '--json');
    expect(await published('trace', denied)).toMatchObject({ class: 'denied', forward: { fate: 'denied' } });
    const text = await run('trace', hello, ...question, '5432');
    expect(text.out).toMatch(/^web to database, tcp port 5432\n {3}1 {2}/);
    expect(text.out).toContain('database to web, the answer\n');
  });

  it('says what would make it work, and only then', async () => {
    const question = ['--from', 'web', '--to', 'database', '--protocol', 'tcp', '--port'];
    const denied = await published('trace', await run('trace', hello, ...question, '22', '--json'));
    expect(denied).toMatchObject({ fixes: [{ verified: true, edits: [{ op: 'set' }] }] });
    const text = await run('trace', hello, ...question, '22');
    expect(text.out).toContain(
      'this would make it work: Add an inbound rule for tcp 22 from 10.1.1.10/32 to 10.2.1.10/32 to security group data-group\n',
    );
    const good = await published('trace', await run('trace', hello, ...question, '5432', '--json'));
    expect(good).not.toHaveProperty('fixes');
  });

  it('says which workload it does not find', async () => {
    const { code, err } = await run('trace', hello, '--from', 'wep', '--to', 'database');
    expect(code).toBe(2);
    expect(err).toContain('wep');
  });
});

it('reach prints the whole matrix', async () => {
  const outcome = await run('reach', hello, '--json');
  expect(outcome.code).toBe(0);
  const { endpoints, pairs } = (await published('reach', outcome)) as {
    endpoints: string[];
    pairs: unknown[];
  };
  expect(pairs).toHaveLength(endpoints.length * (endpoints.length - 1));
  const text = await run('reach', hello);
  // One heading and one line a pair.
  expect(text.out.trimEnd().split('\n')).toHaveLength(pairs.length + 1);
  expect(text.out).toMatch(/^FROM +TO +CLASS +REASON\n/);
});

describe('run', () => {
  it('gives the same bytes for the same seed, and others for another', async () => {
    const args = ['run', hello, '--until', '5 ms', '--json', '--seed'];
    const [first, again, other] = [await run(...args, '7'), await run(...args, '7'), await run(...args, '8')];
    expect(first.code).toBe(0);
    expect(await published('run', first)).toMatchObject({ seed: 7 });
    expect(again.out).toBe(first.out);
    expect(other.out).not.toBe(first.out);
  });

  it('prints tables of flows and links', async () => {
    const { code, out } = await run('run', hello, '--until', '5 ms');
    expect(code).toBe(0);
    expect(out).toMatch(/\nFLOW +OFFERED +DELIVERED +GOODPUT/);
    expect(out).toMatch(/\nLINK +PACKETS +UTILISATION/);
    expect(out).toMatch(/\ndigest [0-9a-f]{16}, version /);
  });

  it('writes a capture for each workload, says which, and prints the same result as without', async () => {
    const folder = join(scratchFolder(), 'captures');
    const args = ['run', hello, '--until', '5 ms', '--json'];
    const { code, out, err } = await run(...args, '--pcap', folder);
    expect([code, out]).toEqual([0, (await run(...args)).out]);
    expect(readdirSync(folder).toSorted()).toEqual(['database.pcapng', 'services.pcapng', 'web.pcapng']);
    for (const name of readdirSync(folder)) {
      expect(err).toContain(name);
      // draft-ietf-opsawg-pcapng section 4.1: the type of the section header block.
      expect(readFileSync(join(folder, name)).readUInt32LE(0)).toBe(0x0a0d0d0a);
    }
    // A capture takes the place of the one before, which the same run makes again.
    const before = readFileSync(join(folder, 'web.pcapng'));
    expect((await run(...args, '--pcap', folder)).code).toBe(0);
    expect(readFileSync(join(folder, 'web.pcapng')).equals(before)).toBe(true);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('refuses a folder for captures that cannot be one, before it simulates', async () => {
    const { code, out, err } = await run('run', hello, '--pcap', hello);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('is not a folder');
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('a scenario with errors', () => {
  it('is refused by trace, reach, run and report with its problems and exit 1', async () => {
    const broken = changed('gateway: transit\n', 'gateway: tranzit\n');
    for (const args of [
      ['trace', broken, '--from', 'web', '--to', 'database'],
      ['reach', broken],
      ['run', broken],
    ]) {
      const { code, out, err } = await run(...args);
      expect([args[0], code, out]).toEqual([args[0], 1, '']);
      expect(err).toContain('document/unknown-reference');
      expect(await published('check', await run(...args, '--json'))).toMatchObject({ file: broken });
    }
    const folder = scratchFolder();
    const output = join(folder, 'out.html');
    expect((await run('report', broken, '-o', output)).code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('report', () => {
  it('writes each format', async () => {
    const folder = scratchFolder();
    for (const [ending, beginning] of [
      ['html', /^<!doctype html>/i],
      ['md', /^# /],
      ['csv', /,/],
      ['json', /^\{/],
    ] as const) {
      const output = join(folder, `out.${ending}`);
      const { code, out } = await run('report', hello, '-o', output);
      expect([ending, code, out]).toEqual([ending, 0, '']);
      expect(readFileSync(output, 'utf8')).toMatch(beginning);
    }
    const out = readFileSync(join(folder, 'out.json'), 'utf8');
    await published('report', { code: 0, out, err: '' });
  });

  it('is named after the scenario when no name is given', async () => {
    const folder = scratchFolder();
    const { code } = await netwright.run(['report', hello], folder);
    expect([code, readdirSync(folder)]).toEqual([0, ['scenario.report.html']]);
  });
});

describe('new', () => {
  it('lists the templates and copies one', async () => {
    const list = await run('new', '--list', '--json');
    const { templates } = (await published('templates', list)) as {
      templates: { id: string; title: string }[];
    };
    expect(templates).toContainEqual(expect.objectContaining({ id: 'hello-hub', title: 'Hello hub' }));
    expect((await run('new', '--list')).out).toMatch(/^TEMPLATE +TITLE\n/);
    expect((await run('new', '--list')).out).toMatch(/\naws-tgw +spokes=3 +how many networks/);
    expect((await run('new', 'hello-hub')).out).toBe(readFileSync(hello, 'utf8'));
  });

  it('fills a template with values, into a file that check has nothing to object to', async () => {
    const output = join(scratchFolder(), 'hub.yaml');
    const made = await run('new', 'aws-tgw', '--set', 'spokes=10', '--set', 'region=eu-west-1', '-o', output);
    expect([made.code, made.out]).toEqual([0, '']);
    const text = readFileSync(output, 'utf8');
    expect(text).toContain('region: eu-west-1');
    expect(text).toContain('spoke-10:');
    expect(text).not.toContain('spoke-11:');
    const check = await run('check', output, '--json');
    const { errors, warnings } = (await published('check', check)) as { errors: number; warnings: number };
    expect([check.code, errors, warnings]).toEqual([0, 0, 0]);
  });

  it('keeps the scenarios at hand whose name a template has', async () => {
    const scenario = join(root, 'scenarios', 'azure-hub-spoke', 'scenario.yaml');
    expect((await run('new', 'azure-hub-spoke-example')).out).toBe(readFileSync(scenario, 'utf8'));
    expect((await run('new', 'azure-hub-spoke')).out).not.toBe(readFileSync(scenario, 'utf8'));
  });

  it('never overwrites', async () => {
    const output = join(scratchFolder(), 'mine.yaml');
    expect((await run('new', 'hello-hub', '-o', output)).code).toBe(0);
    writeFileSync(output, 'mine');
    const { code, err } = await run('new', 'hello-hub', '-o', output);
    expect([code, readFileSync(output, 'utf8')]).toEqual([2, 'mine']);
    expect(err).toContain('There is already a file');
  });
});

describe('fmt', () => {
  it('changes a file once, and says with --check whether it would', async () => {
    const path = join(scratchFolder(), 'scenario.yaml');
    copyFileSync(hello, path);
    writeFileSync(path, readFileSync(path, 'utf8').replace('netwright: 1', 'netwright:    1   # version'));
    const before = readFileSync(path, 'utf8');
    expect((await run('fmt', path, '--check')).code).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect((await run('fmt', path)).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('# version');
    expect((await run('fmt', path, '--check')).code).toBe(0);
    expect(existsSync(`${path}~`)).toBe(false);
  });

  it('leaves a broken file as it is', async () => {
    const path = join(scratchFolder(), 'scenario.yaml');
    writeFileSync(path, 'netwright: 1\nname: [\n');
    expect((await run('fmt', path)).code).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe('netwright: 1\nname: [\n');
  });
});

describe('schema and explain', () => {
  it('publish schemas that are schemas, the scenario first', async () => {
    const scenario = await run('schema');
    expect((await run('schema', 'scenario')).out).toBe(scenario.out);
    for (const name of ['scenario', 'check', 'trace', 'reach', 'run', 'report', 'explain', 'templates']) {
      const { code, out } = await run('schema', name);
      expect(code).toBe(0);
      new Ajv2020({ strict: false }).compile(JSON.parse(out) as object);
    }
  });

  it('explain one code, or all', async () => {
    const all = await run('explain', '--json');
    const { explanations } = (await published('explain', all)) as { explanations: { code: string }[] };
    const codes = explanations.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes).toEqual(expect.arrayContaining(['read/missing-file', 'document/unknown-reference']));
    const one = await run('explain', 'read/missing-file');
    expect(one.out).toMatch(/^read\/missing-file: There is no such file\n\nWhy: {2}.*\nCure: /);
    expect((await run('explain')).out.split('\n')).toHaveLength(codes.length + 2);
  });
});
