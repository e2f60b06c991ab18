/**
 * TCP header (RFC 9293 section 3.1; ECE and CWR RFC 3168 section 6.1). Its checksum covers the payload and the pseudo-header:
 * whoever knows them fills it in. Options are in tcp-options.ts.
 *
 * Left out: the accurate-ECN bit (RFC 9768), which is read as reserved.
 */
import { put16, put32, u16, u32 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { layOut } from './field.ts';
import { cutShort, type HeaderFormat, malformed } from './header-format.ts';
import { readTcpOptions, type TcpOptions, tcpOptionBytes, writeTcpOptions } from './tcp-options.ts';

export interface Tcp {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  /** Sum of values of `tcpFlags`. */
  readonly flags: number;
  /** As on the wire, before scaling. */
  readonly window: number;
  readonly urgentPointer: number;
  readonly options: TcpOptions;
}

export const tcpFlags = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32, ece: 64, cwr: 128 } as const;

export const tcpHeaderBytes = 20;

const fixedFields = layOut(0, [
  ['Source port', 16, 'decimal', 'program that sent it'],
  ['Destination port', 16, 'decimal', 'program it is for'],
  ['Sequence number', 32, 'decimal', 'place of the first payload byte in the stream'],
  ['Acknowledgement number', 32, 'decimal', 'next byte the sender waits for'],
  ['Header length', 4, 'decimal', 'in words of four bytes'],
  ['Reserved', 4, 'decimal', 'always zero'],
  ['CWR', 1, 'flag', 'congestion window was reduced'],
  ['ECE', 1, 'flag', 'congestion was experienced'],
  ['URG', 1, 'flag', 'the urgent pointer counts'],
  ['ACK', 1, 'flag', 'the acknowledgement number counts'],
  ['PSH', 1, 'flag', 'hand over to the program now'],
  ['RST', 1, 'flag', 'the connection is broken off'],
  ['SYN', 1, 'flag', 'the connection begins'],
  ['FIN', 1, 'flag', 'the sender has no more to say'],
  ['Window', 16, 'decimal', 'bytes the sender has room for, before scaling'],
  ['Checksum', 16, 'hex', "one's complement sum of pseudo-header, header and payload"],
  ['Urgent pointer', 16, 'decimal', 'end of urgent data'],
]);

export const tcp: HeaderFormat<Tcp> = {
  name: 'TCP',
  length: (header) => tcpHeaderBytes + tcpOptionBytes(header.options),
  read(bytes, at, end) {
    if (end - at < tcpHeaderBytes) return cutShort('TCP', tcpHeaderBytes, at, end);
    const length = (bytes[at + 12] >> 4) * 4;
    if (length < tcpHeaderBytes)
      return malformed(`the TCP header says it has ${length} bytes; 20 are the least`);
    if (end - at < length) return cutShort('TCP', length, at, end);
    const { options, rows, faults } = readTcpOptions(bytes, at + tcpHeaderBytes, at + length);
    const header: Tcp = {
      sourcePort: u16(bytes, at),
      destinationPort: u16(bytes, at + 2),
      sequence: u32(bytes, at + 4),
      acknowledgement: u32(bytes, at + 8),
      flags: bytes[at + 13],
      window: u16(bytes, at + 14),
      urgentPointer: u16(bytes, at + 18),
      options,
    };
    const fields = [...fixedFields, ...layOut(tcpHeaderBytes * 8, rows)];
    return { ok: true, header, length, fields, faults };
  },
  write(into, at, header) {
    const length = tcp.length(header);
    put16(into, at, checkedBits('the source port', header.sourcePort, 16));
    put16(into, at + 2, checkedBits('the destination port', header.destinationPort, 16));
    put32(into, at + 4, checkedBits('the sequence number', header.sequence, 32));
    put32(into, at + 8, checkedBits('the acknowledgement number', header.acknowledgement, 32));
    writeTcpOptions(into, at + tcpHeaderBytes, header.options);
    into[at + 12] = (length / 4) << 4;
    into[at + 13] = checkedBits('the flags', header.flags, 8);
    put16(into, at + 14, checkedBits('the window', header.window, 16));
    put16(into, at + 16, 0);
    put16(into, at + 18, checkedBits('the urgent pointer', header.urgentPointer, 16));
    return length;
  },
};
