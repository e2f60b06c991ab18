import { describe, expect, it } from 'vitest';
import { PacketRun, RunRefusal } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

const millisecond = 1_000_000;

/** a, b – r – c over links of 1 ms; both send a packet of 1,000 B a millisecond to c, over a link of 8 Mbit/s. */
function busy(queue: number, loss = 0, pattern: 'constant-rate' | 'poisson' = 'constant-rate'): PacketRun {
  const delayNs = millisecond;
  return new PacketRun(
    new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.1.1')
      .host('c', '10.0.2.1')
      .router('r')
      .link('a', 'r', { delayNs })
      .link('b', 'r', { delayNs })
      .link('r', 'c', { delayNs, rateBps: 8e6, queue: { packets: queue, bytes: 0 }, loss })
      .route('r', '10.0.2.0/24', ['c'])
      .flow('one', 'a', 'c', { rateBps: 8e6 })
      .flow('two', 'b', 'c', { rateBps: 8e6, pattern })
      .build(),
  );
}

const dropsOf = (run: PacketRun) => run.result().flows.map(({ lossByFate }) => lossByFate);

describe('a run up to a condition', () => {
  it('stops at an instant and after a number of events, and says when its allowance is used up', () => {
    const run = busy(0);
    expect(run.advanceUntil({ kind: 'time', ns: 5 * millisecond })).toBe('met');
    expect(run.nowNs).toBe(5 * millisecond);
    // Handed over by 5 ms: five of each flow. At r by then: four of each. Sent within 1 ms and 1 ms on the way: three or fewer.
    expect(run.result().packets.injected).toBe(10);
    expect(run.advanceUntil({ kind: 'events', count: 30 }, 2)).toBe('going');
    expect(run.advanceUntil({ kind: 'events', count: 30 })).toBe('met');
    expect(run.events).toBe(30);
  });

  it('stops when a flow has had so many packets delivered', () => {
    const run = busy(0);
    expect(run.advanceUntil({ kind: 'delivered', flow: 'two', count: 7 })).toBe('met');
    expect(run.result().flows[1].delivered).toBe(7);
    // 1,000 packets a flow: the 1,001st never comes.
    expect(run.advanceUntil({ kind: 'delivered', flow: 'two', count: 1001 })).toBe('over');
  });

  it('stops when so many packets wait', () => {
    const run = busy(0);
    expect(run.advanceUntil({ kind: 'queue-depth', link: 'r-c', packets: 5 })).toBe('met');
    // Nothing was dropped and none waited more.
    expect(run.result().links.find(({ id }) => id.endsWith('r>c'))?.queuePacketsMax).toBe(5);
  });

  it('stops at each drop, wherever, of a flow, or at a link', () => {
    const run = busy(3);
    for (let drops = 1; drops <= 5; drops++) {
      expect(run.advanceUntil({ kind: 'drop' })).toBe('met');
      const { dropped } = run.result().packets;
      expect(dropped).toBe(drops);
    }
    // At even intervals the same flow would always come first.
    const other = busy(3, 0, 'poisson');
    other.advanceUntil({ kind: 'drop', flow: 'two' });
    expect(dropsOf(other)[1]).toEqual({ 'queue-full': 1 });
    const link = busy(3);
    expect(link.advanceUntil({ kind: 'drop', link: 'r-c' })).toBe('met');
    expect(link.result().packets.dropped).toBe(1);
    expect(busy(3).advanceUntil({ kind: 'drop', link: 'a-r' })).toBe('over');
    expect(busy(0).advanceUntil({ kind: 'drop' })).toBe('over');
  });

  it('counts what a link loses on the way as a drop on that link', () => {
    const run = busy(0, 0.5);
    expect(run.advanceUntil({ kind: 'drop', link: 'r-c' })).toBe('met');
    expect(dropsOf(run).map((losses) => losses['link-loss'] ?? 0)).toContain(1);
  });

  it('stops at the events of a node', () => {
    const run = busy(0);
    const firsts = [run.nextEventAt];
    expect(run.advanceUntil({ kind: 'node', node: 'c' })).toBe('met');
    // The first packet to arrive anywhere behind r: 1 ms to r, 1 ms to be sent, 1 ms to c.
    expect(run.nowNs).toBe(firsts[0] + 3 * millisecond);
    expect(run.result().packets.delivered).toBe(1);
    const sender = busy(0);
    // 1,000 times a hands over a packet.
    for (let sent = 1; sent <= 1000; sent++) {
      expect(sender.advanceUntil({ kind: 'node', node: 'a' })).toBe('met');
      expect(sender.result().flows[0].offered).toBe(sent);
    }
    expect(sender.advanceUntil({ kind: 'node', node: 'a' })).toBe('over');
  });

  it('refuses names that the network does not have', () => {
    expect(() => busy(0).advanceUntil({ kind: 'drop', flow: 'three' })).toThrow(RunRefusal);
    expect(() => busy(0).advanceUntil({ kind: 'queue-depth', link: 'x', packets: 1 })).toThrow(
      'there is no link x in this network',
    );
    expect(() => busy(0).advanceUntil({ kind: 'node', node: 'x' })).toThrow('there is no node x');
  });
});
