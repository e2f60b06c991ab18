/**
 * The links between two sites that a packet crosses readable for whoever taps them: in no ESP or WireGuard, and on no line of
 * which its provider says that it encrypts. Inside a site nothing counts as exposed.
 * Left out: encryption by the applications (TLS), and MACsec on lines of one's own.
 */
import type { Fabric, Link } from '../fabric/fabric.ts';
import type { TunnelKind } from '../fabric/tunnel.ts';
import type { TracePath, TraceStep } from '../trace/trace-result.ts';
import type { Places } from './places.ts';

const encrypting: ReadonlySet<TunnelKind> = new Set(['esp', 'wireguard'] as const);

/** VPN that is drawn as a line, and backbones on which providers encrypt all that leaves their buildings. */
const encryptedKinds: ReadonlySet<string> = new Set([
  'ipsec-tunnel',
  'aws-vpn-connection',
  'azure-vpn-connection',
  'gcp-vpn-connection',
  'aws-vpc-peering',
  'aws-transit-gateway-peering',
  'aws-transit-gateway-attachment',
  'aws-core-network-attachment',
  'aws-direct-connect-association',
  'azure-vnet-peering',
  'azure-connectivity',
  'azure-virtual-hub-connection',
  'azure-expressroute-connection',
  'azure-global-reach',
  'gcp-vpc-peering',
  'gcp-ncc-spoke',
]);

const collectionsOfLines: ReadonlySet<string> = new Set(['links', 'attachments']);

export interface Exposure {
  readonly link: Link;
  /** The step that sends the packet over it. */
  readonly step: TraceStep;
  /** Sites at its two ends; null where the document does not tell. */
  readonly sites: readonly [string | null, string | null];
}

export class ExposedLinks {
  readonly #places: Places;
  readonly #links: ReadonlyMap<string, Omit<Exposure, 'step'> | null>;

  constructor(fabric: Fabric, places: Places) {
    this.#places = places;
    this.#links = new Map(fabric.links.map((link) => [link.id, this.#exposure(fabric, link)]));
  }

  on({ steps }: TracePath): Exposure[] {
    const sealed: boolean[] = [false];
    return steps.flatMap((step): Exposure[] => {
      const { depth = 0, tunnel, link } = step;
      if (tunnel !== undefined) sealed[depth + 1] = (sealed[depth] ?? false) || encrypting.has(tunnel.kind);
      const exposure = link === undefined || (sealed[depth] ?? false) ? null : this.#links.get(link);
      return exposure ? [{ ...exposure, step }] : [];
    });
  }

  #exposure(fabric: Fabric, link: Link): Omit<Exposure, 'step'> | null {
    const places = this.#places;
    const kind = places.kindOf(link.origin.path);
    if (kind !== null && encryptedKinds.has(kind)) return null;
    const [a, b] = link.ports.map((port) => places.siteAt(fabric.nodes[fabric.ports[port].node].origin.path));
    if (a !== null && a === b) return null;
    // Parts of a network that the document gives no site are taken to stand together.
    const [collection = ''] = link.origin.path.split('.');
    const unknown = a === null || b === null;
    if (unknown && (kind === 'wire' || !collectionsOfLines.has(collection))) return null;
    return { link, sites: [a, b] };
  }
}
