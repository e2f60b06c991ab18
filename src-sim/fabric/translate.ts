/**
 * What the translations of a node make of a header. A connection is translated twice at most: where it comes in (its
 * destination) and where it leaves (its source); answers meet the same two places in the same order, and undo first what was
 * done last. `Passage` holds the three headers a connection has at a node; all else follows from them.
 *
 * Here everything is decided for one connection by itself, as a trace asks; which port a source gets among many others is a
 * matter of time and belongs to the packets (packet/forward/translation-table.ts). A lone connection gets the same here.
 *
 * Left out: translation between families (NAT64), of what a node sends itself to another destination, and of addresses inside
 * the payload (application level gateways).
 */
import type { Address } from '../quantity/address.ts';
import type { FabricNode } from './fabric.ts';
import { answerTo, matchesHeader, type PacketHeader } from './filter-verdict.ts';
import { flowHash } from './flow-hash.ts';
import type {
  DestinationTranslation,
  SourceTranslation,
  StaticTranslation,
  Translation,
} from './translation.ts';

export interface Change<T extends Translation = Translation> {
  readonly translation: T;
  readonly header: PacketHeader;
}

/** The headers of a connection's first packet at a node: as it came, as filters and routes saw it, as it left. */
export interface Passage {
  readonly arrived: PacketHeader;
  readonly routed: PacketHeader;
  readonly sent: PacketHeader;
}

const sameAddress = (a: Address, b: Address): boolean => a.family === b.family && a.bits === b.bits;

export const sameHeader = (a: PacketHeader, b: PacketHeader): boolean =>
  sameAddress(a.source, b.source) &&
  sameAddress(a.destination, b.destination) &&
  a.protocol === b.protocol &&
  a.sourcePort === b.sourcePort &&
  a.port === b.port;

/** The first translation that matches a packet of no known connection where it comes in; null: none. */
export function changeEntering(
  node: FabricNode,
  port: number,
  header: PacketHeader,
): Change<DestinationTranslation | StaticTranslation> | null {
  for (const translation of node.translations ?? []) {
    if (translation.port !== port) continue;
    if (translation.kind === 'static') {
      const changed = staticEntering(translation, header);
      if (changed !== null) return { translation, header: changed };
    } else if (translation.kind === 'destination' && matchesHeader(translation, header)) {
      const all = headersFor(translation, header);
      if (all.length > 0) return { translation, header: all[(flowHash(header) >>> 0) % all.length] };
    }
  }
  return null;
}

/** The first translation that matches a packet of no known connection where it leaves; null: none. */
export function changeLeaving(
  node: FabricNode,
  port: number,
  header: PacketHeader,
): Change<SourceTranslation | StaticTranslation> | null {
  for (const translation of node.translations ?? []) {
    if (translation.port !== port || translation.kind === 'destination') continue;
    if (!matchesHeader(translation, header)) continue;
    const changed =
      translation.kind === 'static' ? staticLeaving(translation, header) : sourceLeaving(translation, header);
    if (changed !== null) return { translation, header: changed };
  }
  return null;
}

/** What each target of a destination translation makes of a header; connections are shared over them by hash. */
export const headersFor = (
  { targets }: DestinationTranslation,
  { source, destination, protocol, sourcePort, port }: PacketHeader,
): readonly PacketHeader[] =>
  targets
    .filter(({ address }) => address.family === destination.family)
    .map((target) => ({
      source,
      destination: target.address,
      protocol,
      sourcePort,
      port: target.port === 0 ? port : target.port,
    }));

/** What is said of packets that leave holds of the answers to them. */
function staticEntering(translation: StaticTranslation, header: PacketHeader): PacketHeader | null {
  if (!sameAddress(header.destination, translation.outer)) return null;
  const changed = { ...header, destination: translation.inner };
  return matchesHeader(translation, answerTo(changed)) ? changed : null;
}

const staticLeaving = ({ inner, outer }: StaticTranslation, header: PacketHeader): PacketHeader | null =>
  sameAddress(header.source, inner) ? { ...header, source: outer } : null;

function sourceLeaving(translation: SourceTranslation, header: PacketHeader): PacketHeader | null {
  const source = translation.pool.find(({ family }) => family === header.source.family);
  if (source === undefined) return null;
  return { ...header, source, sourcePort: preferredPort(translation, header.sourcePort) };
}

/** The port a source keeps if it can (RFC 4787 section 4.2.1, port preservation), else where the search for one begins. */
export function preferredPort(
  { poolPortFrom, poolPortTo }: Pick<SourceTranslation, 'poolPortFrom' | 'poolPortTo'>,
  sourcePort: number,
): number {
  if (sourcePort >= poolPortFrom && sourcePort <= poolPortTo) return sourcePort;
  return poolPortFrom + (sourcePort % (poolPortTo - poolPortFrom + 1));
}

/** What an answer to a connection becomes where it comes in; null: it answers another. */
export const answerEntering = ({ sent, routed }: Passage, header: PacketHeader): PacketHeader | null =>
  sameHeader(header, answerTo(sent)) ? answerTo(routed) : null;

/** What it becomes where it leaves. */
export const answerLeaving = ({ routed, arrived }: Passage, header: PacketHeader): PacketHeader | null =>
  sameHeader(header, answerTo(routed)) ? answerTo(arrived) : null;
