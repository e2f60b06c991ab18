// Nodes that need cores to move packets.
import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import type { Processing } from '../../../src-sim/fabric/processing.ts';
import { PacketRun, runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

const usual: Processing = {
  packetNs: 1000,
  byteNs: 0,
  wrappingNs: 0,
  cores: 1,
  queuePackets: 10,
  delayNs: 0,
  wakeNs: 0,
};

/** a - r - b over wires without time; r works on packets. `rateBps` is that of packets of 1,000 bytes from a. */
function line(figures: Partial<Processing>, rateBps: number, stopNs: number): Fabric {
  const fabric = new FabricDraft()
    .host('a', '10.0.0.1')
    .router('r')
    .host('b', '10.0.0.2')
    .link('a', 'r')
    .link('r', 'b')
    .route('r', '10.0.0.2/32', ['b'])
    .flow('f', 'a', 'b', { rateBps, packetBytes: 1000, stopNs })
    .build(1, stopNs);
  const nodes = fabric.nodes.map((node) =>
    node.id === 'r' ? { ...node, processing: { ...usual, ...figures } } : node,
  );
  return { ...fabric, nodes };
}

describe('a node with cores', () => {
  it('takes its time for a packet and the length of it, which is processing', () => {
    // 8 Mbit/s of 8,000 bit: one a millisecond, so nobody waits. 1000 + 2 x 1000 + 500 ns.
    const [flow] = runFabric(line({ byteNs: 2, delayNs: 500 }, 8e6, 10e6)).flows;
    expect(flow.latencyNs).toMatchObject({ min: 3500, max: 3500 });
    expect(flow.waterfallNs).toMatchObject({ processing: 3500, queueing: 0, total: 3500 });
  });

  it('wakes a core that slept, and none that is at work or has just been', () => {
    // One a millisecond: each finds the core asleep. 1000 + 300 ns.
    expect(runFabric(line({ wakeNs: 300 }, 8e6, 5e6)).flows[0].latencyNs).toMatchObject({
      min: 1300,
      max: 1300,
    });
    // One in 1,250 ns: after 1,000 ns of work the core is idle for 250, less than waking takes, and is awake; the first alone
    // slept: done at 1,300, so that the second, which comes at 1,250, waits for 50.
    const { latencyNs } = runFabric(line({ wakeNs: 300 }, 6.4e9, 12_500)).flows[0];
    expect(latencyNs).toMatchObject({ min: 1000, max: 1300 });
  });

  it('passes what its core can do and drops the rest as overrun, and says so', () => {
    // 16 Gbit/s of 8,000 bit: one in 500 ns, 2,000 in a millisecond; the core takes one in 1,000 ns. In a millisecond it does
    // 1,000, and holds 10 at the end: those arrive as well. The first is in work from 0 on, so 1,009 or 1,010.
    const { flows, nodes } = runFabric(line({}, 16e9, 1e6));
    expect(flows[0].offered).toBe(2000);
    expect(Math.abs(flows[0].delivered - 1009.5)).toBeLessThanOrEqual(0.5);
    expect(flows[0].lossByFate).toEqual({ overrun: 2000 - flows[0].delivered });
    expect(flows[0].limit).toMatchObject({ kind: 'packet-rate', at: 'r' });
    const { processing } = nodes.find(({ id }) => id === 'r')!;
    expect(processing!.overrun).toBe(2000 - flows[0].delivered);
    expect(processing!.busy).toBeGreaterThan(0.99);
    // Ten at a time, 1,000 ns each: none waits longer than the nine before it.
    expect(flows[0].latencyNs!.max).toBeLessThanOrEqual(10_000);
  });

  it('has one core for each flow, however many there are', () => {
    const few = runFabric(line({ cores: 1 }, 16e9, 1e6)).flows[0].delivered;
    expect(runFabric(line({ cores: 8 }, 16e9, 1e6)).flows[0].delivered).toBe(few);
  });

  it('comes back to the same state when a run goes back', () => {
    const fabric = line({ wakeNs: 300, queuePackets: 3 }, 16e9, 100_000);
    const whole = runFabric(fabric);
    const run = new PacketRun(fabric, { history: {} });
    run.advance(150);
    run.stepBack(100);
    while (run.advance(1 << 20));
    expect(run.result().digest).toBe(whole.digest);
    expect(run.result().nodes).toEqual(whole.nodes);
  });
});
