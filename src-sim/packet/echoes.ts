/**
 * Echo requests and their replies. A request carries the time at which it was sent, as `ping` writes it into the payload, and
 * the reply carries it back; the round trip is what has gone by since.
 */
import type { FlowDemand } from '../fabric/flow.ts';
import type { Ledger } from './ledger.ts';
import * as P from './link/packet-record.ts';
import { RoundTripSpread } from './measure/round-trip-spread.ts';
import type { Streams } from './streams.ts';

// Where a note holds the time: whole turns of 2^32 ns, and the rest.
const turns = 0;
const rest = 1;

export class Echoes {
  private readonly ledger: Ledger;
  private readonly answered: readonly number[];
  private readonly firstAnswer: number;
  /** Per flow; null where it is no echo. */
  private readonly spreads: readonly (RoundTripSpread | null)[];

  constructor(flows: readonly FlowDemand[], ledger: Ledger, streams: Streams) {
    this.ledger = ledger;
    this.answered = streams.answered;
    this.firstAnswer = flows.length;
    this.spreads = flows.map(({ pattern }) => (pattern === 'echo' ? new RoundTripSpread() : null));
  }

  of(flow: number): RoundTripSpread | null {
    return this.spreads[flow];
  }

  /** What a request carries. */
  ask(now: number): number {
    const { notes } = this.ledger;
    const note = notes.take();
    notes.set(note, turns, Math.floor(now / 2 ** 32));
    notes.set(note, rest, now | 0);
    return note;
  }

  /** What the reply to a request carries. */
  answer(request: number): number {
    const { notes } = this.ledger;
    const asked = this.ledger.field(request, P.content);
    const note = notes.take();
    notes.set(note, turns, notes.get(asked, turns));
    notes.set(note, rest, notes.get(asked, rest));
    return note;
  }

  /** A reply is where the request came from. */
  heard(reply: number, now: number): void {
    const { ledger } = this;
    const note = ledger.field(reply, P.content);
    const sentAt = ledger.notes.get(note, turns) * 2 ** 32 + (ledger.notes.get(note, rest) >>> 0);
    const flow = this.answered[ledger.field(reply, P.counter) - this.firstAnswer];
    this.spreads[flow]?.add(now - sentAt);
    ledger.deliver(reply);
  }
}
