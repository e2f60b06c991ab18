// A look at a run where it stands: which packets are where, one of them opened and followed, tables, and what links went through.
import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import type { QueueDiscipline } from '../../../src-sim/fabric/queue-discipline.ts';
import type { LookRequest } from '../../../src-sim/packet/look.ts';
import { PacketEngine } from '../../../src-sim/packet/engine.ts';
import { packetsEverywhere } from '../../../src-sim/packet/packets-under-way.ts';
import { PacketRun } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

/** Sources begin at a random place within their first interval: times are told from the first packet on. */
function begun(run: PacketRun): number {
  run.step(1);
  return run.nowNs;
}

const rewindable = (fabric: Fabric): PacketRun => new PacketRun(fabric, { history: {} });
const nowhere: LookRequest = { links: [], nodes: [], flows: [], packet: null };

/** 1,000 B at 8 Mbit/s take 1 ms, and one is sent every 0.5 ms, twice what the link takes; then 5 ms of travel. */
const crowded = (): Fabric =>
  new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.0.2')
    .link('a', 'b', { rateBps: 8e6, delayNs: 5e6 })
    .flow('f', 'a', 'b', { rateBps: 16e6, packetBytes: 1000 })
    .build();

describe('packets at a place', () => {
  it('are told in the order of their arrival, with what each does there', () => {
    const run = rewindable(crowded());
    const start = begun(run);
    run.advanceTo(start + 1_600_000);
    const { packets, packetsTotal } = run.look({ ...nowhere, links: ['a-b'] });
    expect(packetsTotal).toBe(4);
    const since = (ns: number | null): number => ns! - start;
    // Sent at 0, 0.5, 1 and 1.5 ms; on the wire from 0, 1, 2 and 3 ms; there 6 ms after that.
    expect(
      packets.map(({ sentNs, standing, arriveNs }) => [since(sentNs), standing, since(arriveNs)]),
    ).toEqual([
      [0, 'travelling', 6e6],
      [0.5e6, 'sending', 7e6],
      [1e6, 'waiting', 8e6],
      [1.5e6, 'waiting', 9e6],
    ]);
    expect(packets[0]).toMatchObject({ flow: 'f', bytes: 1000, direction: 'a-b:a>b', protocol: 'udp' });
  });

  it('are the same by their link, their node and their flow', () => {
    const run = rewindable(crowded());
    run.advanceTo(begun(run) + 1_600_000);
    const byLink = run.look({ ...nowhere, links: ['a-b'] }).packets;
    expect(run.look({ ...nowhere, nodes: ['a'] }).packets).toEqual(byLink);
    expect(run.look({ ...nowhere, flows: ['f'] }).packets).toEqual(byLink);
    expect(run.look({ ...nowhere, nodes: ['b'] }).packets).toEqual(byLink);
  });

  const disciplines: readonly QueueDiscipline[] = [
    { kind: 'fifo', packetsMax: 50 },
    { kind: 'codel' },
    { kind: 'fq-codel' },
    { kind: 'pie' },
    { kind: 'token-bucket', rateBps: 4e6, burstBytes: 5000 },
    {
      kind: 'deficit-round-robin',
      by: 'packets',
      quanta: [1, 1],
      queues: [{ kind: 'fifo' }, { kind: 'fifo' }],
    },
    { kind: 'strict-priority', queues: [{ kind: 'fifo' }, { kind: 'fifo' }] },
  ];
  it.each(disciplines)('are all that is under way, in queues of the kind $kind as well', (discipline) => {
    const fabric = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .link('a', 'b', { rateBps: 8e6, delayNs: 5e6, queue: { packets: 0, bytes: 0, discipline } })
      .flow('f', 'a', 'b', { rateBps: 16e6 })
      .flow('g', 'a', 'b', { rateBps: 2e6, port: 10, trafficClass: 1 })
      .build();
    const engine = new PacketEngine(fabric, { seed: 1, untilNs: 1e9, insertionOrder: false });
    engine.advance(Infinity, 30_000_000);
    const found = packetsEverywhere(engine).map(({ packet }) => packet);
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBe(engine.ledger.packets.inFlight);
    // 30 ms of 18 Mbit/s into 8: more than half of what was sent waits.
    expect(found.length).toBeGreaterThan(20);
  });

  it('are found on links where they overtake each other', () => {
    const jitter = { shape: 'uniform', spreadNs: 2e6, keepOrder: false } as const;
    const fabric = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .link('a', 'b', { rateBps: 80e6, delayNs: 5e6, impairments: { jitter } })
      .flow('f', 'a', 'b', { rateBps: 16e6 })
      .build();
    const engine = new PacketEngine(fabric, { seed: 1, untilNs: 1e9, insertionOrder: false });
    engine.advance(Infinity, 20_000_000);
    expect(packetsEverywhere(engine).length).toBe(engine.ledger.packets.inFlight);
    expect(engine.ledger.packets.inFlight).toBeGreaterThan(0);
  });
});

describe('an opened packet', () => {
  const first = { packet: 0, sentNs: 0 };
  const opened = (run: PacketRun, at = 0) => {
    const { packets } = run.look({ ...nowhere, links: ['a-b'] });
    return run.look({ ...nowhere, packet: packets[at] }).opened!;
  };

  it('has its headers with every field at its bits', () => {
    const run = rewindable(crowded());
    run.advanceTo(begun(run) + 1_600_000);
    const { frame, sight } = opened(run);
    expect(sight).toMatchObject({ from: expect.stringContaining('10.0.0.1:'), to: '10.0.0.2:9' });
    // Ethernet 14, IPv4 20, UDP 8 bytes; the IP packet has 1,000, the frame 14 more, two digits a byte.
    expect(frame!.layers.map(({ name, start }) => [name, start])).toEqual([
      ['Ethernet', 0],
      ['IPv4', 14],
      ['UDP', 34],
    ]);
    expect(frame!.hex).toHaveLength(2 * 1014);
    expect(frame!.payload).toEqual({ start: 42, end: 1014 });
    expect(frame!.layers.flatMap(({ faults }) => faults)).toEqual([]);
    // RFC 791 section 3.1: the destination is the last of five words of 32 bits.
    const destination = frame!.layers[1].fields.find(({ value }) => value === '10.0.0.2');
    expect(destination).toMatchObject({ bitOffset: 14 * 8 + 128, bits: 32 });
  });

  it('has the same bytes again after the run was taken back and on', () => {
    const fabric = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .link('a', 'b', { rateBps: 8e6, delayNs: 5e6 })
      .transfer('t', 'a', 'b')
      .build();
    const run = rewindable(fabric);
    run.advanceTo(200e6);
    const before = opened(run, 1);
    run.advanceTo(400e6);
    run.rewindTo(100e6);
    run.rewindTo(200e6);
    expect(opened(run, 1)).toEqual(before);
    expect(before.frame!.layers.map(({ name }) => name)).toEqual(['Ethernet', 'IPv4', 'TCP']);
  });

  it('is followed from event to event to its end', () => {
    const fabric = new FabricDraft()
      .host('a', '10.0.0.1')
      .router('r')
      .host('b', '10.0.0.2')
      .link('a', 'r', { rateBps: 8e6, delayNs: 5e6 })
      .link('r', 'b', { rateBps: 8e6, delayNs: 5e6 })
      .route('r', '10.0.0.2/32', ['b'])
      .flow('f', 'a', 'b', { rateBps: 16e6, packetBytes: 1000 })
      .build();
    const run = rewindable(fabric);
    const start = begun(run);
    const [{ packet, sentNs }] = run.look({ ...nowhere, links: ['a-r'] }).packets;
    const place = () => run.look({ ...nowhere, packet: { packet, sentNs } }).opened!;
    // 1 ms to send and 5 to travel: at r after 6 ms, at b after 12.
    expect(run.advanceUntil({ kind: 'packet', packet, sentNs })).toBe('met');
    expect(run.nowNs).toBe(start + 6e6);
    expect(place().sight).toMatchObject({ direction: 'r-b:r>b', standing: 'sending' });
    expect(run.advanceUntil({ kind: 'packet', packet, sentNs })).toBe('met');
    expect(place()).toMatchObject({ sight: null, end: { fate: 'delivered', atNs: start + 12e6 } });
    run.rewindTo(start + 6e6);
    expect(place()).toMatchObject({ end: null, sight: { direction: 'r-b:r>b' } });
  });

  it('that is not under way is said not to be', () => {
    const run = rewindable(crowded());
    run.advanceTo(begun(run) + 1_600_000);
    expect(run.look({ ...nowhere, packet: { ...first, sentNs: 7 } }).opened).toMatchObject({
      sight: null,
      end: null,
      frame: null,
    });
  });

  it('has no bytes where packets are smaller than their headers, and says so', () => {
    // IPv4 and UDP take 28 bytes.
    const fabric = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .link('a', 'b', { delayNs: 5e6 })
      .flow('f', 'a', 'b', { packetBytes: 20 })
      .build();
    const run = rewindable(fabric);
    begun(run);
    const { frame, obstacle, sight } = opened(run);
    expect(sight).not.toBeNull();
    expect(frame).toBeNull();
    expect(obstacle).toContain('20 B');
  });
});

describe('the tables of a node', () => {
  it('are what it has learnt by then', () => {
    const fabric = new FabricDraft()
      .switch('sw')
      .host('h1', '10.0.0.1')
      .host('h2', '10.0.0.2')
      .link('h1', 'sw', { rateBps: 1e9, delayNs: 1000 })
      .link('h2', 'sw', { rateBps: 1e9, delayNs: 1000 })
      .attach('h1', 'sw', '10.0.0.1')
      .attach('h2', 'sw', '10.0.0.2')
      .flow('f', 'h1', 'h2', { rateBps: 8e6, packetBytes: 1000, stopNs: 1_000_000 })
      .build();
    const run = rewindable(fabric);
    const rows = (node: string, kind: string) =>
      run.look({ ...nowhere, nodes: [node] }).tables.find((table) => table.kind === kind)?.rows;
    expect(rows('sw', 'mac')).toEqual([]);
    // The question is being sent, the packet waits for the answer.
    begun(run);
    expect(rows('h1', 'neighbours')).toEqual([['10.0.0.2', 'unknown', 'incomplete', '1', 'h1>sw']]);
    expect(
      run.look({ ...nowhere, nodes: ['h1'] }).packets.map(({ kind, standing }) => [kind, standing]),
    ).toEqual([
      ['data', 'held'],
      ['resolution', 'sending'],
    ]);
    run.advanceTo(1e9);
    expect(rows('h1', 'neighbours')![0][2]).toBe('reachable');
    // Ports are numbered in the order of the links: 0 is h1's own, 2 that of h2.
    expect(rows('sw', 'mac')!.map(([mac, vlan, port]) => [mac, vlan, port])).toEqual([
      ['02:00:00:00:00:00 (h1)', '1', 'sw>h1'],
      ['02:00:00:00:00:02 (h2)', '1', 'sw>h2'],
    ]);
    expect(rows('h1', 'routes')).toContainEqual(['0.0.0.0/0', 'h1>sw', 'default']);
  });
});

describe('what a link went through', () => {
  it('is kept when the run goes back, and adds up to its result', () => {
    const fabric = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .link('a', 'b', { rateBps: 8e6, delayNs: 5e6, queue: { packets: 10, bytes: 0 } })
      .flow('f', 'a', 'b', { rateBps: 16e6 })
      .build();
    const run = rewindable(fabric);
    while (run.advance(1000));
    const { drops } = run.result().links[0];
    const history = () => run.look({ ...nowhere, links: ['a-b'] }).histories[0];
    const whole = history();
    expect(whole.drops.reduce((sum, count) => sum + count, 0)).toBe(drops);
    // From the time the queue is full the link is never idle.
    expect(whole.utilisation[200]).toBe(1);
    expect(Math.max(...whole.queuePackets)).toBe(10);
    run.rewindTo(300e6);
    run.step(500);
    expect(history()).toEqual(whole);
    expect(run.linksNow().load[0]).toBe(1);
    while (run.advance(1000));
    expect(history()).toEqual(whole);
  });
});
