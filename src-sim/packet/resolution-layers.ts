/** Questions for neighbours and their answers as headers: ARP, or neighbour discovery inside IPv6 (RFC 4861 section 4). */
import type { Address } from '../quantity/address.ts';
import type { Layer } from './wire/layer.ts';
import { broadcastMac } from './wire/mac.ts';

export interface Resolution {
  readonly isAnswer: boolean;
  /** The sender forwards packets; its advertisements say so. */
  readonly isRouter: boolean;
  readonly target: Address;
  /** Of the sender; null: it has none of the family. */
  readonly own: Address | null;
  /** Of whom an answer goes to; null where that is a question, or had none. */
  readonly asker: Address | null;
  readonly senderMac: number;
  /** Null: to all. */
  readonly stationMac: number | null;
}

/** ff02::1:ff00:0/104 and the last 24 bits of the address (RFC 4291 section 2.7.1). */
const solicitedNode = 0xff02_0000_0000_0000_0000_0001_ff00_0000n;
const lastBits = 0xff_ffffn;
/** ff02::1 */
const allNodes = 0xff02_0000_0000_0000_0000_0000_0000_0001n;
/** 33:33 and the last 32 bits of the group (RFC 2464 section 7). */
const groupMacs = 0x3333_0000_0000;
const hopLimit = 255;

const groupOf = ({ bits }: Address): bigint => solicitedNode | (bits & lastBits);

/** What a question to all who may have an address is sent to. */
export const groupMac = (target: Address): number =>
  target.family === 4 ? broadcastMac : groupMacs + Number(groupOf(target) & 0xffff_ffffn);

export function resolutionLayers(resolution: Resolution): Layer[] {
  return resolution.target.family === 4 ? arpLayers(resolution) : discoveryLayers(resolution);
}

function arpLayers({ isAnswer, target, own, asker, senderMac, stationMac }: Resolution): Layer[] {
  const none: Address = { family: 4, bits: 0n };
  return [
    {
      kind: 'arp',
      operation: isAnswer ? 'reply' : 'request',
      senderMac,
      sender: own ?? none,
      targetMac: isAnswer ? (stationMac ?? 0) : 0,
      target: isAnswer ? (asker ?? none) : target,
    },
  ];
}

function discoveryLayers({
  isAnswer,
  isRouter,
  target,
  own,
  asker,
  senderMac,
  stationMac,
}: Resolution): Layer[] {
  const none: Address = { family: 6, bits: 0n };
  const toGroup: Address = { family: 6, bits: groupOf(target) };
  const toAll: Address = { family: 6, bits: allNodes };
  const destination = isAnswer ? (asker ?? toAll) : stationMac === null ? toGroup : target;
  const ip: Layer = { kind: 'ipv6', source: own ?? none, destination, hopLimit };
  const message: Layer = isAnswer
    ? {
        kind: 'icmpv6',
        message: 'neighbour-advertisement',
        router: isRouter,
        solicited: asker !== null,
        override: true,
        target,
        mac: senderMac,
      }
    : // Section 4.3: without a source there is nothing to answer to but the group.
      {
        kind: 'icmpv6',
        message: 'neighbour-solicitation',
        target,
        mac: own === null ? undefined : senderMac,
      };
  return [ip, message];
}
