import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src-sim/fabric/fabric.ts';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';
import { sourceTranslation } from '../../support/translations.ts';

const ms = 1e6;

/** Lets everything in from the inside, and answers to that. */
const firewall: Filter = {
  id: 'firewall',
  stateful: true,
  tracker: 'firewall',
  otherwise: 'nothing comes in by itself',
  origin: origin('firewall'),
  rules: [
    {
      allow: true,
      from: [prefixOf('10.0.0.0/24')],
      to: [],
      protocol: 'any',
      portFrom: 0,
      portTo: 65535,
      sentence: '',
      origin: origin('rule'),
    },
  ],
};

/** Machines a and b inside, s outside of the router r, whose outer port has the firewall both ways. */
function lab(connectionsMax?: number): FabricDraft {
  const draft = new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.0.2')
    .host('s', '198.51.100.1')
    .router('r', true, '203.0.113.7')
    .link('a', 'r', { delayNs: ms })
    .link('b', 'r', { delayNs: ms })
    .link('r', 's', { delayNs: ms })
    .route('r', '10.0.0.1/32', ['a'])
    .route('r', '10.0.0.2/32', ['b'])
    .route('r', '198.51.100.0/24', ['s'])
    .filter('r', 's', 'egress', firewall)
    .filter('r', 's', 'ingress', firewall);
  if (connectionsMax !== undefined) draft.builder.setNode(draft.node('r'), { connectionsMax });
  return draft;
}

describe('a stateful filter', () => {
  it('lets in answers and nothing else', () => {
    const fabric = lab().transfer('t', 'a', 's', { transferBytes: 50_000 }).flow('in', 's', 'a').build();
    const { flows } = runFabric(fabric);
    expect(flows[0].tcp?.deliveredBytes).toBe(50_000);
    expect(flows[1].lossByFate).toEqual({ denied: 125 });
  });

  it('does not take for an answer what answers something that passed elsewhere', () => {
    // What b asks goes out by a second router; the answers come in by the first, which has seen no question.
    const draft = lab()
      .router('side')
      .link('b', 'side', { delayNs: ms })
      .link('side', 's', { delayNs: ms })
      .route('side', '198.51.100.0/24', ['s'])
      .route('b', '198.51.100.0/24', ['side'])
      .transfer('t', 'b', 's', { transferBytes: 1000, stopNs: 1e9 });
    const { flows } = runFabric(draft.build());
    expect(flows[0].tcp?.state).toBe('syn-sent');
    expect(flows[0].delivered).toBe(flows[0].offered);
  });
});

describe('a node that remembers so many connections', () => {
  it('takes no more, and those it has go on', () => {
    const { flows } = runFabric(lab(1).flow('x', 'a', 's').flow('y', 'b', 's').build());
    // The one whose first packet comes first has the place for as long as it goes on.
    expect(flows.map(({ delivered }) => delivered).sort((a, b) => a - b)).toEqual([0, 125]);
    expect(flows.find(({ delivered }) => delivered === 0)?.lossByFate).toEqual({ 'table-full': 125 });
  });

  it('counts both ways of a connection for one', () => {
    const { flows } = runFabric(lab(1).transfer('t', 'a', 's', { transferBytes: 50_000 }).build());
    expect(flows[0].tcp?.deliveredBytes).toBe(50_000);
  });

  it('counts a translated connection for one', () => {
    const draft = lab(1).transfer('t', 'a', 's', { transferBytes: 50_000 });
    const translations = [sourceTranslation(draft.port('r', 's'), ['203.0.113.7'])];
    draft.builder.setNode(draft.node('r'), { translations });
    expect(runFabric(draft.build()).flows[0].tcp?.deliveredBytes).toBe(50_000);
  });

  it('gives no place to what its filters refuse', () => {
    // What s sends by itself is refused for half a second, and takes no place from a, which starts then.
    const { flows } = runFabric(
      lab(1)
        .flow('in', 's', 'b', { stopNs: 500 * ms })
        .flow('out', 'a', 's', { startNs: 500 * ms })
        .build(),
    );
    expect(flows[0].lossByFate).toEqual({ denied: flows[0].offered });
    expect(flows[1].delivered).toBe(flows[1].offered);
  });

  it('has room again 30 s after the last packet of a connection nobody answered', () => {
    // x stops at 1 s. y sends one packet every 8 ms from 30.5 s to 32 s: its packets of the first half second are refused, 62 or 63.
    const { flows } = runFabric(
      lab(1)
        .flow('x', 'a', 's', { stopNs: 1e9 })
        .flow('y', 'b', 's', { startNs: 30.5e9, stopNs: 32e9 })
        .build(1, 32e9),
    );
    const refused = flows[1].lossByFate['table-full'] ?? 0;
    expect(Math.abs(refused - 62)).toBeLessThanOrEqual(2);
  });

  it('asks for a rule again where it has forgotten the question', () => {
    // s answers nobody here; echo requests 40 s apart, each a new connection to a table that forgets after 30 s.
    const fabric = lab(10)
      .flow('ping', 'a', 's', { pattern: 'echo', intervalNs: 40e9, requests: 3 } as object)
      .build(1, 120e9);
    const { flows } = runFabric(fabric);
    expect(flows[0].delivered).toBe(flows[0].offered);
  });
});
