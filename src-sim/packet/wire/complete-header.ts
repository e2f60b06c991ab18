/** The whole header of a layer, from what the layer says, what follows it, and how many bytes that takes. */
import { espCiphertextBytes } from './esp.ts';
import { etherType } from './ether-type.ts';
import { ipProtocol } from './ip-protocol.ts';
import type { Layer } from './layer.ts';
import type { NamedHeader } from './layer-kind.ts';
import { carriesUnnumbered, contentNumber } from './next-layer.ts';
import { wireguardCiphertextBytes } from './wireguard.ts';

/** Hop limit of most systems (IANA, IP Option Numbers, recommended default TTL). */
const HOP_LIMIT = 64;
/** Interface MTU of wg-quick where nothing else is said: 1500 less 80 of IPv6 underlay. */
const WIREGUARD_MTU = 1420;

/** Known to nobody: what ends in a payload that is no protocol. */
const unknownContent: Readonly<Partial<Record<Layer['kind'], number>>> = {
  ethernet: etherType.experimental,
  vlan: etherType.experimental,
  'provider-vlan': etherType.experimental,
  gre: etherType.experimental,
  geneve: etherType.experimental,
  ipv4: ipProtocol.experimental,
  ipv6: ipProtocol.experimental,
  'ipv6-hop-by-hop': ipProtocol.experimental,
  'ipv6-fragment': ipProtocol.experimental,
};

/** The number by which `layer` announces `next`; a given one counts only where it contradicts nothing. */
function announced(layer: Layer, next: Layer | undefined, given: number | undefined): number {
  const wanted = next === undefined ? unknownContent[layer.kind] : contentNumber(layer.kind, next.kind);
  if (next !== undefined && wanted === undefined) {
    throw new RangeError(`${layer.kind} cannot carry ${next.kind}`);
  }
  // Tunnels may run on a port of their own; other numbers have one meaning.
  if (given !== undefined && next !== undefined && layer.kind !== 'udp' && given !== wanted) {
    throw new RangeError(`${layer.kind} says that ${given} follows, but ${next.kind} does`);
  }
  const number = given ?? wanted;
  if (number === undefined) throw new RangeError(`${layer.kind} needs a destination port`);
  return number;
}

function refuseContent(layer: Layer, next: Layer | undefined): void {
  if (next !== undefined && !carriesUnnumbered(layer.kind, next.kind)) {
    throw new RangeError(`${layer.kind} cannot carry ${next.kind}`);
  }
}

export function completeHeader(layer: Layer, next: Layer | undefined, innerBytes: number): NamedHeader {
  switch (layer.kind) {
    case 'ethernet': {
      const { destination, source } = layer;
      const header = { destination, source, etherType: announced(layer, next, layer.etherType) };
      return { kind: 'ethernet', header };
    }
    case 'vlan':
    case 'provider-vlan': {
      const { kind, id, priority = 0, dropEligible = false } = layer;
      const header = { priority, dropEligible, id, etherType: announced(layer, next, layer.etherType) };
      return { kind, header };
    }
    case 'ipv4': {
      const header = {
        dscp: layer.dscp ?? 0,
        ecn: layer.ecn ?? 0,
        identification: layer.identification ?? 0,
        dontFragment: layer.dontFragment ?? false,
        moreFragments: layer.moreFragments ?? false,
        fragmentOffset: layer.fragmentOffset ?? 0,
        ttl: layer.ttl ?? HOP_LIMIT,
        protocol: announced(layer, next, layer.protocol),
        source: layer.source,
        destination: layer.destination,
        payloadBytes: innerBytes,
      };
      return { kind: 'ipv4', header };
    }
    case 'ipv6': {
      const header = {
        dscp: layer.dscp ?? 0,
        ecn: layer.ecn ?? 0,
        flowLabel: layer.flowLabel ?? 0,
        nextHeader: announced(layer, next, layer.nextHeader),
        hopLimit: layer.hopLimit ?? HOP_LIMIT,
        source: layer.source,
        destination: layer.destination,
        payloadBytes: innerBytes,
      };
      return { kind: 'ipv6', header };
    }
    case 'ipv6-hop-by-hop': {
      const nextHeader = announced(layer, next, layer.nextHeader);
      return { kind: layer.kind, header: { nextHeader, routerAlert: layer.routerAlert } };
    }
    case 'ipv6-fragment': {
      const { fragmentOffset, moreFragments, identification } = layer;
      const nextHeader = announced(layer, next, layer.nextHeader);
      return { kind: layer.kind, header: { nextHeader, fragmentOffset, moreFragments, identification } };
    }
    case 'udp': {
      const destinationPort = announced(layer, next, layer.destinationPort);
      return {
        kind: 'udp',
        header: { sourcePort: layer.sourcePort, destinationPort, payloadBytes: innerBytes },
      };
    }
    case 'tcp': {
      refuseContent(layer, next);
      const header = {
        sourcePort: layer.sourcePort,
        destinationPort: layer.destinationPort,
        sequence: layer.sequence ?? 0,
        acknowledgement: layer.acknowledgement ?? 0,
        flags: layer.flags ?? 0,
        window: layer.window ?? 0xffff,
        urgentPointer: layer.urgentPointer ?? 0,
        options: layer.options ?? {},
      };
      return { kind: 'tcp', header };
    }
    case 'geneve': {
      const { control = false, vni, options = [] } = layer;
      const protocol = announced(layer, next, layer.protocol);
      return { kind: 'geneve', header: { control, protocol, vni, options } };
    }
    case 'gre': {
      const { checksummed = false, key, sequence } = layer;
      const protocol = announced(layer, next, layer.protocol);
      const header = {
        protocol,
        checksummed,
        ...(key === undefined ? {} : { key }),
        ...(sequence === undefined ? {} : { sequence }),
      };
      return { kind: 'gre', header };
    }
    case 'arp': {
      if (innerBytes > 0) throw new RangeError('arp carries nothing');
      const { kind, ...header } = layer;
      return { kind, header };
    }
    case 'icmp': {
      refuseContent(layer, next);
      const { kind, ...header } = layer;
      return { kind, header };
    }
    case 'icmpv6': {
      refuseContent(layer, next);
      const { kind, ...header } = layer;
      return { kind, header };
    }
    case 'vxlan': {
      refuseContent(layer, next);
      return { kind: 'vxlan', header: { vni: layer.vni } };
    }
    case 'nvgre': {
      refuseContent(layer, next);
      return { kind: 'nvgre', header: { vsid: layer.vsid, flowId: layer.flowId } };
    }
    case 'esp': {
      refuseContent(layer, next);
      const { spi, sequence } = layer;
      return { kind: 'esp', header: { spi, sequence, ciphertextBytes: espCiphertextBytes(innerBytes) } };
    }
    case 'wireguard': {
      refuseContent(layer, next);
      const { receiver, counter, tunnelMtu = WIREGUARD_MTU } = layer;
      const ciphertextBytes = wireguardCiphertextBytes(innerBytes, tunnelMtu);
      return { kind: 'wireguard', header: { receiver, counter, ciphertextBytes } };
    }
  }
}
