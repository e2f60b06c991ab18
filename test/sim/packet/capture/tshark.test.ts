import { describe, expect, it } from 'vitest';
import { captureFile } from '../../../../src-sim/packet/capture/capture-file.ts';
import type { CapturedPacket } from '../../../../src-sim/packet/capture/pcapng.ts';
import { fragmentPacket } from '../../../../src-sim/packet/wire/fragment-packet.ts';
import type { Layer } from '../../../../src-sim/packet/wire/layer.ts';
import { buildPacket, type PacketStack } from '../../../../src-sim/packet/wire/packet-stack.ts';
import { tcpFlags } from '../../../../src-sim/packet/wire/tcp.ts';
import { address, samplePackets } from '../wire/sample-packets.ts';
import { tsharkFields, tsharkIsHere } from './tshark.ts';

const names = Object.keys(samplePackets);
const host = { name: 'host', starts: 'ethernet', fcs: false } as const;
const wire = { name: 'wire', starts: 'ethernet', fcs: true } as const;
const tunnel = { name: 'tunnel', starts: 'ip', fcs: false } as const;

const numbered = (packets: readonly Uint8Array[]): CapturedPacket[] =>
  packets.map((bytes, index) => ({ interfaceIndex: 0, timeNs: index * 1000, bytes }));

/** The stack as it looks on the wire: padded and with its check sequence. */
const onWire = (stack: PacketStack): PacketStack => ({
  ...stack,
  layers: stack.layers.map((layer, index) =>
    index === 0 && layer.kind === 'ethernet' ? { ...layer, fcs: true } : layer,
  ),
});

const file = (packets: Iterable<CapturedPacket>): Iterable<Uint8Array> =>
  captureFile('netwright', [host, wire, tunnel], packets);

const captured = Object.values(samplePackets).map(buildPacket);

/** Fields of the sample of this name. */
function fieldsOf<F extends string>(
  name: string,
  fields: readonly F[],
): Readonly<Record<F, readonly string[]>> {
  return tsharkFields(file(numbered([buildPacket(samplePackets[name])])), fields)[0];
}

/** The samples are no conversation: their TCP segments are not to be held against each other. */
const unrelated = ['-o', 'tcp.analyze_sequence_numbers:FALSE'];

// Named so that a run elsewhere says what it did not do.
const judged = tsharkIsHere ? 'judged by tshark' : 'judged by tshark (skipped: tshark is not installed)';
const ifHere = it.skipIf(!tsharkIsHere);

const ip4 = {
  kind: 'ipv4',
  source: address('192.0.2.1'),
  destination: address('198.51.100.2'),
  identification: 0x1234,
} as const;
const ip6: Layer = { kind: 'ipv6', source: address('2001:db8::1'), destination: address('2001:db8:1::2') };
const udp: Layer = { kind: 'udp', sourcePort: 50000, destinationPort: 40000 };

describe(`captures ${judged}`, () => {
  const verdicts = [
    'frame.number',
    '_ws.malformed',
    '_ws.expert.severity',
    '_ws.expert.message',
    'ip.checksum.status',
    'tcp.checksum.status',
    'udp.checksum.status',
    'icmp.checksum.status',
    'icmpv6.checksum.status',
    'gre.checksum.status',
  ] as const;
  /** PI_WARN of Wireshark's epan/proto.h; errors are above. */
  const WARNING = 0x0060_0000;
  const BAD = '0';

  const status = (name: string): readonly string[] => {
    const row = fieldsOf(name, verdicts);
    return verdicts.slice(4).flatMap((field) => row[field].map((value) => `${field} ${value}`));
  };

  ifHere('show every format without malformation, bad checksum or warning', () => {
    const rows = tsharkFields(file(numbered(captured)), verdicts, unrelated);
    expect(rows).toHaveLength(names.length);
    for (const [index, row] of rows.entries()) {
      const found = { name: names[index], messages: row['_ws.expert.message'] };
      expect({ ...found, malformed: row['_ws.malformed'] }).toEqual({ ...found, malformed: [] });
      const severe = row['_ws.expert.severity'].filter((severity) => Number(severity) >= WARNING);
      expect({ ...found, severe }).toEqual({ ...found, severe: [] });
      for (const field of verdicts.slice(4))
        expect(row[field], `${names[index]}: ${field}`).not.toContain(BAD);
    }
  });

  ifHere('hold the checksums tshark would have made, in every layer it can see into', () => {
    // 1 is good, 2 unverified (a quotation that is cut), 3 absent (UDP without).
    expect(status('udp over ipv4, odd length')).toEqual(['ip.checksum.status 1', 'udp.checksum.status 1']);
    expect(status('tcp with selective acknowledgement')).toEqual(['tcp.checksum.status 1']);
    expect(status('vxlan in ipv4')).toEqual([
      'ip.checksum.status 1',
      'ip.checksum.status 1',
      'tcp.checksum.status 1',
      'udp.checksum.status 3',
    ]);
    expect(status('geneve with options')).toEqual(['udp.checksum.status 1', 'udp.checksum.status 1']);
    expect(status('gre with everything')).toEqual([
      'ip.checksum.status 1',
      'tcp.checksum.status 1',
      'gre.checksum.status 1',
    ]);
    expect(status('echo reply')).toEqual(['ip.checksum.status 1', 'icmp.checksum.status 1']);
    expect(status('neighbour solicitation')).toEqual(['icmpv6.checksum.status 1']);
  });

  ifHere('show a damaged packet as such, so that silence above means something', () => {
    const bytes = buildPacket(samplePackets['vxlan in ipv4']);
    bytes[bytes.length - 1] ^= 1;
    const [row] = tsharkFields(file(numbered([bytes])), verdicts);
    expect(row['tcp.checksum.status']).toEqual([BAD]);
    expect(row['_ws.expert.severity'].some((severity) => Number(severity) >= WARNING)).toBe(true);
  });

  ifHere('name the protocols we meant', () => {
    const rows = tsharkFields(file(numbered(captured)), ['frame.protocols'], unrelated);
    const protocols = Object.fromEntries(
      names.map((name, index) => [name, rows[index]['frame.protocols'].join()]),
    );
    expect(protocols).toMatchObject({
      'two vlans': 'eth:ethertype:ieee8021ad:ethertype:vlan:ethertype:ipv6:tcp',
      'vxlan in ipv6': 'eth:ethertype:ipv6:udp:vxlan:eth:ethertype:ip:udp:data',
      'geneve with options': 'eth:ethertype:ipv6:udp:geneve:eth:ethertype:ipv6:udp:data',
      nvgre: 'eth:ethertype:ip:gre:eth:ethertype:ip:tcp:data',
      'gre with everything': 'eth:ethertype:ip:gre:ipv6:tcp:data',
      'ipv6 in ipv4': 'eth:ethertype:ip:ipv6:tcp:data',
      esp: 'eth:ethertype:ip:esp',
      'esp behind address translation': 'eth:ethertype:ip:udp:udpencap:esp',
      wireguard: 'eth:ethertype:ip:udp:wg',
      'wireguard keepalive': 'eth:ethertype:ip:udp:wg',
      'router alert over ipv6': 'eth:ethertype:ipv6:ipv6.hopopts:udp:data',
      'port unreachable with the least quotation': 'eth:ethertype:ip:icmp:ip:udp',
    });
  });

  ifHere('show the numbers we wrote', () => {
    // 0xabcdef = 11259375.
    expect(fieldsOf('vxlan in ipv6', ['vxlan.vni', 'udp.dstport'])).toEqual({
      'vxlan.vni': ['11259375'],
      'udp.dstport': ['4789', '40000'],
    });
    expect(
      fieldsOf('geneve with options', ['geneve.vni', 'geneve.option.class', 'geneve.option.type']),
    ).toEqual({
      'geneve.vni': ['0xffffff'],
      'geneve.option.class': ['0x0108', '0x0108', '0x0109'],
      'geneve.option.type': ['0x01', '0x83', '0x04'],
    });
    // VSID and flow together.
    expect(fieldsOf('nvgre', ['gre.key', 'gre.proto'])).toEqual({
      'gre.key': ['0x12345678'],
      'gre.proto': ['0x6558'],
    });
    expect(fieldsOf('gre with everything', ['gre.key', 'gre.sequence_number'])).toEqual({
      'gre.key': ['0xdeadbeef'],
      'gre.sequence_number': ['12'],
    });
    expect(fieldsOf('two vlans', ['ieee8021ad.id', 'ieee8021ad.dei', 'vlan.id'])).toEqual({
      'ieee8021ad.id': ['4000'],
      'ieee8021ad.dei': ['1'],
      'vlan.id': ['7'],
    });
    expect(fieldsOf('esp', ['esp.spi', 'esp.sequence'])).toEqual({
      'esp.spi': ['0xc0ffee01'],
      'esp.sequence': ['42'],
    });
    // 2^33 + 5.
    expect(fieldsOf('wireguard', ['wg.receiver', 'wg.counter'])).toEqual({
      'wg.receiver': ['0x01020304'],
      'wg.counter': ['8589934597'],
    });
    expect(fieldsOf('fragmentation needed', ['icmp.code', 'icmp.mtu'])).toEqual({
      'icmp.code': ['4'],
      'icmp.mtu': ['1400'],
    });
    expect(fieldsOf('packet too big', ['icmpv6.mtu'])).toEqual({ 'icmpv6.mtu': ['1280'] });
  });

  ifHere('show TCP options in the order of Linux', () => {
    const fields = [
      'tcp.options.mss_val',
      'tcp.options.wscale.shift',
      'tcp.option_kind',
      'tcp.seq_raw',
    ] as const;
    expect(fieldsOf('tcp syn with every option', fields)).toEqual({
      'tcp.options.mss_val': ['1460'],
      'tcp.options.wscale.shift': ['7'],
      'tcp.option_kind': ['2', '4', '8', '1', '3'],
      'tcp.seq_raw': ['4000000000'],
    });
    expect(fieldsOf('tcp with four blocks', ['tcp.options.sack.count', 'tcp.hdr_len'])).toEqual({
      'tcp.options.sack.count': ['4'],
      // 20 + 2 of padding + 2 + 4 * 8 = 56.
      'tcp.hdr_len': ['56'],
    });
  });

  ifHere('show a TCP conversation without a word of complaint', () => {
    const there = { kind: 'tcp', sourcePort: 50001, destinationPort: 40001 } as const;
    const back = { kind: 'tcp', sourcePort: 40001, destinationPort: 50001 } as const;
    const answer: Layer = { ...ip4, source: ip4.destination, destination: ip4.source };
    const timestamps = { value: 10, echo: 10 };
    const { syn, ack, fin, psh } = tcpFlags;
    const opening = { mss: 1460, sackPermitted: true, windowScale: 7 } as const;
    // Sequence numbers pass 2^32: 4294967290 + 1 + 100 = 4294967391 = 2^32 + 95.
    const [start, afterSyn, afterData] = [4_294_967_290, 4_294_967_291, 95];
    const stacks: PacketStack[] = [
      { layers: [ip4, { ...there, sequence: start, flags: syn, options: { ...opening, timestamps } }] },
      {
        layers: [
          answer,
          {
            ...back,
            sequence: 0,
            acknowledgement: afterSyn,
            flags: syn | ack,
            options: { ...opening, timestamps },
          },
        ],
      },
      {
        layers: [
          ip4,
          { ...there, sequence: afterSyn, acknowledgement: 1, flags: ack, options: { timestamps } },
        ],
      },
      {
        layers: [
          ip4,
          { ...there, sequence: afterSyn, acknowledgement: 1, flags: ack | psh, options: { timestamps } },
        ],
        payload: 100,
      },
      {
        layers: [
          answer,
          { ...back, sequence: 1, acknowledgement: afterData, flags: ack | fin, options: { timestamps } },
        ],
      },
      {
        layers: [
          ip4,
          { ...there, sequence: afterData, acknowledgement: 2, flags: ack | fin, options: { timestamps } },
        ],
      },
      {
        layers: [answer, { ...back, sequence: 2, acknowledgement: 96, flags: ack, options: { timestamps } }],
      },
    ];
    const packets = stacks.map((stack, index) => ({
      interfaceIndex: 2,
      timeNs: index,
      bytes: buildPacket(stack),
    }));
    const rows = tsharkFields(file(packets), [
      '_ws.expert.severity',
      'tcp.stream',
      'tcp.checksum.status',
      'tcp.seq',
    ]);
    // Chats about the beginning and notes about the end are all there is.
    for (const row of rows) {
      expect(row['_ws.expert.severity'].map(Number).filter((severity) => severity >= WARNING)).toEqual([]);
      expect([row['tcp.stream'], row['tcp.checksum.status']]).toEqual([['0'], ['1']]);
    }
    // Relative numbers: 100 bytes after the first.
    expect(rows.map((row) => row['tcp.seq'][0])).toEqual(['0', '0', '1', '1', '1', '101', '2']);
  });

  ifHere('carry filler that common applications pass over without a warning', () => {
    const ports = [
      22, 25, 80, 443, 445, 636, 1433, 3306, 3389, 5201, 5432, 6379, 6443, 8080, 8443, 9092, 9200, 27017,
    ];
    const stacks = ports.flatMap((destinationPort, index): PacketStack[] => {
      const sourcePort = 50_000 + index;
      return [
        { layers: [ip4, { kind: 'udp', sourcePort, destinationPort }], payload: 1200 },
        {
          layers: [ip4, { kind: 'tcp', sourcePort, destinationPort, sequence: 1, flags: tcpFlags.ack }],
          payload: 1200,
        },
      ];
    });
    const packets = stacks.map((stack, index) => ({
      interfaceIndex: 2,
      timeNs: index,
      bytes: buildPacket(stack),
    }));
    const rows = tsharkFields(file(packets), ['_ws.malformed', '_ws.expert.severity', '_ws.expert.message']);
    expect(rows).toHaveLength(2 * ports.length);
    for (const row of rows) {
      expect(row['_ws.malformed']).toEqual([]);
      expect(row['_ws.expert.severity'].filter((severity) => Number(severity) >= WARNING)).toEqual([]);
    }
  });

  ifHere('put fragments together again', () => {
    for (const [ip, payload] of [
      [ip4, 3972],
      [ip6, 3952],
    ] as const) {
      const whole = buildPacket({ layers: [ip, udp], payload });
      const packets = fragmentPacket(whole, 1500, 77).map((bytes, index) => ({
        interfaceIndex: 2,
        timeNs: index,
        bytes,
      }));
      const fields = [
        'ip.fragment.count',
        'ipv6.fragment.count',
        'udp.checksum.status',
        '_ws.expert.severity',
        'udp.length',
      ];
      const rows = tsharkFields(file(packets), fields);
      // 3980 and 3960 bytes in pieces of 1480 and 1448 (1500 - 40 - 8 = 1452, down to 181 eights): three each.
      expect(rows).toHaveLength(3);
      expect(rows[2]['ip.fragment.count'].concat(rows[2]['ipv6.fragment.count'])).toEqual(['3']);
      expect(rows[2]['udp.checksum.status']).toEqual(['1']);
      expect(rows[2]['udp.length']).toEqual([String(8 + payload)]);
      expect(rows.flatMap((row) => row['_ws.expert.severity'])).toEqual([]);
    }
  });

  ifHere('end with good check sequences on the wire', () => {
    const packets = Object.values(samplePackets).map((stack, index) => ({
      interfaceIndex: 1,
      timeNs: index,
      bytes: buildPacket(onWire(stack)),
    }));
    const rows = tsharkFields(file(packets), ['eth.fcs.status', '_ws.malformed', 'frame.len']);
    expect(rows).toHaveLength(names.length);
    for (const row of rows) {
      // Inner frames have none.
      expect(row['eth.fcs.status']).toEqual(['1']);
      expect(row['_ws.malformed']).toEqual([]);
      expect(Number(row['frame.len'])).toBeGreaterThanOrEqual(64);
    }
  });

  ifHere('keep time, interface, direction and comment', () => {
    const bytes = buildPacket({ layers: [ip4, udp], payload: 4 });
    const packets: CapturedPacket[] = [
      { interfaceIndex: 2, timeNs: 1, bytes, direction: 'inbound', comment: 'dropped: queue-full' },
      {
        interfaceIndex: 2,
        timeNs: 86_400_000_000_007,
        bytes,
        direction: 'outbound',
        comment: 'delivered à “Zürich”',
      },
    ];
    const fields = [
      'frame.time_epoch',
      'frame.interface_name',
      'frame.packet_flags_direction',
      'frame.comment',
    ] as const;
    const rows = tsharkFields(file(packets), fields);
    expect(rows).toEqual([
      {
        'frame.time_epoch': ['0.000000001'],
        'frame.interface_name': ['tunnel'],
        'frame.packet_flags_direction': ['0x00000001'],
        'frame.comment': ['dropped: queue-full'],
      },
      {
        // One day and seven nanoseconds.
        'frame.time_epoch': ['86400.000000007'],
        'frame.interface_name': ['tunnel'],
        'frame.packet_flags_direction': ['0x00000002'],
        'frame.comment': ['delivered à “Zürich”'],
      },
    ]);
  });
});
