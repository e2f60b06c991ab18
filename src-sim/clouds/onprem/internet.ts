/**
 * The internet: one router that knows every public prefix drawn, and devices' ways to it. Its segments hold machines on the
 * internet. It takes no private prefixes and no default route from anybody and offers a default route to everybody.
 * A provider is an AS between a device and it, where the device speaks BGP with it; else it routes what is written.
 * Left out: the ASes of the internet and the distances between its places, filters on sources (RFC 2827), everything that
 * is not drawn: a packet for any other public address ends here.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import { addressWidth } from '../../quantity/address.ts';
import { hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import { ownAnnouncement } from '../../routing/announcement.ts';
import type { Policy } from '../../routing/bgp/policy.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { drawConnection, openSessions } from '../connection.ts';
import type { Junction } from '../junction.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { recordOrigin } from '../record-origin.ts';
import { termsOf } from '../session-terms.ts';
import {
  given,
  ifWritten,
  writtenAddress,
  writtenBytes,
  writtenDuration,
  writtenPrefix,
  writtenRate,
} from '../written.ts';
import type { OnpremParts, RouterPart } from './onprem-parts.ts';
import { planeOf } from './plane.ts';

type Access = Extract<RecordOf<'attachments'>, { kind: 'internet-access' }>;

/** RFC 1918, 3927, 6598, 4193 and 4291 section 2.4. */
const privatePrefixes = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
  'fe80::/10',
].map(writtenPrefix);

const orLonger = (prefix: Prefix) => ({ prefix, lengthMax: addressWidth(prefix.family) });

const publicOnly: Policy = {
  rules: [
    {
      match: { prefixes: [...privatePrefixes.map(orLonger), ...anywhere.map((prefix) => ({ prefix }))] },
      accepts: false,
    },
  ],
  otherwise: 'accept',
};

export function placeInternets(context: BuildContext, parts: OnpremParts): void {
  const { scenario, builder, routing } = context;
  for (const [id, record] of recordsOf(scenario.sites)) {
    if (record.kind !== 'internet') continue;
    const origin = recordOrigin('sites', id, record);
    const internet: RouterPart = {
      id,
      origin,
      record: null,
      addresses: [],
      planes: new Map(),
      connected: [],
    };
    parts.routers.set(id, internet);
    const { node, table } = planeOf(context, internet, '');
    const originates = anywhere.map((prefix) => ownAnnouncement(prefix));
    const speaker = { id, asn: 0 };
    routing.addSpeaker({ ...speaker, routerId: 0, originates }, origin, (entries) =>
      routing.installInto(builder, table, entries),
    );
    context.junctions.set(id, {
      origin,
      node,
      speaker,
      terms: { type: 'propagation', imports: publicOnly },
      plugged(port, connection, { prefixes = [], address }) {
        const own = address === undefined ? [] : [hostPrefix(address)];
        for (const prefix of [...prefixes, ...own]) {
          const action = { kind: 'forward', ports: [port] } as const;
          builder.addRoute(table, { prefix, action, source: 'static', origin: connection });
        }
      },
    });
  }
}

export function joinInternet(context: BuildContext): void {
  for (const [id, access] of recordsOf(context.scenario.attachments)) {
    if (access.kind !== 'internet-access') continue;
    const device = context.junctions.get(access.device);
    const internet = context.junctions.get(access.site);
    if (device !== undefined && internet !== undefined) join(context, id, access, device, internet);
  }
}

function join(context: BuildContext, id: string, access: Access, device: Junction, internet: Junction): void {
  const origin = recordOrigin('attachments', id, access);
  const spec: LinkSpec = {
    ...idealLink,
    id,
    origin,
    mtu: access.mtu === undefined ? INTERNET_MTU : writtenBytes(access.mtu),
    ...given({
      rateBps: ifWritten(access.rate, writtenRate),
      delayNs: ifWritten(access.delay, writtenDuration),
    }),
  };
  const { address: _, ...rest } = device;
  const own: Junction = {
    ...rest,
    ...given({ address: ifWritten(access.address, writtenAddress) }),
    prefixes: (access.prefixes ?? []).map(writtenPrefix),
  };
  const ports = drawConnection(context, spec, { junction: own }, { junction: internet }, false);
  if (access.asn === undefined) return;
  const speaker = { id: `${id}:provider`, asn: access.asn };
  context.routing.addSpeaker({ ...speaker, routerId: 0, originates: [] }, origin);
  const provider: Junction = { origin, node: internet.node, speaker };
  openSessions(
    context,
    { id, origin },
    [{ junction: own, terms: termsOf(access) }, ports[0]],
    [{ junction: provider, terms: { imports: publicOnly } }, ports[1]],
  );
  openSessions(
    context,
    { id: `${id}:transit`, origin },
    [{ junction: provider }, ports[1]],
    [{ junction: internet }, ports[1]],
  );
}

/** Ethernet's; the internet carries no more. */
const INTERNET_MTU = 1500;

/** The internet that a segment without a gateway of its own lies in. */
export function internetOf(
  { scenario }: BuildContext,
  parts: OnpremParts,
  network: string,
): RouterPart | undefined {
  const lan = scenario.networks?.[network];
  const site = lan === undefined || !('site' in lan) ? undefined : lan.site;
  return site !== undefined && scenario.sites?.[site]?.kind === 'internet'
    ? parts.routers.get(site)
    : undefined;
}
