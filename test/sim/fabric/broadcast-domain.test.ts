import { describe, expect, it } from 'vitest';
import { BroadcastDomains } from '../../../src-sim/fabric/broadcast-domain.ts';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import type { Tunnel } from '../../../src-sim/fabric/tunnel.ts';
import { addressOf, FabricDraft, origin } from '../../support/fabric-builder.ts';

/** Two switches joined by a trunk for VLANs 10 and 20; a and c are in 10, b in 20, d in 30, which the trunk does not carry. */
function office(): FabricDraft {
  const draft = new FabricDraft().switch('s1').switch('s2').link('s1', 's2');
  const places = { a: ['s1', 10], b: ['s1', 20], c: ['s2', 10], d: ['s2', 30] } as const;
  for (const [index, [host, [at, vlan]]] of Object.entries(places).entries()) {
    const address = `10.0.0.${index + 1}`;
    draft.host(host, address).link(host, at).attach(host, at, address);
    draft.vlan(at, host, { mode: 'access', vlan });
  }
  for (const [from, to] of [
    ['s1', 's2'],
    ['s2', 's1'],
  ] as const) {
    draft.vlan(from, to, { mode: 'trunk', allowed: [10, 20] });
  }
  return draft;
}

const ids = (fabric: Fabric, ports: readonly number[]): string[] =>
  ports.map((port) => fabric.ports[port].id);

describe('a broadcast domain', () => {
  it('reaches the members of the VLAN and nobody else, over the trunk too', () => {
    const draft = office();
    const fabric = draft.build();
    const domains = new BroadcastDomains(fabric);
    expect(ids(fabric, domains.stations(draft.port('a', 's1')))).toEqual(['c>s2']);
    expect(domains.stations(draft.port('b', 's1'))).toEqual([]);
    expect(domains.stations(draft.port('d', 's2'))).toEqual([]);
  });

  it('tells the switches on the way, the VLAN in each and the tag behind it', () => {
    const draft = office();
    const domains = new BroadcastDomains(draft.build());
    const way = domains.answering(draft.port('a', 's1'), addressOf('10.0.0.3'));
    expect(way?.station).toBe(draft.port('c', 's2'));
    const seen = way?.passages.map(({ entered, left, vlan, tag }) => [entered, left, vlan, tag]);
    // From a untagged into VLAN 10 of s1; over the trunk with tag 10; out of the access port of s2 without one.
    expect(seen).toEqual([
      [draft.port('s1', 'a'), draft.port('s1', 's2'), 10, 10],
      [draft.port('s2', 's1'), draft.port('s2', 'c'), 10, 0],
    ]);
  });

  it('has nobody who answers for an address in another VLAN', () => {
    const draft = office();
    const domains = new BroadcastDomains(draft.build());
    expect(domains.answering(draft.port('a', 's1'), addressOf('10.0.0.2'))).toBeNull();
  });

  it('says where a tag stops frames: an untagged frame at a trunk without a native VLAN', () => {
    const draft = office();
    draft.host('e', '10.0.0.9').link('e', 's2').attach('e', 's2', '10.0.0.9');
    draft.vlan('s2', 'e', { mode: 'trunk', allowed: [10] });
    const domains = new BroadcastDomains(draft.build());
    expect(domains.refusals(draft.port('e', 's2'))).toEqual([{ port: draft.port('s2', 'e'), tag: 0 }]);
    // The other way, frames of VLAN 10 reach e with a tag, which no attachment takes.
    expect(domains.refusals(draft.port('a', 's1'))).toEqual([{ port: draft.port('e', 's2'), tag: 10 }]);
  });

  it('finds a ring of switches: the broadcast comes twice', () => {
    const draft = new FabricDraft().switch('x').switch('y').switch('z');
    draft.link('x', 'y').link('y', 'z').link('z', 'x');
    draft.host('h', '10.0.0.1').link('h', 'x').attach('h', 'x', '10.0.0.1');
    const fabric = draft.build();
    const again = new BroadcastDomains(fabric).loops(draft.port('h', 'x'));
    // x sends to y and to z; y sends to z, which has had it, and z to y, which has had it.
    expect(ids(fabric, again).sort()).toEqual(['y>z', 'z>y']);
  });

  it('ends where there is no switch: two attachments on one wire are neighbours', () => {
    const draft = new FabricDraft().host('a', '10.0.0.1').host('b', '10.0.0.2').link('a', 'b');
    draft.attach('a', 'b', '10.0.0.1').attach('b', 'a', '10.0.0.2');
    const way = new BroadcastDomains(draft.build()).answering(draft.port('a', 'b'), addressOf('10.0.0.2'));
    expect(way).toEqual({ station: draft.port('b', 'a'), passages: [] });
  });

  it('goes on at the other ends of a tunnel with the same key, and only there', () => {
    const draft = new FabricDraft();
    const tunnels: number[] = [];
    for (const [index, key] of [100, 100, 200].entries()) {
      const [host, at] = [`h${index}`, `v${index}`];
      draft.switch(at).host(host, `10.0.0.${index}`).link(host, at).attach(host, at, `10.0.0.${index}`);
      const tunnel: Tunnel = {
        kind: 'vxlan',
        node: draft.node(at),
        local: addressOf(`192.0.2.${index}`),
        remotes: [0, 1, 2].filter((n) => n !== index).map((n) => addressOf(`192.0.2.${n}`)),
        key,
        optionBytes: 0,
        dontFragment: 'clear',
        hopLimit: 64,
      };
      tunnels.push(draft.builder.addTunnel(`t${index}`, draft.node(at), tunnel, origin(`t${index}`)));
    }
    const domains = new BroadcastDomains(draft.build());
    const ports = [0, 1].map((n) => draft.port(`h${n}`, `v${n}`));
    expect(domains.stations(ports[0])).toEqual([ports[1]]);
    expect(domains.way(ports[0], ports[1])?.passages.map(({ tunnelTo }) => tunnelTo)).toEqual([
      tunnels[1],
      -1,
    ]);
  });
});
