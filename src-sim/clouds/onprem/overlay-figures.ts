/**
 * What an overlay costs, told beside the drawing: sessions and routes of its control plane, copies of what is for all, and how
 * long until a change is known. For the same drawing both ways of copying and both ways of knowing are counted.
 */
import type { Layout } from '../../fabric/fabric.ts';
import { convergenceNs, defaultAdvertisementNs, defaultHoldNs } from '../../routing/evpn/convergence.ts';
import { evpnSessions } from '../../routing/evpn/evpn-sessions.ts';
import { type CopyCount, headEndCopies, multicastCopies } from '../../routing/evpn/replication.ts';
import type { Finding } from '../../scenario/problem.ts';
import { ifWritten, writtenDuration } from '../written.ts';
import { hasControl, type OverlayEnd, type OverlayPart } from './overlay-parts.ts';

export interface OverlayFigures {
  readonly sessions: number;
  /** Were every two routers to have one. */
  readonly sessionsInMesh: number;
  readonly routes: { readonly stations: number; readonly copies: number; readonly prefixes: number };
  /** Of a frame that is for all in the segment with most switches, from the first of them. */
  readonly headEnd: CopyCount;
  readonly multicast: CopyCount;
  readonly convergenceNs: number;
}

export function figuresOf(
  { ends, record }: OverlayPart,
  stations: number,
  prefixes: number,
  layout: Layout,
): OverlayFigures {
  const routers = [...new Set(ends.map(({ router }) => router))];
  const reflectors = record.evpn?.reflectors ?? [];
  const sizes = record.segments.map(({ identifier }) => ends.filter((end) => takesPart(end, identifier)));
  const [first, ...others] = sizes.reduce((most, each) => (each.length > most.length ? each : most));
  const ways = others.map((end) => wayBetween(layout, first.sender, end.sender));
  return {
    sessions: evpnSessions(routers, reflectors).length,
    sessionsInMesh: evpnSessions(routers, []).length,
    routes: {
      stations,
      copies: ends.reduce((sum, { segments }) => sum + segments.length, 0),
      prefixes,
    },
    headEnd: headEndCopies(ways),
    multicast: multicastCopies(ways),
    convergenceNs: convergenceNs({
      detectionNs: ifWritten(record.evpn?.detection, writtenDuration) ?? defaultHoldNs,
      advertisementNs: ifWritten(record.evpn?.advertisement, writtenDuration) ?? defaultAdvertisementNs,
      sessions: reflectors.length === 0 ? 1 : 2,
    }),
  };
}

const takesPart = ({ segments }: OverlayEnd, identifier: number): boolean =>
  segments.some((segment) => segment.identifier === identifier);

/** Links of a shortest way between routers; of several the same for all destinations behind them. */
function wayBetween({ nodes, ports, links }: Layout, from: number, to: number): number[] {
  const cameBy = new Map<number, number | null>([[from, null]]);
  const front = [from];
  for (const node of front) {
    for (const port of nodes[node].ports) {
      const { link } = ports[port];
      if (link < 0) continue;
      const [a, b] = links[link].ports;
      const next = ports[a === port ? b : a].node;
      if (nodes[next].role !== 'router' || cameBy.has(next)) continue;
      cameBy.set(next, port);
      front.push(next);
    }
  }
  const way: number[] = [];
  for (let port = cameBy.get(to); port !== undefined && port !== null; port = cameBy.get(ports[port].node)) {
    way.unshift(ports[port].link);
  }
  return way;
}

export function figuresFinding({ id, origin, record, ends }: OverlayPart, figures: OverlayFigures): Finding {
  const { sessions, sessionsInMesh, routes, headEnd, multicast } = figures;
  const copies = `what is for all leaves a switch ${times(headEnd)} (by a multicast group ${times(multicast)})`;
  const seconds = figures.convergenceNs / 1e9;
  const all = routes.stations + routes.copies + routes.prefixes;
  const mesh = sessions === sessionsInMesh ? '' : ` (${sessionsInMesh} without reflectors)`;
  const message = hasControl(record)
    ? `overlay ${origin.name}: EVPN between ${ends.length} switches has ${sessions} ${sessions === 1 ? 'session' : 'sessions'}${mesh} and ${all} routes; ${copies}; a failure is known everywhere after ${seconds} s at most`
    : `overlay ${origin.name}: ${ends.length} switches flood and learn, so frames to whoever has not been heard go to all; ${copies}`;
  return { code: 'overlay/figures', severity: 'info', message, path: ['attachments', id] };
}

const times = ({ sent, links }: CopyCount): string =>
  `${sent} ${sent === 1 ? 'time' : 'times'} and crosses ${links} ${links === 1 ? 'link' : 'links'}`;
