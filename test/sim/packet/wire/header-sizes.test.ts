// The facts are the ground truth for sizes and ports; the formats may not read them, so this compares.
import { describe, expect, it } from 'vitest';
import { encapsulationFacts } from '../../../../src-sim/facts/encapsulation-facts.ts';
import { entropyPortMin } from '../../../../src-sim/packet/wire/entropy-port.ts';
import type { Layer } from '../../../../src-sim/packet/wire/layer.ts';
import { buildPacket } from '../../../../src-sim/packet/wire/packet-stack.ts';
import { tunnelPorts } from '../../../../src-sim/packet/wire/tunnel-ports.ts';
import { address } from './sample-packets.ts';

function fact(id: string): number {
  const found = encapsulationFacts.find((entry) => entry.id === `encap.${id}`);
  if (typeof found?.value !== 'number') throw new Error(`no fact ${id}`);
  return found.value;
}

const frame: Layer = { kind: 'ethernet', source: 1, destination: 2 };
const ip4: Layer = { kind: 'ipv4', source: address('192.0.2.1'), destination: address('192.0.2.2') };
const ip6: Layer = { kind: 'ipv6', source: address('2001:db8::1'), destination: address('2001:db8::2') };
const udp: Layer = { kind: 'udp', sourcePort: 60_000 };
const option = (words: number) => ({ optionClass: 1, type: 1, data: new Uint8Array(words * 4) });

/** Bytes of an inner packet of 1000 bytes. */
const INNER = 1000;
const inner: readonly Layer[] = [ip4];
const innerPayload = INNER - 20;

/** Underlay IP packet less inner IP packet. */
const ipOverhead = (outer: readonly Layer[]): number =>
  buildPacket({ layers: [...outer, ...inner], payload: innerPayload }).length - INNER;

/** Frame less the packet it carries. */
const frameOverhead = (outer: readonly Layer[]): number =>
  buildPacket({ layers: [...outer, ...inner], payload: innerPayload }).length - INNER;

/** Whether ESP, behind UDP or not, lets an inner packet of so many bytes through a link. */
function passes(ip: Layer, behindNat: boolean, innerBytes: number, linkMtu: number): boolean {
  const around: readonly Layer[] = behindNat ? [{ kind: 'udp', sourcePort: 4500 }] : [];
  const layers: readonly Layer[] = [ip, ...around, { kind: 'esp', spi: 256, sequence: 1 }, ip4];
  return buildPacket({ layers, payload: innerBytes - 20 }).length <= linkMtu;
}

const tunnels: Readonly<Record<string, readonly Layer[]>> = {
  vxlan: [udp, { kind: 'vxlan', vni: 1 }, frame],
  geneve: [udp, { kind: 'geneve', vni: 1 }, frame],
  nvgre: [{ kind: 'nvgre', vsid: 5000, flowId: 0 }, frame],
  gre: [{ kind: 'gre' }],
  ipip: [],
  wireguard: [
    { kind: 'udp', sourcePort: 1 },
    { kind: 'wireguard', receiver: 1, counter: 1, tunnelMtu: INNER },
  ],
};

describe('sizes of headers', () => {
  it.each(Object.entries(tunnels))('of %s are those of the facts over both families', (id, layers) => {
    expect(ipOverhead([ip4, ...layers])).toBe(fact(`${id}.ipMtuOverhead.ipv4`));
    expect(ipOverhead([ip6, ...layers])).toBe(fact(`${id}.ipMtuOverhead.ipv6`));
  });

  it('of GRE grow as the facts say with key and sequence number', () => {
    expect(ipOverhead([ip4, { kind: 'gre', key: 1 }])).toBe(fact('gre.ipMtuOverhead.withKeyIpv4'));
    expect(ipOverhead([ip4, { kind: 'gre', key: 1, sequence: 1 }])).toBe(
      fact('gre.ipMtuOverhead.withKeyAndSequenceIpv4'),
    );
    const all: Layer = { kind: 'gre', key: 1, sequence: 1, checksummed: true };
    expect(ipOverhead([ip4, all])).toBe(fact('gre.ipMtuOverhead.withAllIpv4'));
  });

  it('of Geneve grow by its options up to the most the facts allow', () => {
    const most = fact('geneve.ipMtuOverhead.plusOptionsUpTo');
    // One option with 31 words of data and 4 bytes of header is 128; one with 30 is 124: 252.
    const options = [option(31), option(30)];
    const geneve: Layer = { kind: 'geneve', vni: 1, options };
    expect(ipOverhead([ip4, udp, geneve, frame])).toBe(fact('geneve.ipMtuOverhead.ipv4') + most);
    // The three options of a gateway load balancer: 4 + 8, 4 + 8 and 4 + 4 bytes, around a packet.
    const three: Layer = { kind: 'geneve', vni: 0, options: [option(2), option(2), option(1)] };
    expect(ipOverhead([ip4, udp, three])).toBe(fact('geneve-aws-gwlb.ipMtuOverhead.ipv4'));
  });

  it('of ESP let exactly the inner MTU of the facts through a link of 1500 or 9000', () => {
    for (const [suite, nat] of [
      ['aes-gcm-16', false],
      ['aes-gcm-16-nat-t', true],
    ] as const) {
      for (const [ip, name, link] of [
        [ip4, 'innerMtuAtIpv4Link1500', 1500],
        [ip6, 'innerMtuAtIpv6Link1500', 1500],
        [ip4, 'innerMtuAtIpv4Link9000', 9000],
      ] as const) {
        const mtu = fact(`ipsec-esp-tunnel.${suite}.${name}`);
        expect(passes(ip, nat, mtu, link)).toBe(true);
        expect(passes(ip, nat, mtu + 1, link)).toBe(false);
      }
    }
  });

  it('of frames and tags are those of the facts', () => {
    expect(frameOverhead([frame])).toBe(fact('ethernet.l2Overhead.headerOnly'));
    expect(frameOverhead([{ ...frame, fcs: true }])).toBe(fact('ethernet.l2Overhead.withFcs'));
    const tagged = frameOverhead([frame, { kind: 'vlan', id: 1 }]);
    expect(tagged - frameOverhead([frame])).toBe(fact('vlan.l2Overhead.ipv4'));
    const twice = frameOverhead([frame, { kind: 'provider-vlan', id: 1 }, { kind: 'vlan', id: 1 }]);
    expect(twice - frameOverhead([frame])).toBe(fact('qinq.l2Overhead.ipv4'));
  });
});

describe('ports of tunnels', () => {
  it('are those of the facts', () => {
    expect(tunnelPorts).toEqual({
      vxlan: fact('vxlan.port.udpDestination'),
      vxlanLinux: fact('vxlan.port.linuxKernelDefault'),
      geneve: fact('geneve.port.udpDestination'),
      esp: 4500,
      wireguard: fact('wireguard.port.udpDefaultByConvention'),
    });
    // The fact is a sentence: "hash of inner headers, dynamic range 49152-65535 advised"; 4500 stands in another.
    expect(entropyPortMin).toBe(49_152);
  });
});
