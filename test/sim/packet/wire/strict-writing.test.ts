import { describe, expect, it } from 'vitest';
import { esp } from '../../../../src-sim/packet/wire/esp.ts';
import { ethernet } from '../../../../src-sim/packet/wire/ethernet.ts';
import { geneve } from '../../../../src-sim/packet/wire/geneve.ts';
import { icmp } from '../../../../src-sim/packet/wire/icmp.ts';
import { icmpv6 } from '../../../../src-sim/packet/wire/icmpv6.ts';
import { ipv4 } from '../../../../src-sim/packet/wire/ipv4.ts';
import { interfaceMac } from '../../../../src-sim/packet/wire/mac.ts';
import { nvgre } from '../../../../src-sim/packet/wire/nvgre.ts';
import { tcp } from '../../../../src-sim/packet/wire/tcp.ts';
import { vlan } from '../../../../src-sim/packet/wire/vlan.ts';
import { vxlan } from '../../../../src-sim/packet/wire/vxlan.ts';
import { address } from './sample-packets.ts';

const into = new Uint8Array(400);
const ipHeader = {
  dscp: 0,
  ecn: 0,
  identification: 0,
  dontFragment: false,
  moreFragments: false,
  fragmentOffset: 0,
  ttl: 64,
  protocol: 6,
  source: address('192.0.2.1'),
  destination: address('192.0.2.2'),
  payloadBytes: 0,
};
const segment = {
  sourcePort: 1,
  destinationPort: 2,
  sequence: 0,
  acknowledgement: 0,
  flags: 0,
  window: 0,
  urgentPointer: 0,
  options: {},
};

describe('writing', () => {
  it('refuses a value that has more bits than its field', () => {
    expect(() => vxlan.write(into, 0, { vni: 2 ** 24 })).toThrow(
      'the VNI has 24 bits; 16777216 does not fit',
    );
    expect(() => vxlan.write(into, 0, { vni: -1 })).toThrow('does not fit');
    expect(() => vxlan.write(into, 0, { vni: 1.5 })).toThrow('does not fit');
    // 65516 + 20 bytes of header is one more than 16 bits hold.
    expect(() => ipv4.write(into, 0, { ...ipHeader, payloadBytes: 65_516 })).toThrow('total length');
    expect(() => interfaceMac(2 ** 40)).toThrow('no interface has number');
  });

  it('refuses an address of the other family', () => {
    const header = { ...ipHeader, source: address('2001:db8::1') };
    expect(() => ipv4.write(into, 0, header)).toThrow('an IPv6 address does not fit a header of IPv4');
  });

  it('refuses a fragment that starts between two eights', () => {
    expect(() => ipv4.write(into, 0, { ...ipHeader, fragmentOffset: 4 })).toThrow(
      'multiples of 8 bytes, not at 4',
    );
  });

  it('refuses numbers that are reserved', () => {
    const tag = { priority: 0, dropEligible: false, id: 4095, etherType: 0x800 };
    expect(() => vlan.write(into, 0, tag)).toThrow('VLAN 4095 is reserved');
    expect(() => nvgre.write(into, 0, { vsid: 4095, flowId: 0 })).toThrow('reserved');
    expect(() => esp.write(into, 0, { spi: 255, sequence: 1, ciphertextBytes: 4 })).toThrow('reserved');
    const lengthField = { destination: 1, source: 2, etherType: 1500 };
    expect(() => ethernet.write(into, 0, lengthField)).toThrow('1500 is no EtherType');
  });

  it('refuses options that do not fit the header', () => {
    const block = { start: 1, end: 2 };
    // Timestamps take 12 bytes and four blocks 4 + 32: 48 of the 40 there are.
    const options = { timestamps: { value: 1, echo: 2 }, sackBlocks: [block, block, block, block] };
    expect(() => tcp.write(into, 0, { ...segment, options })).toThrow('these take 48');
    expect(() => tcp.write(into, 0, { ...segment, options: { windowScale: 15 } })).toThrow('14 at most');
    // Two options of 4 + 124 bytes take 256 of the 252 there are.
    const option = { optionClass: 1, type: 1, data: new Uint8Array(124) };
    const header = { control: false, protocol: 0x6558, vni: 1, options: [option, option] };
    expect(() => geneve.write(into, 0, header)).toThrow('these take 256');
    const odd = { ...header, options: [{ ...option, data: new Uint8Array(3) }] };
    expect(() => geneve.write(into, 0, odd)).toThrow('in fours, not 3');
  });

  it('refuses a message without name when it has one', () => {
    expect(() => icmp.write(into, 0, { message: 'other', type: 8, code: 0, rest: 0 })).toThrow('has a name');
    expect(() => icmpv6.write(into, 0, { message: 'other', type: 135, code: 0, rest: 0 })).toThrow(
      'has a name',
    );
  });
});
