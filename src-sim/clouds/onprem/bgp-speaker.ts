/**
 * A device's part in BGP: what it announces, and its tables with what it learned. What is announced but stands in no table
 * is dropped here, as routers do with aggregates, so that packets it attracts do not go round; a default route excepted.
 */
import { formatPrefix, type Prefix } from '../../quantity/prefix.ts';
import { ownAnnouncement } from '../../routing/announcement.ts';
import type { BuildContext } from '../build-context.ts';
import { partOrigin } from '../record-origin.ts';
import { writtenAddress, writtenPrefix } from '../written.ts';
import type { RouterPart, RoutingDevice } from './onprem-parts.ts';
import { addDeviceRoute } from './plane.ts';

type Bgp = NonNullable<RoutingDevice['bgp']>;

/** `afterwards` adds what yields to everything learned. */
export function addBgp(context: BuildContext, router: RouterPart, bgp: Bgp, afterwards: () => void): void {
  const { routing, builder } = context;
  const { id, origin } = router;
  const announced = announcedPrefixes(context, router, bgp);
  routing.addSpeaker(
    {
      id,
      asn: bgp.asn,
      routerId: routerIdOf(context, router, bgp),
      originates: announced.map((prefix) => ownAnnouncement(prefix)),
      multipath: { max: bgp.multipath ?? 1 },
    },
    origin,
    (entries) => {
      for (const route of routing.routesOf(entries)) addDeviceRoute(builder, router, route);
      afterwards();
    },
  );
}

/** Written as an address; else larger the later the device stands in the document. */
function routerIdOf({ scenario }: BuildContext, { id }: RouterPart, { routerId }: Bgp): number {
  if (routerId === undefined) return Object.keys(scenario.devices ?? {}).indexOf(id) + 1;
  return Number(writtenAddress(routerId).bits);
}

function announcedPrefixes({ builder }: BuildContext, router: RouterPart, bgp: Bgp): Prefix[] {
  const found = new Map<string, Prefix>();
  const [{ table }] = router.planes.values();
  for (const [n, what] of (bgp.announces ?? []).entries()) {
    if (what === 'connected' || what === 'static') {
      for (const { source, prefix } of builder.routesOf(table)) {
        if (source === what) found.set(formatPrefix(prefix), prefix);
      }
      continue;
    }
    const prefix = writtenPrefix(what);
    found.set(formatPrefix(prefix), prefix);
    if (prefix.length === 0) continue;
    const origin = partOrigin(router.origin, `bgp.announces[${n}]`, 'announcement');
    addDeviceRoute(builder, router, { prefix, action: { kind: 'blackhole' }, source: 'static', origin });
  }
  return [...found.values()];
}
