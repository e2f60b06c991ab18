// Tunnels: sizes to the byte, MTU, hop limits, congestion marks, entropy, and what vanishes in silence.
import { describe, expect, it } from 'vitest';
import { tunnelKinds, type TunnelKind } from '../../../src-sim/fabric/tunnel.ts';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { dissect } from '../../../src-sim/packet/wire/dissect.ts';
import { capturedRun } from '../../support/captured-run.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';
import { pcapngFrames } from '../../support/pcapng-frames.ts';

interface Site {
  readonly kind: TunnelKind;
  readonly key?: number;
  readonly underlay?: number;
  readonly mtu?: number;
  readonly packetBytes?: number;
  readonly packets?: number;
  readonly dontFragment?: 'clear' | 'set' | 'inherit';
}

/** a - r1 = (tunnel over core) = r2 - b, one packet a millisecond. */
function twoSites({ kind, key = 0, underlay = 0, mtu, packetBytes = 1000, packets = 3, dontFragment }: Site) {
  const ends = {
    kind,
    key,
    ...(mtu === undefined ? {} : { mtu }),
    ...(dontFragment ? { dontFragment } : {}),
  };
  return new FabricDraft()
    .host('a', '10.1.0.2')
    .host('b', '10.2.0.2')
    .router('r1', true, '192.0.2.1')
    .router('core')
    .router('r2', true, '192.0.2.2')
    .link('a', 'r1')
    .link('r1', 'core', { mtu: underlay })
    .link('core', 'r2', { mtu: underlay })
    .link('r2', 'b')
    .tunnel('t1', 'r1', { ...ends, local: '192.0.2.1', remotes: ['192.0.2.2'] })
    .tunnel('t2', 'r2', { ...ends, local: '192.0.2.2', remotes: ['192.0.2.1'] })
    .route('r1', '10.2.0.0/16', ['t1'])
    .route('r2', '10.1.0.0/16', ['t2'])
    .route('r1', '10.1.0.0/16', ['a'])
    .route('r2', '10.2.0.0/16', ['b'])
    .route('r1', '192.0.2.2/32', ['core'])
    .route('r2', '192.0.2.1/32', ['core'])
    .route('core', '192.0.2.2/32', ['r2'])
    .route('core', '192.0.2.1/32', ['r1'])
    .flow('f', 'a', 'b', {
      packetBytes,
      rateBps: packetBytes * 8 * 1000,
      stopNs: packets * 1e6,
    });
}

describe('an L3 tunnel', () => {
  // Outer IPv4 packet around an inner one of 1000 B: 20 of IPv4, and
  const outerBytes: Record<TunnelKind, number> = {
    'ip-in-ip': 1020,
    gre: 1024, // 4 of GRE
    // 8 of SPI and sequence number, 8 of IV, 1000 + 2 of trailer padded to 4 (1004), 16 of ICV
    esp: 20 + 8 + 8 + 1004 + 16,
    // 8 of UDP, 16 of header, 1000 padded to 16 (1008), 16 of tag
    wireguard: 20 + 8 + 16 + 1008 + 16,
    // These carry frames, at routers as well: 14 of the inner Ethernet header.
    vxlan: 20 + 8 + 8 + 14 + 1000,
    geneve: 20 + 8 + 8 + 14 + 1000,
    nvgre: 20 + 8 + 14 + 1000,
  };

  it.each(tunnelKinds)('of kind %s adds its header on the underlay and takes it off again', (kind) => {
    const result = runFabric(twoSites({ kind }).build());
    expect(result.flows[0].delivered).toBe(3);
    const bytes = Object.fromEntries(result.links.map((link) => [link.id, link.bytes / link.packets]));
    expect(bytes['a-r1:a>r1']).toBe(1000);
    expect(bytes['r1-core:r1>core']).toBe(outerBytes[kind]);
    expect(bytes['core-r2:core>r2']).toBe(outerBytes[kind]);
    expect(bytes['r2-b:r2>b']).toBe(1000);
  });

  it('writes a GRE key only where there is one', () => {
    const result = runFabric(twoSites({ kind: 'gre', key: 7 }).build());
    // 1000 + 4 of GRE + 4 of key + 20 of IPv4
    expect(result.links.find(({ id }) => id === 'r1-core:r1>core')!.bytes).toBe(3 * 1028);
  });

  it('delivers nothing where the keys differ', () => {
    const draft = new FabricDraft()
      .host('a', '10.1.0.2')
      .host('b', '10.2.0.2')
      .router('r1', true, '192.0.2.1')
      .router('r2', true, '192.0.2.2')
      .link('a', 'r1')
      .link('r1', 'r2')
      .link('r2', 'b')
      .tunnel('t1', 'r1', { kind: 'gre', key: 1, local: '192.0.2.1', remotes: ['192.0.2.2'] })
      .tunnel('t2', 'r2', { kind: 'gre', key: 2, local: '192.0.2.2', remotes: ['192.0.2.1'] })
      .route('r1', '10.2.0.0/16', ['t1'])
      .route('r1', '192.0.2.2/32', ['r2'])
      .route('r2', '10.2.0.0/16', ['b'])
      .flow('f', 'a', 'b', { packetBytes: 1000, rateBps: 8e6, stopNs: 2e6 });
    const { flows } = runFabric(draft.build());
    expect(flows[0].lossByFate).toEqual({ 'no-tunnel': 2 });
  });

  it('tells the sender of a packet that is too big for it, and counts the message apart', () => {
    const result = runFabric(twoSites({ kind: 'gre', mtu: 976, packetBytes: 1000 }).build());
    expect(result.flows[0].lossByFate).toEqual({ 'too-big': 3 });
    // 20 of IP, 8 of ICMP, and as much of the packet as makes 576 in all (RFC 1812 section 4.3.2.3).
    const back = result.links.find(({ id }) => id === 'a-r1:r1>a')!;
    expect([back.packets, back.bytes]).toEqual([3, 3 * 576]);
  });

  it('learns what the underlay carries and tells inner senders from then on', () => {
    // 1000 + 24 = 1024 > 1020: the first is dropped at the core's neighbour; the end then takes 1020 - 24 = 996 at most.
    const draft = twoSites({ kind: 'gre', packetBytes: 1000, packets: 3 });
    const fabric = draft.build();
    const links = fabric.links.map((link) => (link.id === 'core-r2' ? { ...link, mtu: 1020 } : link));
    const result = runFabric({ ...fabric, links });
    expect(result.flows[0].lossByFate).toEqual({ 'too-big': 3 });
    const dropsAt = Object.fromEntries(result.links.map(({ id, drops }) => [id, drops]));
    expect(dropsAt['core-r2:core>r2']).toBe(1);
    // One message of the core to the end of the tunnel; the two packets behind it are answered by that end itself.
    const told = (id: string) => result.links.find((link) => link.id === id)!.packets;
    expect(told('r1-core:core>r1')).toBe(1);
    expect(told('a-r1:r1>a')).toBe(2);
  });
});

describe('an L2 tunnel', () => {
  it('drops what is too big for the underlay without a word', () => {
    const draft = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .switch('s1')
      .switch('s2')
      .router('v1', true, '192.0.2.1')
      .router('v2', true, '192.0.2.2')
      .link('a', 's1')
      .link('b', 's2')
      .attach('a', 's1', '10.0.0.1')
      .attach('b', 's2', '10.0.0.2')
      .link('v1', 'v2', { mtu: 1500 })
      .tunnel('t1', 's1', { node: 'v1', local: '192.0.2.1', remotes: ['192.0.2.2'] })
      .tunnel('t2', 's2', { node: 'v2', local: '192.0.2.2', remotes: ['192.0.2.1'] })
      .route('v1', '192.0.2.2/32', ['v2'])
      .route('v2', '192.0.2.1/32', ['v1'])
      .flow('small', 'a', 'b', { packetBytes: 1450, rateBps: 1450 * 8000, stopNs: 4e6 })
      .flow('large', 'a', 'b', { packetBytes: 1451, rateBps: 1451 * 8000, stopNs: 4e6 });
    const result = runFabric(draft.build());
    // 1450 + 14 of the frame + 8 + 8 + 20 = 1500 fits, a byte more does not.
    expect(result.flows.map(({ id, delivered, lossByFate }) => [id, delivered, lossByFate])).toEqual([
      ['small', 4, {}],
      ['large', 0, { 'too-big': 4 }],
    ]);
    // Nothing comes back to the sender but the answer to its question for the neighbour.
    expect(result.links.find(({ id }) => id === 'a-s1:s1>a')!.packets).toBe(1);
  });
});

describe('a capture of tunnelled packets', () => {
  // Inner sizes of which the last is odd, so that padding and checksums of odd lengths are met.
  const sizes = [1000, 61];

  it.each(tunnelKinds)('of kind %s holds the sizes the engine counts with', (kind) => {
    for (const packetBytes of sizes) {
      const { result, files } = capturedRun(twoSites({ kind, key: 5000, packetBytes }).build());
      const bytes = result.links.find(({ id }) => id === 'r1-core:r1>core')!.bytes;
      const frames = pcapngFrames(files['r1_core.pcapng']).map((frame) => frame.bytes.length - 14);
      expect(frames.reduce((sum, length) => sum + length, 0)).toBe(bytes);
      const faults = pcapngFrames(files['r1_core.pcapng']).flatMap((frame) =>
        dissect(frame.bytes, { first: 'ethernet' }).layers.flatMap((layer) => layer.faults),
      );
      expect(faults).toEqual([]);
    }
  });
});
