import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { connectionsOf } from '../../src-renderer/document/connections.ts';
import { connectionBetween } from '../../src-renderer/document/connect-records.ts';
import { containment } from '../../src-renderer/document/containment.ts';
import { additionOf, type Noun } from '../../src-renderer/document/new-record.ts';
import { recordsOf } from '../../src-renderer/document/records.ts';
import { removalEdits } from '../../src-renderer/document/removal.ts';
import { applyEdits, openScenario, parseScenario } from '../../src-sim/index.ts';

const hello = readFileSync(new URL('../../scenarios/hello-hub/scenario.yaml', import.meta.url), 'utf8');

function surroundings(text: string, selected: string | null = null) {
  const { scenario } = parseScenario(text);
  const records = recordsOf(scenario!);
  return { records, tree: containment(records), selected, scenario: scenario! };
}

function applied(text: string, edits: Parameters<typeof applyEdits>[1]): string {
  const outcome = applyEdits(text, edits);
  if (!('text' in outcome)) throw new Error(outcome.problem.message);
  return outcome.text;
}

const errors = (text: string) => openScenario(text).problems.filter(({ severity }) => severity === 'error');

describe('containment', () => {
  it('nests machine, subnet, network and site', () => {
    const { tree } = surroundings(hello);
    expect(tree.parentOf('web')).toBe('spoke-a-web');
    expect(tree.parentOf('spoke-a-web')).toBe('spoke-a');
    expect(tree.parentOf('spoke-a')).toBe('frankfurt');
    expect(tree.roots).toEqual(['frankfurt']);
  });

  it('survives sites that are said to lie in each other', () => {
    const ring = surroundings(
      'netwright: 1\nname: x\nsites:\n  a: { kind: data-centre }\n  b: { kind: data-centre }\n',
    );
    const a = { ...ring.records.get('a')!, fields: { kind: 'data-centre', within: 'b' } };
    const b = { ...ring.records.get('b')!, fields: { kind: 'data-centre', within: 'a' } };
    const tree = containment(
      new Map([
        ['a', a],
        ['b', b],
      ]),
    );
    // One of the two references closes the ring and is left out: a in b, b at the top.
    expect(tree.roots).toEqual(['b']);
    expect(tree.childrenOf('b')).toEqual(['a']);
  });
});

describe('connections', () => {
  it('of hello-hub are its three attachments and its two flows', () => {
    const found = connectionsOf(surroundings(hello).records);
    expect(found.filter(({ kind }) => kind === 'attachment').map(({ from, to }) => `${from} ${to}`)).toEqual([
      'hub transit',
      'spoke-a transit',
      'spoke-b transit',
    ]);
    expect(found.filter(({ kind }) => kind === 'traffic')).toHaveLength(2);
  });
});

describe('the palette', () => {
  it.each<Noun>([
    'region',
    'azure-region',
    'data-centre',
    'network',
    'subnet',
    'machine',
    'transit-gateway',
    'router',
  ])('adds a %s that is without errors in hello-hub', (noun) => {
    const outcome = additionOf(noun, surroundings(hello, 'spoke-a'));
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    expect(errors(applied(hello, outcome.edits))).toEqual([]);
  });

  it('puts a machine beside the selected one', () => {
    const outcome = additionOf('machine', surroundings(hello, 'database'));
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    const { scenario } = parseScenario(applied(hello, outcome.edits));
    expect(scenario?.workloads?.[outcome.id]?.subnet).toBe('spoke-b-data');
  });

  it('says what is missing where a thing has no place to stand', () => {
    const outcome = additionOf('subnet', surroundings('netwright: 1\nname: empty\n'));
    expect(outcome).toEqual({ refusal: 'A subnet stands in a network: add a network first.' });
  });
});

describe('a line between two objects', () => {
  it('is a peering between two VPCs', () => {
    const outcome = connectionBetween('spoke-a', 'spoke-b', surroundings(hello));
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    const { scenario } = parseScenario(applied(hello, outcome.edits));
    expect(scenario?.attachments?.[outcome.id]).toMatchObject({
      kind: 'aws-vpc-peering',
      requester: 'spoke-a',
    });
  });

  it('is traffic between two machines', () => {
    const outcome = connectionBetween('database', 'services', surroundings(hello));
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    expect(errors(applied(hello, outcome.edits))).toEqual([]);
  });

  it('is refused with a sentence where nothing joins the two', () => {
    expect(connectionBetween('frankfurt', 'web', surroundings(hello))).toHaveProperty('refusal');
  });
});

describe('deleting', () => {
  it.each([
    'web',
    'spoke-b',
    'spoke-a-web',
    'transit',
    'hub',
    'frankfurt',
    'data-group',
    'transit-routes',
    'queries',
  ])('%s leaves a document without dangling references', (id) => {
    const { records, tree, scenario } = surroundings(hello);
    const edits = removalEdits([id], records, tree, scenario.view?.positions ?? {});
    const left = applied(hello, edits);
    const codes = errors(left).map(({ code }) => code);
    expect(codes.filter((code) => code.startsWith('document/'))).toEqual([]);
    expect(recordsOf(parseScenario(left).scenario!).has(id)).toBe(false);
  });

  it('takes a machine out of the intents that name several, and an intent away that is about nobody else', () => {
    const text = `${hello}\nintents:\n  a: { kind: must-reach, from: [web, services], to: database }\n  b: { kind: encrypted, from: [web], to: database }\n`;
    const { records, tree, scenario } = surroundings(text);
    const left = applied(text, removalEdits(['web'], records, tree, scenario.view?.positions ?? {}));
    expect(parseScenario(left).scenario?.intents).toEqual({
      a: { kind: 'must-reach', from: ['services'], to: 'database' },
    });
  });
});
