/** A packet as it is shown in a list, and opened: what it belongs to, where it is, and its frame in layers and bytes. */
import { formatAddress } from '../quantity/address.ts';
import type { PacketEngine } from './engine.ts';
import { directionName } from './link-results.ts';
import * as P from './link/packet-record.ts';
import type { PacketEnd, PacketId } from './packet-lens.ts';
import type { Located, Standing } from './packets-under-way.ts';
import { dissect } from './wire/dissect.ts';
import { fieldText } from './wire/field-text.ts';

/** By the kinds of packet-record.ts, in their order. */
const kinds = [
  'data',
  'segment',
  'error',
  'wrapped',
  'piece',
  'resolution',
  'echo-request',
  'echo-reply',
] as const;

export interface PacketSight extends PacketId {
  /** Null: a packet of the network itself. */
  readonly flow: string | null;
  readonly kind: (typeof kinds)[number];
  /** Of its outermost IP header: "10.1.1.10:49152". */
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly bytes: number;
  readonly standing: Standing;
  /** Direction of the link it is on or in front of, as results name it; null: it is held at a node. */
  readonly direction: string | null;
  readonly node: string;
  /** Null: not decided yet. */
  readonly arriveNs: number | null;
  /** The neighbour it is held for. */
  readonly waitsFor: string | null;
}

export interface ShownField {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
  /** From the first bit of the frame. */
  readonly bitOffset: number;
  readonly bits: number;
}

export interface ShownLayer {
  readonly name: string;
  readonly start: number;
  readonly headerBytes: number;
  readonly fields: readonly ShownField[];
  readonly faults: readonly string[];
  readonly checksum: 'good' | 'bad' | 'unchecked' | 'absent' | null;
  /** Part of what an error is about. */
  readonly quoted: boolean;
}

export interface OpenedFrame {
  /** Two hexadecimal digits a byte. */
  readonly hex: string;
  readonly layers: readonly ShownLayer[];
  readonly payload: { readonly start: number; readonly end: number };
}

export interface OpenedPacket {
  readonly id: PacketId;
  /** Null: it is not under way at this instant. */
  readonly sight: PacketSight | null;
  /** What became of it, where that is known. */
  readonly end: PacketEnd | null;
  readonly frame: OpenedFrame | null;
  /** Why there is no frame. */
  readonly obstacle: string | null;
}

export function sightOf(engine: PacketEngine, located: Located): PacketSight {
  const { fabric, ledger, streams } = engine;
  const { packet, direction, standing, port, arriveNs, neighbour } = located;
  const header = streams.header(ledger.field(packet, P.stream));
  const hasPorts = header.protocol === 'tcp' || header.protocol === 'udp';
  const end = (address: string, at: number): string => (hasPorts ? `${address}:${at}` : address);
  return {
    packet,
    sentNs: ledger.packets.numbers[packet * P.numbersEach + P.sentAt],
    flow: flowOf(engine, ledger.field(packet, P.counter)),
    kind: kinds[ledger.field(packet, P.kind)],
    from: end(formatAddress(header.source), header.sourcePort),
    to: end(formatAddress(header.destination), header.port),
    protocol: header.protocol,
    bytes: ledger.field(packet, P.bytes),
    standing,
    direction: direction < 0 || standing === 'held' ? null : directionName(engine, direction),
    node: fabric.nodes[fabric.ports[port].node].id,
    arriveNs,
    waitsFor: neighbour < 0 ? null : formatAddress(streams.destinations[neighbour]),
  };
}

/** Ways back stand behind all flows, the network's own packets behind those: of these it is null. */
export function flowOf({ fabric, streams }: PacketEngine, counter: number): string | null {
  const flow = counter < fabric.flows.length ? counter : streams.answered[counter - fabric.flows.length];
  return flow === undefined ? null : fabric.flows[flow].id;
}

/** `located`: where it is; undefined: nowhere. */
export function openPacket(engine: PacketEngine, id: PacketId, located: Located | undefined): OpenedPacket {
  const { lens, fabric } = engine;
  if (lens === null)
    return { id, sight: null, end: null, frame: null, obstacle: 'this run opens no packets' };
  lens.follow(id);
  if (located === undefined) return { id, sight: null, end: lens.endOf(id), frame: null, obstacle: null };
  const { port } = located;
  const { link } = fabric.ports[port];
  const ends = link < 0 ? [port, port] : fabric.links[link].ports;
  const bytes = lens.frame(id.packet, port, ends[0] === port ? ends[1] : ends[0]);
  return {
    id,
    sight: sightOf(engine, located),
    end: null,
    frame: bytes === null ? null : openFrame(bytes),
    obstacle: lens.obstacle,
  };
}

export function openFrame(bytes: Uint8Array): OpenedFrame {
  const { layers, payload } = dissect(bytes, { first: 'ethernet' });
  return {
    hex: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    payload: { ...payload },
    layers: layers.map(({ name, start, headerBytes, fields, faults, checksum, quoted }) => ({
      name,
      start,
      headerBytes,
      faults,
      quoted,
      checksum: checksum ?? null,
      fields: fields.map((field) => ({
        name: field.name,
        value: fieldText(field, bytes, start),
        meaning: field.meaning,
        bitOffset: start * 8 + field.bitOffset,
        bits: field.bits,
      })),
    })),
  };
}
