import { describe, expect, it } from 'vitest';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import type { RunResult } from '../../../src-sim/packet/run-result.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

const second = 1e9;
const only = (result: RunResult) => result.flows[0];

/** a and b, with links of these MTUs between them and as many routers as that takes; IPv4 and IPv6. */
function chain(mtus: readonly number[], figures: readonly object[] = []): FabricDraft {
  const draft = new FabricDraft().host('a', '10.0.0.1').host('b', '10.0.1.1');
  const nodes = ['a', ...mtus.slice(1).map((_, n) => `r${n}`), 'b'];
  for (const node of nodes.slice(1, -1)) draft.router(node, true, '192.0.2.1');
  for (const [n, mtu] of mtus.entries()) {
    draft.link(nodes[n], nodes[n + 1], { rateBps: 1e9, delayNs: 1000, mtu, ...figures[n] });
  }
  for (let n = 1; n < nodes.length - 1; n++) {
    draft.route(nodes[n], '10.0.1.0/24', [nodes[n + 1]]).route(nodes[n], '10.0.0.0/24', [nodes[n - 1]]);
  }
  return draft;
}

const cuttable = { packetBytes: 3000, dontFragment: false };

describe('a packet larger than the way on', () => {
  it('goes in pieces if it may be cut, and arrives whole', () => {
    const result = runFabric(chain([0, 1500, 0]).flow('f', 'a', 'b', cuttable).build());
    // 1 Mbit/s of 24,000 bit: one every 24 ms, 41 or 42 in a second, by where the first falls.
    expect(only(result).delivered).toBe(only(result).offered);
    // 2980 bytes of payload: 1480 + 1480 + 20, with a header of 20 each: 3 pieces of 1500, 1500 and 40 bytes.
    const cable = result.links.find(({ id }) => id === 'r0-r1:r0>r1')!;
    expect(cable.packets).toBe(3 * only(result).offered);
  });

  it('takes the time of its last piece', () => {
    // 24,000 ns on the first link. On the second 12,000 + 12,000 + 320 ns for 1500, 1500 and 40 bytes. On the third the second
    // piece begins as it comes, 24,000 ns after the first began on the second, takes 12,000 ns, and holds up the last, which
    // takes 320 ns. 3 x 1,000 ns of delay.
    const result = runFabric(chain([0, 1500, 0]).flow('f', 'a', 'b', cuttable).build());
    const expected = 24_000 + 24_000 + 12_000 + 320 + 3000;
    expect(only(result).latencyNs).toMatchObject({ min: expected, max: expected });
  });

  it('is cut again where a later link is smaller still', () => {
    const result = runFabric(chain([0, 1500, 576]).flow('f', 'a', 'b', cuttable).build());
    expect(only(result).delivered).toBe(only(result).offered);
    // A piece of 1480 becomes 552 + 552 + 376; 20 stays: 3 + 3 + 1.
    const cable = result.links.find(({ id }) => id === 'r1-b:r1>b')!;
    expect(cable.packets).toBe(7 * only(result).offered);
  });

  it('is refused if it must not be cut, and its sender is told each time', () => {
    const result = runFabric(chain([0, 1500, 0]).flow('f', 'a', 'b', { packetBytes: 3000 }).build());
    expect(only(result).lossByFate).toEqual({ 'too-big': only(result).offered });
    expect(result.control.delivered).toBe(only(result).offered);
  });

  it('over IPv6 is cut by its sender and by no router', () => {
    const six = (mtus: readonly number[]) => {
      const draft = new FabricDraft().host('a', '2001:db8::1').host('b', '2001:db8:1::1');
      draft
        .router('r', true, '2001:db8:2::1')
        .link('a', 'r', { mtu: mtus[0] })
        .link('r', 'b', { mtu: mtus[1] });
      draft.route('r', '2001:db8:1::/64', ['b']).route('r', '2001:db8::/64', ['a']);
      return runFabric(draft.flow('f', 'a', 'b', cuttable).build());
    };
    const sender = six([1500, 0]);
    expect(only(sender).delivered).toBe(only(sender).offered);
    // 2960 bytes behind the IPv6 header; pieces hold 1500 - 48 = 1452, in eights 1448: 1448 + 1448 + 64.
    expect(sender.links.find(({ id }) => id === 'a-r:a>r')?.packets).toBe(3 * only(sender).offered);
    const router = six([0, 1500]);
    expect(only(router).lossByFate).toEqual({ 'too-big': only(router).offered });
  });
});

describe('a packet whose pieces are not all there', () => {
  it('is given up after 30 s, and what did arrive counts as nothing', () => {
    // The queue of the second link holds one waiting packet: of three pieces at once the third finds no room.
    const fabric = chain([0, 1500, 0], [{}, { queue: { packets: 1, bytes: 0 } }])
      .flow('f', 'a', 'b', { ...cuttable, stopNs: 1 })
      .build(1, 1);
    const result = runFabric(fabric);
    expect(only(result).offered).toBeLessThanOrEqual(1);
    const one = chain([0, 1500, 0], [{}, { queue: { packets: 1, bytes: 0 } }])
      .flow('f', 'a', 'b', { ...cuttable, stopNs: 30e6 })
      .build(1, 30e6);
    const given = only(runFabric(one));
    expect(given.delivered).toBe(0);
    expect(given.lossByFate).toEqual({ 'reassembly-timeout': given.offered });
    expect(given.inFlight).toBe(0);
  });

  it('has the fate of its pieces where none arrives', () => {
    const fabric = chain([0, 1500, 0], [{}, {}, { loss: 1 }])
      .flow('f', 'a', 'b', cuttable)
      .build();
    const flow = only(runFabric(fabric));
    expect(flow.lossByFate).toEqual({ 'link-loss': flow.offered });
  });

  it('loses more than a single packet would: all pieces have to get through', () => {
    // Three pieces at 1 %: 1 - 0.99^3 = 2.97 %. 20,000 packets: mean 594, standard deviation sqrt(20000 * 0.0297 * 0.9703) = 24;
    // five of them: 120.
    const fabric = chain([0, 1500, 0], [{}, {}, { loss: 0.01 }])
      .flow('f', 'a', 'b', { ...cuttable, rateBps: 480e6, stopNs: second })
      .build();
    const flow = only(runFabric(fabric));
    expect(flow.offered).toBe(20_000);
    expect(Math.abs(flow.offered - flow.delivered - 594)).toBeLessThan(120);
  });

  it('is not bothered by copies of pieces', () => {
    const fabric = chain([0, 1500, 0], [{}, {}, { impairments: { duplication: 0.5 } }])
      .flow('f', 'a', 'b', cuttable)
      .build();
    const flow = only(runFabric(fabric));
    expect(flow.delivered).toBe(flow.offered);
  });
});

describe('an outer packet of a tunnel', () => {
  /** a - r1 = (GRE over core) = r2 - b; the first link of the underlay carries 1500, the second 1000. */
  const tunnelled = (dontFragment: 'clear' | 'set') => {
    const draft = new FabricDraft()
      .host('a', '10.1.0.2')
      .host('b', '10.2.0.2')
      .router('r1', true, '192.0.2.1')
      .router('core', true, '192.0.2.9')
      .router('r2', true, '192.0.2.2')
      .link('a', 'r1')
      .link('r1', 'core', { mtu: 1500 })
      .link('core', 'r2', { mtu: 1000 })
      .link('r2', 'b')
      .tunnel('t1', 'r1', { kind: 'gre', dontFragment, local: '192.0.2.1', remotes: ['192.0.2.2'] })
      .tunnel('t2', 'r2', { kind: 'gre', dontFragment, local: '192.0.2.2', remotes: ['192.0.2.1'] })
      .route('r1', '10.2.0.0/16', ['t1'])
      .route('r2', '10.2.0.0/16', ['b'])
      .route('r1', '192.0.2.2/32', ['core'])
      .route('core', '192.0.2.2/32', ['r2'])
      .route('core', '192.0.2.1/32', ['r1']);
    return runFabric(draft.flow('f', 'a', 'b', { packetBytes: 1200 }).build());
  };

  it('is cut by the underlay if it may be, put together at the other end, and the inner one goes on', () => {
    const result = tunnelled('clear');
    expect(only(result).delivered).toBe(only(result).offered);
    // 1200 + 8 of GRE with a key + 20: 1228, of which 1208 are cut as 976 + 232.
    const small = result.links.find(({ id }) => id === 'core-r2:core>r2')!;
    expect(small.packets).toBe(2 * only(result).offered);
  });

  it('does not arrive if it must not be', () => {
    expect(only(tunnelled('set')).lossByFate).toEqual({ 'too-big': only(tunnelled('set')).offered });
  });
});
