import { describe, expect, it } from 'vitest';
import { dissect } from '../../../../src-sim/packet/wire/dissect.ts';
import { fieldText } from '../../../../src-sim/packet/wire/field-text.ts';
import { formatMac } from '../../../../src-sim/packet/wire/mac.ts';
import { buildPacket } from '../../../../src-sim/packet/wire/packet-stack.ts';
import { samplePackets } from './sample-packets.ts';

/** Fields of the layers of one kind, by name, as people see them. */
function shown(name: string, kind: string): Record<string, string> {
  const bytes = buildPacket(samplePackets[name]);
  const { layers } = dissect(bytes, { first: 'ethernet' });
  return Object.fromEntries(
    layers
      .filter((layer) => layer.kind === kind)
      .flatMap(({ fields, start }) => fields.map((field) => [field.name, fieldText(field, bytes, start)])),
  );
}

describe('fields as text', () => {
  it('show addresses, names of values, flags and numbers', () => {
    expect(shown('tcp closing under congestion', 'ipv4')).toMatchObject({
      Version: '4',
      DSCP: '10 (AF11)',
      ECN: '3 (congestion experienced)',
      Protocol: '6 (TCP)',
      Source: '192.0.2.1',
      "Don't fragment": 'set',
      'More fragments': 'not set',
      // 20 of IPv4, 20 of TCP, 3 of payload.
      'Total length': '43',
    });
  });

  it('show MAC addresses and EtherTypes', () => {
    expect(shown('udp over ipv6', 'ethernet')).toEqual({
      Source: '02:00:00:00:00:01',
      Destination: '02:00:00:00:00:02',
      EtherType: '0x86dd (IPv6)',
    });
    expect(formatMac(0xffff_ffff_ffff)).toBe('ff:ff:ff:ff:ff:ff');
  });

  it('show numbers whose lowest byte comes first', () => {
    // Receiver 0x01020304; counter 2^33 + 5.
    expect(shown('wireguard', 'wireguard')).toMatchObject({ Receiver: '16909060', Counter: '8589934597' });
  });

  it('cut long byte strings and say their length', () => {
    // Inner 20 + 20 + 1000 bytes with 2 of trailer, up to the next four: 1044.
    expect(shown('esp', 'esp')['Ciphertext']).toMatch(/^(?:[0-9a-f]{2} ){16}… \(1044 bytes\)$/u);
  });
});
