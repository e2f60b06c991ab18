import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { connectionsOf } from '../../src-renderer/document/connections.ts';
import { connectionBetween } from '../../src-renderer/document/connect-records.ts';
import { containment } from '../../src-renderer/document/containment.ts';
import { additionOf, type Noun } from '../../src-renderer/document/new-record.ts';
import { recordsOf } from '../../src-renderer/document/records.ts';
import { removalEdits } from '../../src-renderer/document/removal.ts';
import { applyEdits, openScenario, parseScenario } from '../../src-sim/index.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../scenarios/${name}/scenario.yaml`, import.meta.url), 'utf8');

const hubSpoke = read('azure-hub-spoke');
const virtualWan = read('azure-virtual-wan');

function surroundings(text: string, selected: string | null = null) {
  const { scenario } = parseScenario(text);
  const records = recordsOf(scenario!);
  return { records, tree: containment(records), selected };
}

function applied(text: string, edits: Parameters<typeof applyEdits>[1]): string {
  const outcome = applyEdits(text, edits);
  if (!('text' in outcome)) throw new Error(outcome.problem.message);
  return outcome.text;
}

const errors = (text: string) => openScenario(text).problems.filter(({ severity }) => severity === 'error');

describe('Azure on the canvas', () => {
  it('puts gateways and firewalls into their subnet', () => {
    const { tree } = surroundings(hubSpoke);
    expect(tree.parentOf('firewall')).toBe('hub-firewall');
    expect(tree.parentOf('vpn')).toBe('hub-gateway');
    expect(tree.parentOf('hub-gateway')).toBe('hub');
  });

  it('draws peerings, VPN and hub connections as lines', () => {
    const lines = (text: string) =>
      connectionsOf(surroundings(text).records)
        .filter(({ kind }) => kind === 'attachment')
        .map(({ from, to }) => `${from} ${to}`);
    expect(lines(hubSpoke)).toEqual(expect.arrayContaining(['hub shop', 'hub data', 'office-router vpn']));
    expect(lines(virtualWan)).toEqual(
      expect.arrayContaining(['shop hub-europe', 'branch-router hub-europe']),
    );
    expect(lines(read('vmware-global-reach'))).toEqual(
      expect.arrayContaining(['sddc er', 'circuit er', 'sddc circuit']),
    );
  });

  it.each<Noun>(['azure-region', 'network', 'subnet', 'machine'])(
    'adds a %s that is without errors',
    (noun) => {
      const outcome = additionOf(noun, surroundings(hubSpoke, 'shop'));
      if ('refusal' in outcome) throw new Error(outcome.refusal);
      expect(errors(applied(hubSpoke, outcome.edits))).toEqual([]);
    },
  );

  it('makes a peering of a line between two virtual networks', () => {
    const outcome = connectionBetween('shop', 'data', surroundings(hubSpoke));
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    const text = applied(hubSpoke, outcome.edits);
    expect(errors(text)).toEqual([]);
    expect(parseScenario(text).scenario?.attachments?.[outcome.id]).toMatchObject({
      kind: 'azure-vnet-peering',
      ends: [{ network: 'shop' }, { network: 'data' }],
    });
  });

  it('makes a connection of a line between a virtual network and a hub', () => {
    const text = virtualWan.replace(/ {2}on-shop: .*\n/, '');
    const outcome = connectionBetween('shop', 'hub-europe', surroundings(text));
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    expect(errors(applied(text, outcome.edits))).toEqual([]);
  });
});

describe('deleting any record of Azure or VMware', () => {
  it.each(['azure-hub-spoke', 'azure-virtual-wan', 'vmware-global-reach'])(
    'leaves %s without dangling references',
    (name) => {
      const text = read(name);
      const { records, tree } = surroundings(text);
      const placed = parseScenario(text).scenario?.view?.positions ?? {};
      for (const id of records.keys()) {
        const left = applied(text, removalEdits([id], records, tree, placed));
        const dangling = errors(left).filter(({ code }) => code.startsWith('document/'));
        expect({ id, dangling: dangling.map(({ message }) => message) }).toEqual({ id, dangling: [] });
      }
    },
  );
});
