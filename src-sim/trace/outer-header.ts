/** What is seen from outside of a packet in a tunnel. */
import type { Address } from '../quantity/address.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { Tunnel, TunnelKind } from '../fabric/tunnel.ts';
import { clientPort } from './probe-book.ts';

type Outside = Pick<PacketHeader, 'protocol' | 'sourcePort' | 'port'>;

/** A source port that depends on the inner flow stands for all of them: every way it may choose is followed. */
const outside: Readonly<Record<TunnelKind, Outside>> = {
  /** RFC 7348 section 5. */
  vxlan: { protocol: 'udp', sourcePort: clientPort, port: 4789 },
  /** RFC 8926 section 3.3. */
  geneve: { protocol: 'udp', sourcePort: clientPort, port: 6081 },
  nvgre: { protocol: 'gre', sourcePort: 0, port: 0 },
  gre: { protocol: 'gre', sourcePort: 0, port: 0 },
  'ip-in-ip': { protocol: 'ip-in-ip', sourcePort: 0, port: 0 },
  esp: { protocol: 'esp', sourcePort: 0, port: 0 },
  /** By convention of its tools, at both ends. */
  wireguard: { protocol: 'udp', sourcePort: 51820, port: 51820 },
};

export const outerHeader = ({ kind, local }: Tunnel, remote: Address): PacketHeader => ({
  source: local,
  destination: remote,
  ...outside[kind],
});
