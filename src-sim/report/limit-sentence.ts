/** What keeps a flow from being faster, as a sentence with the figures behind it. */
import type { ThroughputLimit } from '../packet/run-result.ts';
import { formatBytes } from '../quantity/size.ts';
import { count, goodput, latency, share } from './figures.ts';

const digits = 3;

export function limitSentence({ kind, at, figures }: ThroughputLimit): string {
  const { capacityBps = 0, busy = 0, windowBytes = 0, roundTripNs = 0, droppedPackets = 0 } = figures;
  const place = at ?? '';
  const window = `${formatBytes(windowBytes, digits)} a round trip of ${latency(roundTripNs)}`;
  switch (kind) {
    case 'link': {
      const dropped = droppedPackets === 0 ? '' : ` and dropped ${count(droppedPackets)} packets`;
      const rate = capacityBps === 0 ? '' : ` of ${goodput(capacityBps)}`;
      return `The link ${place}${rate} was busy ${share(Math.min(1, busy))} of the time${dropped}.`;
    }
    case 'shaper':
      return `The shaper in front of ${place} lets ${goodput(capacityBps)} through, and that is what it passed.`;
    case 'policer':
      return `The policer in front of ${place} lets ${goodput(capacityBps)} through and dropped ${count(droppedPackets)} packets.`;
    case 'packet-rate':
      return `${place} passes at most ${count(Math.round(figures.packetsPerSecondMax ?? 0))} packets a second.`;
    case 'window':
      return `The sender's buffer allows ${window}.`;
    case 'receiver':
      return `The receiver's buffer allows ${window}.`;
    case 'loss':
      return `${share(figures.lossShare ?? 0)} of its packets were lost, which keeps its window down; the round trip was ${latency(roundTripNs)}.`;
    case 'start-up':
      return `It was over before its window had grown; the round trip was ${latency(roundTripNs)}.`;
    case 'application':
      return figures.offeredBps === undefined
        ? 'The network was not the limit: its application had no more to send.'
        : `The network was not the limit: ${goodput(figures.offeredBps)} was all it offered.`;
  }
}
