// What holds of every run, whatever the network: nothing lost count of, no number below zero or beyond all bounds, a result
// that does not depend on how the run was cut in slices or gone back in, packets that end as a trace says, frames that read well.
import { expect } from 'vitest';
import { BroadcastDomains } from '../../src-sim/fabric/broadcast-domain.ts';
import type { Fabric, Link, Port } from '../../src-sim/fabric/fabric.ts';
import type { SteadyFlow } from '../../src-sim/fabric/flow.ts';
import { PacketRun, type RunChoices, RunRefusal } from '../../src-sim/packet/run-fabric.ts';
import type { RunResult } from '../../src-sim/packet/run-result.ts';
import { dissect } from '../../src-sim/packet/wire/dissect.ts';
import { trace } from '../../src-sim/trace/trace.ts';
import { addressPair } from '../../src-sim/trace/question.ts';
import { pcapngFrames } from './pcapng-frames.ts';

export interface Bounds {
  /** When sources stop. */
  readonly untilNs: number;
  /** Where a run that is longer is left; a result is one at any event. */
  readonly eventsMax: number;
}

function runTo(run: PacketRun, events: number, slice: number): void {
  let before = run.simulatedNs;
  while (run.events < events && run.advance(Math.min(slice, events - run.events))) {
    expect(run.simulatedNs).toBeGreaterThanOrEqual(before);
    before = run.simulatedNs;
  }
}

export function resultInSlices(fabric: Fabric, { untilNs, eventsMax }: Bounds, slice: number): RunResult {
  const run = new PacketRun(fabric, { untilNs });
  runTo(run, eventsMax, slice);
  return run.result();
}

/** On a while, back, forward again: the same as straight on. */
export function expectReturns(fabric: Fabric, { untilNs, eventsMax }: Bounds): void {
  const run = new PacketRun(fabric, { untilNs, history: {} });
  runTo(run, Math.floor(eventsMax / 2), 1 << 20);
  run.stepBack(Math.ceil(run.events / 3));
  run.step(5);
  run.rewindTo(run.nowNs / 2);
  runTo(run, eventsMax, 4999);
  const { events } = run;
  run.rewindTo(0);
  runTo(run, events, 1 << 20);
  // An instant may hold more events than were asked for.
  expect(run.result()).toEqual(resultInSlices(fabric, { untilNs, eventsMax: run.events }, 1 << 20));
}

function* numbersIn(value: unknown, path: string): Generator<readonly [string, number]> {
  if (typeof value === 'number') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* numbersIn(inner, `${path}.${key}`);
  }
}

const sumOf = (counts: object): number =>
  Object.values(counts).reduce((sum: number, count: number) => sum + count, 0);

export function expectSound(result: RunResult): void {
  for (const [path, number] of numbersIn(result, 'result')) {
    if (!Number.isFinite(number) || number < 0) expect(`${path}: ${number}`).toBe('finite and not negative');
  }
  const { injected, delivered, dropped, inFlight } = result.packets;
  expect(injected).toBe(delivered + dropped + inFlight);
  for (const {
    offered,
    delivered: arrived,
    lossByFate,
    inFlight: left,
    back,
    latencyNs,
    id,
  } of result.flows) {
    expect(offered, id).toBe(arrived + sumOf(lossByFate) + left);
    if (back !== null) expect(back.offered, id).toBe(back.delivered + sumOf(back.lossByFate) + back.inFlight);
    for (const latency of [latencyNs, back?.latencyNs ?? null]) {
      if (latency === null) continue;
      const ladder = [latency.min, latency.p50, latency.p95, latency.p99, latency.max];
      expect(ladder, id).toEqual([...ladder].sort((a, b) => a - b));
    }
  }
  for (const { utilisation, id } of result.links) expect(utilisation ?? 0, id).toBeLessThanOrEqual(1);
}

/** Three small packets, a second apart: 1600 bit/s of 200 B for 3 s. */
function threePackets(from: number, to: number, protocol: SteadyFlow['protocol'], fabric: Fabric): Fabric {
  const flow: SteadyFlow = {
    id: 'probe',
    from,
    to: [to],
    protocol,
    port: protocol === 'icmp' ? 0 : 443,
    portCount: 1,
    chance: from * 7 + to,
    pattern: 'constant-rate',
    rateBps: 1600,
    packetBytes: 200,
    startNs: 0,
    stopNs: 3e9,
    origin: fabric.nodes[fabric.endpoints[from].node].origin,
  };
  return { ...fabric, flows: [flow], flowProbes: [], events: [], durationNs: 3e9 };
}

/** 802.1Q table 8-6, and room for all there are. */
const wellRemembering = { ageingNs: 300e9, addressesMax: 1_000_000 };

/** What a trace leaves out: chance, time and sizes, switches that forget. */
function withoutChance(fabric: Fabric): Fabric {
  const plain = ({ impairments: _spoils, queueBack: _back, ...link }: Link): Link => ({
    ...link,
    loss: 0,
    mtu: 0,
    rateBps: 0,
    delayNs: Math.min(link.delayNs, 1_000_000),
    queue: { packets: 0, bytes: 0 },
  });
  const ports = fabric.ports.map(({ mtu: _mtu, ...port }): Port => port);
  const nodes = fabric.nodes.map((node) =>
    node.bridge === undefined ? node : { ...node, bridge: { ...node.bridge, ...wellRemembering } },
  );
  return { ...fabric, nodes, links: fabric.links.map(plain), ports };
}

/** Every packet ends in one of the ways that a trace tells, and the trace tells no other where there is but one. */
export function expectAgreement(fabric: Fabric, pairs: readonly (readonly [number, number])[]): string[] {
  // Two machines with one MAC address get each other's frames, depending on who was heard last.
  if (fabric.ports.some(({ attachment }) => attachment?.claims !== undefined)) return [];
  const still = withoutChance(fabric);
  // Nor does a trace follow frames round a ring.
  if (new BroadcastDomains(still).allLoops().length > 0) return [];
  const met: string[] = [];
  for (const [n, [from, to]] of pairs.entries()) {
    const [a, b] = [from, to].map((end) => fabric.endpoints[end]);
    const asParty = { name: '', node: null };
    if (addressPair({ ...a, ...asParty, id: a.id }, { ...b, ...asParty, id: b.id }) === null) continue;
    const protocol = (['udp', 'tcp', 'icmp'] as const)[n % 3];
    const run = new PacketRun(threePackets(from, to, protocol, still));
    runTo(run, 20_000, 1 << 20);
    const [{ delivered, lossByFate, inFlight }] = run.result().flows;
    const question = protocol === 'icmp' ? { protocol } : { protocol, port: 443 };
    const { forward } = trace(still, { from: a.id, to: b.id, ...question });
    const told = [forward, ...(forward.branches ?? [])].map(({ fate }) => fate as string);
    // A trace is about packets that fit, and a loop of tunnels lets them grow.
    const lost = Object.keys(lossByFate).filter((fate) => fate !== 'too-big');
    const ends = [...(delivered > 0 ? ['delivered'] : []), ...lost];
    // Whoever asks in vain for a neighbour behind a tunnel is not told why its question did not come there.
    if (!told.includes('delivered') && ends.includes('no-neighbour')) continue;
    for (const fate of ends) expect(told, `${a.id} to ${b.id}, ${protocol}: ${ends.join()}`).toContain(fate);
    if (inFlight === 0 && lossByFate['too-big'] === undefined)
      expect(ends.length, `${a.id} to ${b.id}`).toBeGreaterThan(0);
    met.push(...ends);
  }
  return met;
}

/** Frames at all ports, taken apart again; how many there were. */
export function expectReadable(fabric: Fabric, { untilNs, eventsMax }: Bounds): number {
  const chunks = new Map<number, Uint8Array[]>();
  const write = (port: number, chunk: Uint8Array): void => {
    const own = chunks.get(port);
    if (own === undefined) chunks.set(port, [chunk]);
    else own.push(chunk);
  };
  const ports = [...fabric.ports.keys()];
  const run = startedRun(fabric, { untilNs, captures: { ports, write } });
  if (run === null) return 0;
  runTo(run, eventsMax, 1 << 20);
  let frames = 0;
  for (const [port, parts] of chunks) {
    for (const { bytes, timeNs } of pcapngFrames(Buffer.concat(parts))) {
      const { layers, malformed } = dissect(bytes, { first: 'ethernet' });
      const faults = layers.flatMap(({ name, faults: own }) => own.map((fault) => `${name}: ${fault}`));
      const told = [...faults, ...(malformed === undefined ? [] : [malformed])];
      expect(told, `a frame at ${fabric.ports[port].id}, ${timeNs} ns`).toEqual([]);
      frames++;
    }
  }
  return frames;
}

/** Null where the engine says that it cannot write captures of such a network. */
function startedRun(fabric: Fabric, choices: RunChoices): PacketRun | null {
  try {
    return new PacketRun(fabric, choices);
  } catch (failure) {
    if (failure instanceof RunRefusal) return null;
    throw failure;
  }
}
