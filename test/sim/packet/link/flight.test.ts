import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Flight } from '../../../../src-sim/packet/link/flight.ts';
import { LinkImpairments } from '../../../../src-sim/packet/link/impairments/link-impairments.ts';
import * as P from '../../../../src-sim/packet/link/packet-record.ts';
import { Packets } from '../../../../src-sim/packet/link/packets.ts';

const nothing = {
  loss: undefined,
  burstLoss: undefined,
  corruption: undefined,
  duplication: undefined,
  reordering: undefined,
  jitter: undefined,
};

/** Packets that leave one after the other and arrive at these times, in the order in which they land. */
function landed(arrivals: readonly number[], lost: ReadonlySet<number> = new Set()) {
  const packets = new Packets(1);
  const impairments = new LinkImpairments(nothing, { u32: () => 0 });
  const flight = new Flight(packets, impairments);
  for (const [order, arrival] of arrivals.entries()) {
    const packet = packets.take();
    packets.numbers[packet * P.numbersEach + P.arriveAt] = arrival;
    packets.numbers[packet * P.numbersEach + P.tie] = order;
    packets.integers[packet * P.integersEach + P.marks] = lost.has(order) ? P.isLost : 0;
    flight.add(packet);
  }
  const orders: number[] = [];
  while (flight.first >= 0) orders.push(packets.numbers[flight.land() * P.numbersEach + P.tie]);
  return { orders, reordered: impairments.reordered };
}

describe('packets that may overtake each other', () => {
  it('land by time of arrival, and at one instant in the order in which they left', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (arrivals) => {
        const byArrival = arrivals
          .map((_, order) => order)
          .sort((a, b) => arrivals[a] - arrivals[b] || a - b);
        expect(landed(arrivals).orders).toEqual(byArrival);
      }),
      { seed: 5 },
    );
  });

  it('are late if one that left behind them has landed, unless that one was lost', () => {
    // The packet that left third lands first: the two before it are late. The fourth is not.
    expect(landed([20, 30, 10, 40])).toEqual({ orders: [2, 0, 1, 3], reordered: 2 });
    expect(landed([20, 30, 10, 40], new Set([2])).reordered).toBe(0);
    expect(landed([20, 30, 10, 40], new Set([0])).reordered).toBe(1);
  });
});
