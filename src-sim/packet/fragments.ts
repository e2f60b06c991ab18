/**
 * Packets in pieces: cut where the way on is too small for them, by any router over IPv4 if they may be, by their sender alone over
 * IPv6, and put together where they are going (forward/reassembly.ts). While its pieces travel the packet itself is held:
 * it is in flight, and ends with the fate of its pieces. If all are lost on the way that is the fate of the last of them;
 * if some have arrived, it is given up when their time is over.
 *
 * Pieces count as packets of the network itself. Filters, translations and tables treat them like the packet they are of.
 *
 * Left out: the message that time has run out (time exceeded, code 1); pieces without ports that a filter or a translation
 * cannot place; two packets with the same identification taken for one (RFC 4963).
 */
import type { Family } from '../quantity/address.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { fateNumber } from './fate-number.ts';
import { pieceBytes, pieceCount, sizeOfPiece } from './forward/fragment-plan.ts';
import { Reassembly, reassemblyNs } from './forward/reassembly.ts';
import * as P from './link/packet-record.ts';
import type { Pieces } from './ledger.ts';
import * as N from './piece-note.ts';
import type { Fragmenting, Plane } from './plane.ts';
import { RecordStore } from './record-store.ts';
import { ipv4HeaderBytes } from './wire/ipv4.ts';
import { ipv6HeaderBytes } from './wire/ipv6.ts';
import { ipv6FragmentHeaderBytes } from './wire/ipv6-fragment.ts';

const headerBytes = { 4: ipv4HeaderBytes, 6: ipv6HeaderBytes + ipv6FragmentHeaderBytes } as const;
const wholeHeaderBytes = { 4: ipv4HeaderBytes, 6: ipv6HeaderBytes } as const;

// Of a held packet: the packet (-1: it has gone on or ended), pieces under way, pieces arrived, ECN of those together, and the
// fate of the last that was lost.
const packetHeld = 0;
const underWay = 1;
const arrived = 2;
const congestion = 3;
const lostBy = 4;
const integersEach = 5;
const gone = -1;

export class Fragments implements Fragmenting, Pieces {
  private readonly plane: Plane;
  private readonly held = new RecordStore(integersEach);
  private readonly reassembly = new Reassembly();
  private readonly bell: number;

  constructor(plane: Plane) {
    this.plane = plane;
    this.bell = plane.bell(() => this.giveUp());
  }

  cut(node: number, packet: number, mtu: number, pass: (piece: number) => void): boolean {
    const { ledger, streams } = this.plane;
    const stream = ledger.field(packet, P.stream);
    const { family } = streams.destinations[streams.destinationOf(stream)];
    if ((ledger.field(packet, P.marks) & P.mayFragment) === 0) return false;
    if (family === 6 && streams.sourceNode[stream] !== node) return false;
    const room = pieceBytes(mtu, headerBytes[family]);
    if (room === 0) return false;
    if (ledger.field(packet, P.kind) === P.isFragment) this.cutPiece(packet, family, room, pass);
    else this.cutWhole(packet, family, room, pass);
    return true;
  }

  /** What goes on at the place where pieces are put together; -1: some are missing. */
  collect(piece: number): number {
    const { plane, held } = this;
    const { ledger } = plane;
    const note = ledger.field(piece, P.content);
    const hold = ledger.notes.get(note, N.heldAs);
    const whole = held.get(hold, packetHeld);
    const isWhole = whole !== gone && this.add(hold, piece, note);
    if (isWhole) this.goOn(hold, whole, piece);
    ledger.notes.release(note);
    ledger.setField(piece, P.kind, P.isPlain);
    ledger.deliver(piece);
    this.forgetPiece(hold);
    this.giveUp();
    return isWhole ? whole : gone;
  }

  /** A piece came about as a copy of another. */
  copied(note: number): void {
    const hold = this.plane.ledger.notes.get(note, N.heldAs);
    this.held.set(hold, underWay, this.held.get(hold, underWay) + 1);
  }

  /** A piece has ended on its way. */
  lost(note: number, fate: number): void {
    const { held } = this;
    const hold = this.plane.ledger.notes.get(note, N.heldAs);
    held.set(hold, lostBy, fate === fateNumber.ignored ? fateNumber['not-for-me'] : fate);
    this.forgetPiece(hold);
  }

  /** The held packet that a piece is of; -1 once that has ended. */
  wholeOf(note: number): number {
    return this.held.get(this.plane.ledger.notes.get(note, N.heldAs), packetHeld);
  }

  private cutWhole(packet: number, family: Family, room: number, pass: (piece: number) => void): void {
    const { held } = this;
    const hold = held.take();
    held.set(hold, packetHeld, packet);
    // One for the work itself: the packet must not end before its last piece has been made.
    held.set(hold, underWay, 1);
    held.set(hold, arrived, 0);
    held.set(hold, congestion, 0);
    const payload = this.plane.ledger.field(packet, P.bytes) - wholeHeaderBytes[family];
    const count = pieceCount(payload, room);
    for (let number = 0; number < count; number++) {
      const bytes = headerBytes[family] + sizeOfPiece(payload, room, number);
      pass(this.piece(packet, hold, number * room, number === count - 1, bytes));
    }
    this.forgetPiece(hold);
  }

  /** The piece itself becomes the last of its pieces. */
  private cutPiece(packet: number, family: Family, room: number, pass: (piece: number) => void): void {
    const { ledger } = this.plane;
    const note = ledger.field(packet, P.content);
    const hold = ledger.notes.get(note, N.heldAs);
    const from = ledger.notes.get(note, N.offset);
    const payload = ledger.field(packet, P.bytes) - headerBytes[family];
    const last = pieceCount(payload, room) - 1;
    for (let number = 0; number < last; number++) {
      pass(this.piece(packet, hold, from + number * room, false, headerBytes[family] + room));
    }
    ledger.notes.set(note, N.offset, from + last * room);
    ledger.setField(packet, P.bytes, headerBytes[family] + sizeOfPiece(payload, room, last));
    pass(packet);
  }

  private piece(packet: number, hold: number, from: number, isLast: boolean, bytes: number): number {
    const { ledger } = this.plane;
    const note = ledger.notes.take();
    ledger.notes.set(note, N.heldAs, hold);
    ledger.notes.set(note, N.offset, from);
    ledger.notes.set(note, N.isLast, isLast ? 1 : 0);
    this.held.set(hold, underWay, this.held.get(hold, underWay) + 1);
    return ledger.piece(packet, bytes, note);
  }

  /** Whether this piece makes the packet whole. */
  private add(hold: number, piece: number, note: number): boolean {
    const { plane, held } = this;
    const { ledger, streams, now } = plane;
    const stream = ledger.field(piece, P.stream);
    const { family } = streams.destinations[streams.destinationOf(stream)];
    if (held.get(hold, arrived) === 0) plane.alarm(now + reassemblyNs[family], this.bell, 0);
    held.set(hold, arrived, held.get(hold, arrived) + 1);
    // RFC 3168 section 5.3: congestion that one of them met is congestion that the packet met.
    held.set(hold, congestion, held.get(hold, congestion) | (ledger.field(piece, P.marks) & P.ecnBits));
    const bytes = ledger.field(piece, P.bytes) - headerBytes[family];
    const from = ledger.notes.get(note, N.offset);
    const isLast = ledger.notes.get(note, N.isLast) === 1;
    return this.reassembly.arrived(now, family, hold, 0, 0, from, bytes, isLast, hold) >= 0;
  }

  /** The packet stands where its last piece has come to. */
  private goOn(hold: number, whole: number, piece: number): void {
    const { ledger } = this.plane;
    const { numbers } = ledger.packets;
    for (const field of [P.sending, P.travelling]) {
      numbers[whole * P.numbersEach + field] = numbers[piece * P.numbersEach + field];
    }
    ledger.setStream(whole, ledger.field(piece, P.stream));
    ledger.setField(whole, P.hopsLeft, ledger.field(piece, P.hopsLeft));
    ledger.setField(whole, P.nodesLeft, ledger.field(piece, P.nodesLeft));
    const marks = ledger.field(whole, P.marks);
    const met = this.held.get(hold, congestion);
    if ((met & P.isCongested) !== 0) ledger.setField(whole, P.marks, (marks & ~P.ecnBits) | P.isCongested);
    this.held.set(hold, packetHeld, gone);
  }

  /** One piece less is under way; where none is left and none has arrived, that is the end of the packet. */
  private forgetPiece(hold: number): void {
    const { held } = this;
    const left = held.get(hold, underWay) - 1;
    held.set(hold, underWay, left);
    if (left > 0) return;
    const whole = held.get(hold, packetHeld);
    if (whole !== gone && held.get(hold, arrived) > 0) return;
    if (whole !== gone) this.plane.end(whole, held.get(hold, lostBy));
    held.release(hold);
  }

  private giveUp(): void {
    const { plane, held } = this;
    for (let given = this.reassembly.giveUp(plane.now); given !== null; ) {
      const hold = given.first;
      const whole = held.get(hold, packetHeld);
      held.set(hold, packetHeld, gone);
      plane.end(whole, fateNumber['reassembly-timeout']);
      if (held.get(hold, underWay) === 0) held.release(hold);
      given = this.reassembly.giveUp(plane.now);
    }
  }
}

/** Whether any packet of a fabric may be cut. */
export const mayFragment = ({ flows, ports }: Fabric): boolean =>
  flows.some(({ dontFragment }) => dontFragment === false) ||
  ports.some(({ tunnel }) => tunnel !== undefined && tunnel.dontFragment !== 'set');
