/** The headers between the outer IP header of a tunnel and what it carries. */
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { Tunnel } from '../fabric/tunnel.ts';
import { entropyPortMin } from './wire/entropy-port.ts';
import type { Layer } from './wire/layer.ts';

/** RFC 4303 section 2.1: lower SPIs are reserved. */
const spiMin = 256;
/** RFC 8926 section 7: option classes of this range are for experiments; the length of an option's data has five bits of words. */
const experimentalClass = 0xff00;
const optionHeaderBytes = 4;
const optionBytesMax = 128;

/** `number` counts the packets of the outer stream. */
export function tunnelLayers(tunnel: Tunnel, outer: PacketHeader, number: number, mtu: number): Layer[] {
  const { kind, key } = tunnel;
  const udp: Layer = {
    kind: 'udp',
    sourcePort: outer.sourcePort,
    destinationPort: outer.port,
    // RFC 7348 section 5 and RFC 8926 section 3.3: zero over IPv4, as Linux sends it.
    ...(outer.destination.family === 4 && kind !== 'wireguard' ? { checksum: 'none' as const } : {}),
  };
  switch (kind) {
    case 'vxlan':
      return [udp, { kind: 'vxlan', vni: key }];
    case 'geneve':
      return [udp, { kind: 'geneve', vni: key, options: geneveOptions(tunnel.optionBytes) }];
    case 'nvgre':
      return [{ kind: 'nvgre', vsid: key, flowId: (outer.sourcePort - entropyPortMin) & 0xff }];
    case 'gre':
      return [key === 0 ? { kind: 'gre' } : { kind: 'gre', key }];
    case 'ip-in-ip':
      return [];
    case 'esp':
      return [{ kind: 'esp', spi: Math.max(spiMin, key), sequence: number + 1 }];
    case 'wireguard':
      return [
        udp,
        { kind: 'wireguard', receiver: key, counter: number, ...(mtu > 0 ? { tunnelMtu: mtu } : {}) },
      ];
  }
}

function geneveOptions(bytes: number) {
  const options = [];
  for (let left = bytes; left > 0; ) {
    const size = Math.min(left, optionBytesMax);
    options.push({
      optionClass: experimentalClass,
      type: 0,
      data: new Uint8Array(size - optionHeaderBytes),
    });
    left -= size;
  }
  return options;
}
