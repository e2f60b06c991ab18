/**
 * Capture files in pcapng (draft-ietf-opsawg-pcapng): section header, interface descriptions, enhanced packet blocks. Each
 * function returns one chunk, so that a file can be written while the run goes on. Time is in nanoseconds from the start of the
 * run, which stands at the epoch 1970-01-01 00:00 UTC.
 *
 * Left out: name resolution, statistics and secrets blocks; packets are never cut short by a snap length.
 */
import {
  byteOption,
  longOption,
  numberOption,
  pcapngBlock,
  type PcapngOption,
  textOption,
} from './pcapng-block.ts';

export interface CaptureInterface {
  readonly name: string;
  /** What packets begin with. */
  readonly starts: 'ethernet' | 'ip';
  /** Frames end with their check sequence. */
  readonly fcs: boolean;
  readonly rateBps?: number;
  readonly description?: string;
}

export interface CapturedPacket {
  /** Its place among the interface descriptions, from 0. */
  readonly interfaceIndex: number;
  readonly timeNs: number;
  readonly bytes: Uint8Array;
  readonly direction?: 'inbound' | 'outbound';
  /** For instance what became of the packet. */
  readonly comment?: string;
}

const SECTION_HEADER = 0x0a0d_0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;
/** Read in the wrong byte order this comes out otherwise. */
const BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
/** Version 1.0: major in the lower half. */
const VERSION = 1;
/** The length of the section is not known beforehand. */
const LENGTH_UNKNOWN = 0xffff_ffff;
/** LINKTYPE_ETHERNET and LINKTYPE_RAW as tcpdump.org lists them. */
const LINK_TYPES = { ethernet: 1, ip: 101 } as const;
/** No limit. */
const SNAP_BYTES = 0;

const COMMENT = 1;
const SECTION_APPLICATION = 4;
const INTERFACE_NAME = 2;
const INTERFACE_DESCRIPTION_TEXT = 3;
const INTERFACE_SPEED = 8;
const INTERFACE_TIME_RESOLUTION = 9;
const INTERFACE_FCS_BYTES = 13;
const PACKET_FLAGS = 2;

/** 10^-9 s. */
const NANOSECONDS = 9;
const FCS_BYTES = 4;
/** Bits 5 to 8 of the packet flags. */
const FLAG_FCS_SHIFT = 5;
const DIRECTIONS = { inbound: 1, outbound: 2 } as const;
const TWO_32 = 2 ** 32;

const none = new Uint8Array();

/** Starts a file. `application` names the program and its version. */
export function sectionHeader(application: string): Uint8Array {
  const numbers = [BYTE_ORDER_MAGIC, VERSION, LENGTH_UNKNOWN, LENGTH_UNKNOWN];
  return pcapngBlock(SECTION_HEADER, numbers, none, [textOption(SECTION_APPLICATION, application)]);
}

/** Comes before the packets of the interface; the first one described has index 0. */
export function interfaceDescription(description: CaptureInterface): Uint8Array {
  const options: PcapngOption[] = [textOption(INTERFACE_NAME, description.name)];
  if (description.description !== undefined) {
    options.push(textOption(INTERFACE_DESCRIPTION_TEXT, description.description));
  }
  if (description.rateBps !== undefined) options.push(longOption(INTERFACE_SPEED, description.rateBps));
  options.push(byteOption(INTERFACE_TIME_RESOLUTION, NANOSECONDS));
  if (description.starts === 'ethernet') {
    options.push(byteOption(INTERFACE_FCS_BYTES, description.fcs ? FCS_BYTES : 0));
  }
  const numbers = [LINK_TYPES[description.starts], SNAP_BYTES];
  return pcapngBlock(INTERFACE_DESCRIPTION, numbers, none, options);
}

/** `fcs` as the interface was described. */
export function enhancedPacket(packet: CapturedPacket, fcs: boolean): Uint8Array {
  if (!Number.isSafeInteger(packet.timeNs) || packet.timeNs < 0) {
    throw new RangeError(
      `captures start at zero and count whole nanoseconds; ${packet.timeNs} is no such time`,
    );
  }
  const flags =
    (packet.direction === undefined ? 0 : DIRECTIONS[packet.direction]) |
    (fcs ? FCS_BYTES << FLAG_FCS_SHIFT : 0);
  const options: PcapngOption[] = [];
  if (packet.comment !== undefined) options.push(textOption(COMMENT, packet.comment));
  if (flags !== 0) options.push(numberOption(PACKET_FLAGS, flags));
  const length = packet.bytes.length;
  const numbers = [
    packet.interfaceIndex,
    Math.floor(packet.timeNs / TWO_32),
    packet.timeNs % TWO_32,
    length,
    length,
  ];
  return pcapngBlock(ENHANCED_PACKET, numbers, packet.bytes, options);
}
