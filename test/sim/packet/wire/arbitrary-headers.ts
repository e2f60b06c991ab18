// Every header that may be written, at random. Records, so that a new format without a generator does not compile.
import fc, { type Arbitrary } from 'fast-check';
import type { Headers, LayerKind } from '../../../../src-sim/packet/wire/layer-kind.ts';
import { unreachableReasons } from '../../../../src-sim/packet/wire/icmp.ts';
import { unreachableV6Reasons } from '../../../../src-sim/packet/wire/icmpv6.ts';
import type { Address, Family } from '../../../../src-sim/quantity/address.ts';

const bits = (count: number): Arbitrary<number> => fc.nat({ max: 2 ** count - 1 });
const wide = (count: number): Arbitrary<number> => fc.maxSafeNat().map((value) => value % 2 ** count);
const ofFamily = (family: Family): Arbitrary<Address> =>
  fc.bigInt(0n, (1n << (family === 4 ? 32n : 128n)) - 1n).map((value) => ({ family, bits: value }));
const mac = wide(48);
const u32 = wide(32);

const tcpOptions = fc.oneof(
  fc.record(
    {
      mss: bits(16),
      windowScale: fc.nat({ max: 14 }),
      sackPermitted: fc.constant(true as const),
      timestamps: fc.record({ value: u32, echo: u32 }),
    },
    { requiredKeys: [] },
  ),
  fc.record(
    {
      timestamps: fc.record({ value: u32, echo: u32 }),
      sackBlocks: fc.array(fc.record({ start: u32, end: u32 }), { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: [] },
  ),
);

const geneveOption = fc.record({
  optionClass: bits(16),
  type: bits(8),
  data: fc.nat({ max: 10 }).chain((words) => fc.uint8Array({ minLength: words * 4, maxLength: words * 4 })),
});

const expired = fc.constantFrom('in-transit' as const, 'in-reassembly' as const);
const echo = {
  message: fc.constantFrom('echo-request' as const, 'echo-reply' as const),
  identifier: bits(16),
  sequence: bits(16),
};
const discoveryMac = fc.option(mac, { nil: undefined });

export const arbitraryHeaders: { readonly [K in LayerKind]: Arbitrary<Headers[K]> } = {
  ethernet: fc.record({ destination: mac, source: mac, etherType: fc.integer({ min: 0x600, max: 0xffff }) }),
  vlan: fc.record({
    priority: bits(3),
    dropEligible: fc.boolean(),
    id: fc.nat({ max: 4094 }),
    etherType: bits(16),
  }),
  'provider-vlan': fc.record({
    priority: bits(3),
    dropEligible: fc.boolean(),
    id: fc.nat({ max: 4094 }),
    etherType: bits(16),
  }),
  arp: fc.record({
    operation: fc.constantFrom('request' as const, 'reply' as const),
    senderMac: mac,
    sender: ofFamily(4),
    targetMac: mac,
    target: ofFamily(4),
  }),
  ipv4: fc.record({
    dscp: bits(6),
    ecn: bits(2),
    identification: bits(16),
    dontFragment: fc.boolean(),
    moreFragments: fc.boolean(),
    fragmentOffset: bits(13).map((eights) => eights * 8),
    ttl: bits(8),
    protocol: bits(8),
    source: ofFamily(4),
    destination: ofFamily(4),
    payloadBytes: fc.nat({ max: 0xffff - 20 }),
  }),
  ipv6: fc.record({
    dscp: bits(6),
    ecn: bits(2),
    flowLabel: bits(20),
    nextHeader: bits(8),
    hopLimit: bits(8),
    source: ofFamily(6),
    destination: ofFamily(6),
    payloadBytes: bits(16),
  }),
  'ipv6-hop-by-hop': fc.record({ nextHeader: bits(8), routerAlert: fc.option(bits(16), { nil: undefined }) }),
  'ipv6-fragment': fc.record({
    nextHeader: bits(8),
    fragmentOffset: bits(13).map((eights) => eights * 8),
    moreFragments: fc.boolean(),
    identification: u32,
  }),
  icmp: fc.oneof(
    fc.record(echo),
    fc.record({
      message: fc.constant('unreachable' as const),
      reason: fc.constantFrom(...unreachableReasons.filter((reason) => reason !== 'fragmentation-needed')),
    }),
    fc.record({
      message: fc.constant('unreachable' as const),
      reason: fc.constant('fragmentation-needed' as const),
      mtu: bits(16),
    }),
    fc.record({ message: fc.constant('time-exceeded' as const), expired }),
    // Router advertisement and up: types that have no name here.
    fc.record({
      message: fc.constant('other' as const),
      type: fc.integer({ min: 12, max: 255 }),
      code: bits(8),
      rest: u32,
    }),
  ),
  icmpv6: fc.oneof(
    fc.record(echo),
    fc.record({
      message: fc.constant('unreachable' as const),
      reason: fc.constantFrom(...unreachableV6Reasons),
    }),
    fc.record({ message: fc.constant('packet-too-big' as const), mtu: u32 }),
    fc.record({ message: fc.constant('time-exceeded' as const), expired }),
    fc.record({
      message: fc.constant('neighbour-solicitation' as const),
      target: ofFamily(6),
      mac: discoveryMac,
    }),
    fc.record({
      message: fc.constant('neighbour-advertisement' as const),
      router: fc.boolean(),
      solicited: fc.boolean(),
      override: fc.boolean(),
      target: ofFamily(6),
      mac: discoveryMac,
    }),
    fc.record({
      message: fc.constant('other' as const),
      type: fc.integer({ min: 137, max: 255 }),
      code: bits(8),
      rest: u32,
    }),
  ),
  udp: fc.record({
    sourcePort: bits(16),
    destinationPort: bits(16),
    payloadBytes: fc.nat({ max: 0xffff - 8 }),
  }),
  tcp: fc.record({
    sourcePort: bits(16),
    destinationPort: bits(16),
    sequence: u32,
    acknowledgement: u32,
    flags: bits(8),
    window: bits(16),
    urgentPointer: bits(16),
    options: tcpOptions,
  }),
  vxlan: fc.record({ vni: bits(24) }),
  geneve: fc.record({
    control: fc.boolean(),
    protocol: bits(16),
    vni: bits(24),
    // Five options of at most 44 bytes fit the 252.
    options: fc.array(geneveOption, { maxLength: 5 }),
  }),
  gre: fc.record(
    { protocol: bits(16), checksummed: fc.boolean(), key: u32, sequence: u32 },
    { requiredKeys: ['protocol', 'checksummed'] },
  ),
  nvgre: fc.record({ vsid: fc.integer({ min: 0x1000, max: 0xffffff }), flowId: bits(8) }),
  esp: fc.record({
    spi: fc.integer({ min: 256, max: 0xffff_ffff }),
    sequence: u32,
    ciphertextBytes: fc.integer({ min: 1, max: 50 }).map((words) => words * 4),
  }),
  wireguard: fc.record({ receiver: u32, counter: fc.maxSafeNat(), ciphertextBytes: fc.nat({ max: 200 }) }),
};
