/**
 * Switches that answer for neighbours they know: a question from a port of their own is answered at once in the name of the
 * station, and nobody else hears it (RFC 9161). Questions that come out of a tunnel have been through such a switch already
 * and go on to whom they are for.
 */
import type { KnownNeighbour } from '../fabric/switching.ts';
import { type Address, formatAddress } from '../quantity/address.ts';
import * as P from './link/packet-record.ts';
import type { Plane } from './plane.ts';
import {
  askerAddress,
  isAnswer,
  isQuestion,
  operation,
  resolutionBytes,
  resolutionHops,
  senderAddress,
  targetAsked,
} from './resolution-note.ts';

export class KnownNeighbours {
  private readonly plane: Plane;
  /** By switch, then VLAN and address. */
  private readonly known = new Map<number, ReadonlyMap<string, number>>();
  private readonly streamOf = new Map<string, number>();

  constructor(plane: Plane) {
    this.plane = plane;
    for (const [node, { bridge }] of plane.fabric.nodes.entries()) {
      if (bridge?.answers === undefined) continue;
      this.known.set(node, new Map(bridge.answers.map((each) => [keyOf(each), each.station])));
    }
  }

  /** The answer of a switch to a frame from one of its stations; -1: it has none. */
  answerTo(node: number, packet: number, vlan: number): number {
    const known = this.known.get(node);
    const { ledger, streams } = this.plane;
    if (known === undefined || ledger.field(packet, P.kind) !== P.isResolution) return -1;
    const note = ledger.field(packet, P.content);
    if (ledger.notes.get(note, operation) !== isQuestion) return -1;
    const asked = ledger.notes.get(note, targetAsked);
    const address = streams.destinations[asked];
    const station = known.get(keyOf({ address, vlan }));
    const asker = ledger.field(packet, P.sender);
    if (station === undefined || station === asker) return -1;
    const said = ledger.notes.take();
    ledger.notes.set(said, operation, isAnswer);
    ledger.notes.set(said, targetAsked, asked);
    ledger.notes.set(said, senderAddress, asked);
    ledger.notes.set(said, askerAddress, ledger.notes.get(note, senderAddress));
    const stream = this.streamFor(node, address);
    const answer = ledger.inject(stream, resolutionBytes[address.family], P.isResolution, said);
    ledger.setField(answer, P.hopsLeft, resolutionHops);
    ledger.setField(answer, P.station, asker);
    ledger.setField(answer, P.sender, station);
    return answer;
  }

  private streamFor(node: number, address: Address): number {
    const key = `${node} ${formatAddress(address)}`;
    let stream = this.streamOf.get(key);
    if (stream === undefined) {
      const header = {
        source: address,
        destination: address,
        protocol: 'icmp',
        sourcePort: 0,
        port: 0,
      } as const;
      stream = this.plane.streams.add({ header, sourceNode: node, back: -1, like: -1 });
      this.streamOf.set(key, stream);
    }
    return stream;
  }
}

const keyOf = ({ vlan, address }: Pick<KnownNeighbour, 'vlan' | 'address'>): string =>
  `${vlan} ${formatAddress(address)}`;
