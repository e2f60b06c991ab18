/**
 * An IPsec tunnel (RFC 4303, tunnel mode, AES-GCM) between two devices or gateways. Where both have an address on a drawn
 * internet its packets travel there, wrapped; else it is a link with the rate and delay written. Either way it takes packets up
 * to what ESP leaves of 1500 bytes, unless the document says otherwise.
 * Left out: keys and their exchange, rekeying, NAT traversal, replay windows, the time encryption takes.
 */
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { drawConnection, plugIn } from '../connection.ts';
import { type Junction, nodeOf } from '../junction.ts';
import { recordOrigin } from '../record-origin.ts';
import { termsOf } from '../session-terms.ts';
import { given, ifWritten, writtenBytes, writtenDuration, writtenRate } from '../written.ts';

/** SPIs up to 255 are reserved (RFC 4303 section 2.1). */
const FIRST_SPI = 4096;
/** RFC 1700: the usual hop limit of what a node sends itself. */
const HOP_LIMIT = 64;

const ESP_MTU = 'encap.ipsec-esp-tunnel.aes-gcm-16.innerMtuAtIpv4Link1500';

export const insideEsp = ({ facts }: BuildContext): number => facts.number(ESP_MTU, 'bytes');

export function drawIpsecTunnels(context: BuildContext): void {
  const { scenario, builder, junctions } = context;
  for (const [n, [id, tunnel]] of recordsOf(scenario.attachments).entries()) {
    if (tunnel.kind !== 'ipsec-tunnel') continue;
    const [near, far] = tunnel.ends.map(({ to }) => junctions.get(to));
    if (near === undefined || far === undefined) continue;
    const origin = recordOrigin('attachments', id, tunnel);
    const mtu = tunnel.mtu === undefined ? insideEsp(context) : writtenBytes(tunnel.mtu);
    const a = { junction: near, terms: termsOf(tunnel.ends[0]) };
    const b = { junction: far, terms: termsOf(tunnel.ends[1]) };
    const exchanges = tunnel.bgp ?? true;
    if (near.address === undefined || far.address === undefined) {
      const figures = given({
        rateBps: ifWritten(tunnel.rate, writtenRate),
        delayNs: ifWritten(tunnel.delay, writtenDuration),
      });
      drawConnection(context, { ...idealLink, id, origin, mtu, ...figures }, a, b, exchanges);
      continue;
    }
    const ending = (own: Junction, other: Junction): number => {
      const port = builder.addTunnel(
        `${id}@${builder.nodeId(nodeOf(own, origin))}`,
        nodeOf(own, origin),
        {
          kind: 'esp',
          node: own.addressNode ?? own.node,
          local: own.address!,
          remotes: [other.address!],
          key: FIRST_SPI + n,
          optionBytes: 0,
          dontFragment: 'inherit',
          hopLimit: HOP_LIMIT,
        },
        origin,
      );
      builder.setPort(port, { mtu });
      return port;
    };
    plugIn(context, { id, origin }, [a, ending(near, far)], [b, ending(far, near)], exchanges);
  }
}
