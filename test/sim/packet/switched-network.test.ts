// Switches and the resolution of neighbours in whole runs.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BroadcastDomains } from '../../../src-sim/fabric/broadcast-domain.ts';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import type { Bridge } from '../../../src-sim/fabric/switching.ts';
import { PacketEngine } from '../../../src-sim/packet/engine.ts';
import { PacketRun, runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { addressOf, FabricDraft } from '../../support/fabric-builder.ts';

const gigabit = { rateBps: 1e9, delayNs: 1000, framingBytes: 38 };
/** One packet of 1,000 bytes: 8,000 bit at 8 Mbit/s are one a millisecond; stopped before the second. */
const onePacket = { rateBps: 8e6, packetBytes: 1000, stopNs: 1_000_000 };

/** Hosts h1, h2, ... at one switch, all in VLAN 1. */
function star(hosts: number, figures: Partial<Bridge> = {}, family: 4 | 6 = 4): FabricDraft {
  const draft = new FabricDraft().switch('sw', figures);
  for (let n = 1; n <= hosts; n++) {
    const address = family === 4 ? `10.0.0.${n}` : `2001:db8::${n}`;
    draft.host(`h${n}`, address).link(`h${n}`, 'sw', gigabit).attach(`h${n}`, 'sw', address);
  }
  return draft;
}

function run(fabric: Fabric): PacketEngine {
  const engine = new PacketEngine(fabric, { seed: 1, untilNs: fabric.durationNs, insertionOrder: false });
  while (engine.advance(1 << 20, Infinity));
  expect(engine.ledger.packets.inFlight).toBe(0);
  expect(engine.ledger.spares).toBe(0);
  return engine;
}

describe('hosts at a switch', () => {
  it('find each other with one question to all and one answer, before the first packet goes', () => {
    const fabric = star(3).flow('f', 'h1', 'h2', onePacket).build();
    const { ledger } = run(fabric);
    // The question to h2 and a copy to h3, and the answer to h1 only: its place was learnt from the question.
    expect(ledger.control).toEqual({ injected: 3, delivered: 2, ended: 3 });
    const { min, count } = ledger.latency;
    expect(count).toBe(1);
    // ARP: 46 + 38 bytes = 672 ns, + 1,000 ns, over two links, there and back: 6,688 ns. The packet: 1,038 bytes = 8,304 ns,
    // + 1,000 ns, twice: 18,608 ns.
    expect(min).toBe(6688 + 18_608);
  });

  it('ask in IPv6 with 72 bytes, which only the group of the address looks at', () => {
    const fabric = star(3, {}, 6).flow('f', 'h1', 'h2', onePacket).build();
    const { ledger } = run(fabric);
    expect(ledger.control).toEqual({ injected: 3, delivered: 2, ended: 3 });
    // 72 + 38 bytes = 880 ns, + 1,000, four times: 7,520 ns.
    expect(ledger.latency.min).toBe(7520 + 18_608);
  });

  it('lose what waits for an address nobody has, three seconds after the first question', () => {
    const draft = star(2).flow('f', 'h1', 'h2', onePacket);
    draft.attach('h2', 'sw');
    const { flows } = runFabric(draft.build());
    expect(flows[0].lossByFate).toEqual({ 'no-neighbour': 1 });
    const engine = run(draft.build());
    // The first packet is sent within the first millisecond.
    expect(Math.floor(engine.now / 1e6)).toBe(3000);
    // Three questions, each heard by h2 alone, which has no address.
    expect(engine.ledger.control).toEqual({ injected: 3, delivered: 0, ended: 3 });
  });

  it('are asked anew by a host that has sent to them for the reachable time and five seconds more', () => {
    // One packet a second for 100 s. Reachable for 15 to 45 s, then asked by itself 5 s after the next packet.
    const every = { rateBps: 8000, packetBytes: 1000, stopNs: 100e9 };
    const { ledger } = run(star(2).flow('f', 'h1', 'h2', every).build(1, 100e9));
    expect(ledger.latency.count).toBe(100);
    const rounds = (ledger.control.injected - 2) / 2;
    // A round is 20 to 51 s long: 1 to 4 of them in 100 s, each a question and its answer.
    expect(rounds).toBeGreaterThanOrEqual(1);
    expect(rounds).toBeLessThanOrEqual(4);
    expect(ledger.control.delivered).toBe(2 + 2 * rounds);
  });
});

describe('a switch', () => {
  it('floods what it does not know, and the copies count for nobody', () => {
    // After 1 ms without a frame of h2 its address is forgotten; h2 never sends but its one answer. 10 packets, 10 ms apart: the
    // first goes to where the answer came from, nine are flooded to h2, h3 and h4.
    const draft = star(4, { ageingNs: 1e6 }).flow('f', 'h1', 'h2', {
      rateBps: 800_000,
      packetBytes: 1000,
      stopNs: 100e6,
    });
    const { ledger } = run(draft.build());
    const { flows } = runFabric(draft.build());
    expect(flows[0]).toMatchObject({ offered: 10, delivered: 10, lossByFate: {} });
    // The question to three hosts, its answer, and 9 x 2 copies.
    expect(ledger.control.injected).toBe(3 + 1 + 18);
    expect(ledger.control.ended).toBe(22);
  });

  it('that floods nothing unknown loses it', () => {
    const figures = { ageingNs: 1e6, floodsUnknown: false };
    const flow = { rateBps: 800_000, packetBytes: 1000, stopNs: 100e6 };
    const { flows } = runFabric(star(3, figures).flow('f', 'h1', 'h2', flow).build());
    expect(flows[0]).toMatchObject({ offered: 10, delivered: 1, lossByFate: { 'no-neighbour': 9 } });
  });

  it('drops what is too long for a port without a word', () => {
    const draft = star(2).flow('f', 'h1', 'h2', onePacket);
    draft.builder.setPort(draft.port('sw', 'h2'), { mtu: 999 });
    const { ledger } = run(draft.build());
    expect(runFabric(draft.build()).flows[0].lossByFate).toEqual({ 'too-big': 1 });
    // Question and answer, and nothing said of the packet.
    expect(ledger.control.injected).toBe(2);
  });

  it('carries a full packet with a tag over a link of the same size', () => {
    const ethernet = { ...gigabit, mtu: 1500 };
    const draft = new FabricDraft().switch('s1').switch('s2').link('s1', 's2', ethernet);
    const trunk = { mode: 'trunk', allowed: [10] } as const;
    draft.vlan('s1', 's2', trunk).vlan('s2', 's1', trunk);
    for (const [host, at, address] of [
      ['a', 's1', '10.0.0.1'],
      ['b', 's2', '10.0.0.2'],
    ] as const) {
      draft.host(host, address).link(host, at, ethernet).attach(host, at, address);
      draft.vlan(at, host, { mode: 'access', vlan: 10 });
    }
    const { flows } = runFabric(draft.flow('f', 'a', 'b', { ...onePacket, packetBytes: 1500 }).build());
    expect(flows[0]).toMatchObject({ offered: 1, delivered: 1 });
  });

  it('forgets what was behind a link that fails, and finds it again', () => {
    const draft = star(3).flow('f', 'h1', 'h2', { rateBps: 8e6, packetBytes: 1000, stopNs: 100e6 });
    const fabric = draft.build();
    const link = fabric.ports[draft.port('h2', 'sw')].link;
    const at = (atNs: number, action: 'fail' | 'repair') => ({
      id: action,
      atNs,
      action,
      links: [link],
      origin: fabric.nodes[0].origin,
    });
    const { flows } = runFabric({ ...fabric, events: [at(20_500_000, 'fail'), at(50_500_000, 'repair')] });
    // One a millisecond at 0, 1, ... 99: those of 21 to 50 find no way to h2. Flooded to h3 they are not for it.
    expect(flows[0]).toMatchObject({ offered: 100, delivered: 70, lossByFate: { 'not-for-me': 30 } });
  });
});

describe('a router with one port for two VLANs', () => {
  function onAStick(): FabricDraft {
    const draft = new FabricDraft().switch('sw').switch('eth0').router('r').link('sw', 'eth0', gigabit);
    const trunk = { mode: 'trunk', allowed: [10, 20] } as const;
    draft.vlan('sw', 'eth0', trunk).vlan('eth0', 'sw', trunk);
    for (const [vlan, host] of [
      [10, 'a'],
      [20, 'b'],
    ] as const) {
      draft.host(host, `10.0.${vlan}.2`);
      draft.link(host, 'sw', gigabit).attach(host, 'sw', `10.0.${vlan}.2`);
      draft.vlan('sw', host, { mode: 'access', vlan });
    }
    return draft;
  }

  it('carries TCP between them, and packets pass the trunk twice', () => {
    const draft = onAStick();
    // Two links between the same nodes would have one name, so each VLAN has a router port on a switch of its own.
    for (const vlan of [10, 20]) {
      const inside = `v${vlan}`;
      draft.switch(inside).link('eth0', inside).vlan('eth0', inside, { mode: 'access', vlan });
      draft.link(inside, 'r').attach('r', inside, `10.0.${vlan}.1`);
      draft.route('r', `10.0.${vlan}.0/24`, [inside]);
    }
    draft.routeVia('a', '10.0.20.0/24', 'sw', '10.0.10.1').routeVia('b', '10.0.10.0/24', 'sw', '10.0.20.1');
    const fabric = draft.transfer('t', 'a', 'b', { transferBytes: 1_000_000 }).build(1, 5e9);
    const { flows, links } = runFabric(fabric);
    expect(flows[0].tcp?.deliveredBytes).toBe(1_000_000);
    const there = links.find(({ id }) => id === 'sw-eth0:sw>eth0')!;
    // What goes to the router comes back by the same wire: data and answers, and two questions and answers in each VLAN.
    const back = links.find(({ id }) => id === 'sw-eth0:eth0>sw')!;
    expect(there.packets).toBe(back.packets);
    expect(there.packets).toBeGreaterThan(1_000_000 / 1460);
  });
});

describe('switches joined by tunnels', () => {
  /** Three sites, each a host at a switch whose frames a router carries to the other two in VXLAN. */
  function threeSites(figures: Partial<Bridge> = {}): FabricDraft {
    const draft = new FabricDraft();
    const sites = [1, 2, 3];
    for (const n of sites) {
      draft.router(`u${n}`, true, `192.0.2.${n}`).switch(`s${n}`, figures);
      draft
        .host(`h${n}`, `10.0.0.${n}`)
        .link(`h${n}`, `s${n}`, gigabit)
        .attach(`h${n}`, `s${n}`, `10.0.0.${n}`);
    }
    for (const [a, b] of [
      [1, 2],
      [1, 3],
      [2, 3],
    ]) {
      draft.link(`u${a}`, `u${b}`, gigabit);
      draft.route(`u${a}`, `192.0.2.${b}/32`, [`u${b}`]).route(`u${b}`, `192.0.2.${a}/32`, [`u${a}`]);
    }
    for (const n of sites) {
      const remotes = sites.filter((other) => other !== n).map((other) => `192.0.2.${other}`);
      draft.tunnel(`t${n}`, `s${n}`, { node: `u${n}`, local: `192.0.2.${n}`, remotes });
    }
    return draft;
  }

  it('carry questions to all other ends once, and answers to the one', () => {
    const fabric = threeSites().flow('f', 'h1', 'h3', onePacket).build();
    const { ledger } = run(fabric);
    expect(ledger.latency.count).toBe(1);
    // The question to both remotes, one of them a copy, and the answer: what comes out of a tunnel does not go into it again.
    expect(ledger.control).toEqual({ injected: 3, delivered: 2, ended: 3 });
  });

  it('flood to all ends what they have forgotten, and the copies count for nobody', () => {
    const flow = { rateBps: 800_000, packetBytes: 1000, stopNs: 100e6 };
    const draft = threeSites({ ageingNs: 1e6 }).flow('f', 'h1', 'h3', flow);
    const { flows } = runFabric(draft.build());
    expect(flows[0]).toMatchObject({ offered: 10, delivered: 10, lossByFate: {} });
    // Question, copy and answer; then 9 packets are copied to the other end, and at no switch is there a third port.
    expect(run(draft.build()).ledger.control.injected).toBe(3 + 9);
  });

  it('send only where an address is fixed, whatever was heard', () => {
    const draft = threeSites();
    const fixed = {
      station: draft.port('h3', 's3'),
      vlan: 1,
      port: draft.port('s1', 't1'),
      // Remotes of s1 are sites 2 and 3: the wrong one.
      remote: 0,
      origin: draft.build().nodes[0].origin,
    };
    draft.builder.setNode(draft.node('s1'), {
      bridge: { vlanAware: true, ageingNs: 0, addressesMax: 0, fixed: [fixed] },
    });
    const { flows } = runFabric(draft.flow('f', 'h1', 'h3', onePacket).build());
    expect(flows[0].delivered).toBe(0);
    // Site 2 floods what is not its own: to its one host, for it is not sent back into the tunnel.
    expect(flows[0].lossByFate).toEqual({ 'not-for-me': 1 });
  });
});

describe('switches in a ring', () => {
  it('storm, but the run ends', () => {
    const draft = new FabricDraft().switch('x').switch('y').switch('z');
    draft.link('x', 'y', gigabit).link('y', 'z', gigabit).link('z', 'x', gigabit);
    for (const [host, at, n] of [
      ['a', 'x', 1],
      ['b', 'y', 2],
    ] as const) {
      draft.host(host, `10.0.0.${n}`).link(host, at, gigabit).attach(host, at, `10.0.0.${n}`);
    }
    const { ledger } = run(draft.flow('f', 'a', 'b', onePacket).build());
    // Every question goes round both ways until it has passed 255 nodes.
    expect(ledger.control.injected).toBeGreaterThan(100);
  });
});

describe('four switches, each joined to each', () => {
  it('multiply frames up to the bound, and the run ends', () => {
    const draft = new FabricDraft();
    const names = ['w', 'x', 'y', 'z'];
    for (const name of names) draft.switch(name);
    for (const [n, a] of names.entries()) for (const b of names.slice(n + 1)) draft.link(a, b, gigabit);
    for (const [host, at, n] of [
      ['a', 'w', 1],
      ['b', 'z', 2],
    ] as const) {
      draft.host(host, `10.0.0.${n}`).link(host, at, gigabit).attach(host, at, `10.0.0.${n}`);
    }
    const engine = run(draft.flow('f', 'a', 'b', onePacket).build());
    // Each switch makes two of one: without the bound 2^255 of them.
    expect(engine.ledger.control.injected).toBeGreaterThan(1000);
  });
});

describe('a run over switches', () => {
  it('goes on the same after going back, with what switches have learnt and what waits for neighbours', () => {
    const draft = star(4, { ageingNs: 5e6 });
    for (const [from, to] of [
      ['h1', 'h2'],
      ['h2', 'h3'],
      ['h3', 'h4'],
    ] as const) {
      draft.flow(`${from}-${to}`, from, to, { rateBps: 800_000, packetBytes: 1000, stopNs: 100e6 });
    }
    const fabric = draft.build(1, 100e6);
    const straight = runFabric(fabric);
    const run = new PacketRun(fabric, { history: { intervalEvents: 16 } });
    // Back from the middle into the first resolutions, whose packets wait.
    for (const [ahead, back] of [
      [50e6, 1e6],
      [90e6, 20e6],
    ] as const) {
      run.advanceUntil({ kind: 'time', ns: ahead });
      run.rewindTo(back);
    }
    while (run.advance(1 << 20));
    expect(run.result()).toEqual(straight);
  });
});

describe('any tree of switches', () => {
  const shape = fc.record({
    switches: fc.array(fc.nat(10), { minLength: 1, maxLength: 6 }),
    trunks: fc.array(fc.subarray([10, 20, 30]), { minLength: 6, maxLength: 6 }),
    natives: fc.array(fc.constantFrom(0, 10, 20), { minLength: 6, maxLength: 6 }),
    aware: fc.array(fc.constantFrom(true, true, true, false), { minLength: 6, maxLength: 6 }),
    hosts: fc.array(fc.record({ at: fc.nat(5), vlan: fc.constantFrom(10, 20, 30) }), {
      minLength: 2,
      maxLength: 5,
    }),
    ageing: fc.constantFrom(0, 1_500_000),
  });

  it('delivers exactly where a broadcast reaches who answers, and loses count of nothing', () => {
    fc.assert(
      fc.property(shape, ({ switches, trunks, natives, aware, hosts, ageing }) => {
        const draft = new FabricDraft();
        for (const n of switches.keys()) draft.switch(`s${n}`, { vlanAware: aware[n], ageingNs: ageing });
        for (const [n, above] of switches.entries()) {
          if (n === 0) continue;
          const [a, b] = [`s${n}`, `s${above % n}`];
          draft.link(a, b, gigabit);
          const trunk = {
            mode: 'trunk',
            allowed: trunks[n],
            ...(natives[n] > 0 ? { native: natives[n] } : {}),
          } as const;
          draft.vlan(a, b, trunk).vlan(b, a, trunk);
        }
        for (const [n, { at, vlan }] of hosts.entries()) {
          const [host, on] = [`h${n}`, `s${at % switches.length}`];
          draft
            .host(host, `10.0.0.${n + 1}`)
            .link(host, on, gigabit)
            .attach(host, on, `10.0.0.${n + 1}`);
          draft.vlan(on, host, { mode: 'access', vlan });
        }
        const pairs = hosts.flatMap((_, from) =>
          hosts.flatMap((__, to) => (from === to ? [] : [[from, to]])),
        );
        for (const [from, to] of pairs) {
          draft.flow(`h${from}-h${to}`, `h${from}`, `h${to}`, { rateBps: 4e6, stopNs: 10e6 });
        }
        const fabric = draft.build(1, 20e6);
        const { flows } = runFabric(fabric);
        const domains = new BroadcastDomains(fabric);
        for (const [index, [from, to]] of pairs.entries()) {
          const at = (host: number) => fabric.nodes[draft.node(`h${host}`)].ports[0];
          const there = domains.answering(at(from), addressOf(`10.0.0.${to + 1}`)) !== null;
          const back = domains.answering(at(to), addressOf(`10.0.0.${from + 1}`)) !== null;
          const { offered, delivered, lossByFate } = flows[index];
          expect(offered).toBe(5);
          expect(delivered).toBe(there && back ? 5 : 0);
          const lost = Object.values(lossByFate).reduce((sum, count) => sum + count, 0);
          expect(lost).toBe(offered - delivered);
        }
      }),
      { seed: 20_261_120, numRuns: 150 },
    );
  });
});
