// The published schemas against JSON Schema itself, and against answers that are right and wrong.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { outputNames, outputSchemas } from '../../../src-sim/report/output-schemas.ts';
import { reportFixture } from './fixture.ts';

const samples: Readonly<Record<(typeof outputNames)[number], object>> = {
  check: {
    file: 'small-hub.yaml',
    problems: reportFixture.problems,
    intents: reportFixture.intents,
    errors: 1,
    warnings: 1,
  },
  trace: reportFixture.traces[0],
  reach: reportFixture.reach,
  run: reportFixture.run!,
  report: {
    name: 'Small hub',
    summary: [{ question: 'Is it right', sentences: ['Yes.'] }],
    problems: [],
    intents: reportFixture.intents,
    addressPlan: reportFixture.addressPlan,
    reach: reportFixture.reach,
    traces: [],
    run: null,
    facts: reportFixture.facts,
    assumptions: [],
    reproduction: reportFixture.reproduction,
    scenario: reportFixture.scenario,
    planned: reportFixture.planned,
  },
  bench: {
    workloads: [
      {
        name: 'W1',
        delivered: 9,
        dropped: 1,
        hops: 29,
        latencySumNs: 9_000,
        p50Ns: 1_000,
        p99Ns: 1_000,
        maxNs: 1_000,
        goodputBps: null,
        cpuSeconds: 0.5,
        hopsPerCpuSecond: 58,
        peakRssBytes: 1_000_000,
        peer: null,
        compared: null,
        ratio: null,
      },
    ],
  },
  plan: {
    version: '0.1.0',
    summary: {
      demands: 1,
      inelasticBps: 8e6,
      servedBps: 8e6,
      unreachable: 0,
      overloaded: 0,
      busiest: { link: 'ab:a>b', utilisation: 0.8 },
    },
    demands: [
      {
        id: 'video',
        flow: 'video',
        from: 'a',
        to: 'b',
        kind: 'inelastic',
        offeredBps: 8e6,
        servedBps: 8e6,
        boundBy: 'demand',
        boundAt: null,
        lost: [{ fate: 'denied', share: 0.5, record: 'devices.a' }],
        latencyNs: { travelling: 1, sending: 1, queueing: null, total: null },
      },
    ],
    links: [
      {
        id: 'ab:a>b',
        link: 'ab',
        record: 'links.ab',
        rateBps: 1e7,
        wantedBps: 8e6,
        carriedBps: 8e6,
        utilisation: 0.8,
      },
    ],
    assumptions: ['All traffic is there at once.'],
  },
  explain: { explanations: [{ code: 'a/b', title: 'T', why: 'W', cure: 'C' }] },
  templates: {
    templates: [
      { id: 'hello-hub', title: 'Hello hub', description: 'A first hub', parameters: [] },
      {
        id: 'hub',
        title: 'Hub',
        description: 'A hub',
        parameters: [
          { kind: 'number', name: 'spokes', meaning: 'how many', default: 3, min: 2, max: 50 },
          { kind: 'text', name: 'label', meaning: 'a name', default: 'Hub', longest: 40 },
          { kind: 'cidr', name: 'pool', meaning: 'addresses', default: '10.0.0.0/8' },
          { kind: 'choice', name: 'region', meaning: 'where', default: 'a', choices: ['a', 'b'] },
        ],
      },
    ],
  },
};

const compile = (name: (typeof outputNames)[number]) =>
  new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(outputSchemas[name]);

/** Every object that lists its keys. */
function* objectsIn(schema: unknown): Generator<Record<string, unknown>> {
  if (typeof schema !== 'object' || schema === null) return;
  if ('properties' in schema) yield schema;
  for (const value of Object.values(schema)) yield* objectsIn(value);
}

describe.each(outputNames)('the schema of netwright %s', (name) => {
  it('is a valid JSON Schema of draft 2020-12', () => {
    expect(outputSchemas[name]).toHaveProperty('$schema', 'https://json-schema.org/draft/2020-12/schema');
    expect(() => compile(name)).not.toThrow();
  });

  it('accepts what the command prints', () => {
    const validate = compile(name);
    expect(validate(samples[name]), JSON.stringify(validate.errors)).toBe(true);
  });

  it('refuses a key it does not list, and an answer that lacks one', () => {
    const validate = compile(name);
    expect(validate({ ...samples[name], surplus: 1 })).toBe(false);
    for (const key of Object.keys(samples[name])) {
      const lacking = Object.fromEntries(Object.entries(samples[name]).filter(([each]) => each !== key));
      expect(validate(lacking), key).toBe(false);
    }
  });

  it('closes every object it describes', () => {
    for (const each of objectsIn(outputSchemas[name])) {
      const isScenario = each['description'] === 'A scenario, as its own schema describes it';
      expect(each['additionalProperties']).toEqual(isScenario ? {} : false);
    }
  });
});

describe('answers out of range', () => {
  it('are refused: an unknown fate, class or severity, a count that is no whole number', () => {
    const [problem] = reportFixture.problems;
    const [pair] = reportFixture.reach.pairs;
    const run = reportFixture.run!;
    const [flow] = run.flows;
    expect(compile('check')({ ...samples.check, problems: [{ ...problem, severity: 'fatal' }] })).toBe(false);
    expect(compile('reach')({ endpoints: [], pairs: [{ ...pair, class: 'maybe' }] })).toBe(false);
    expect(compile('run')({ ...run, flows: [{ ...flow, lossByFate: { evaporated: 1 } }] })).toBe(false);
    expect(compile('run')({ ...run, flows: [{ ...flow, offered: 1.5 }] })).toBe(false);
    expect(compile('run')({ ...run, digest: 'xyz' })).toBe(false);
  });

  it('are found in nested branches of a path too', () => {
    const [trace] = reportFixture.traces;
    const branch = { fate: 'evaporated', reason: '', steps: [] };
    expect(compile('trace')({ ...trace, reverse: { ...trace.reverse, branches: [branch] } })).toBe(false);
  });
});
