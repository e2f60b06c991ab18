/**
 * The connections of nodes that remember no more than so many (forward/connection-tracker.ts). A connection is looked for where
 * its packets come in, and remembered once its first packet leaves, so that what filters refuse takes no place (Linux
 * confirms entries likewise). It is the same connection whatever its packets are translated to. What has been forgotten is
 * forgotten by the filters of the node as well.
 *
 * Left out: messages about a connection, which do not count; connections to and from the node itself.
 */
import type { PortFilters } from './forwarding.ts';
import { fateNumber } from './fate-number.ts';
import { type ConnectionEntry, ConnectionTracker, tableFull } from './forward/connection-tracker.ts';
import * as P from './link/packet-record.ts';
import type { Plane, Translating } from './plane.ts';
import * as flags from './transport/tcp/segment-flags.ts';
import { ipProtocol } from './wire/ip-protocol.ts';

export class ConnectionMemory implements Translating {
  private readonly plane: Plane;
  private readonly filters: PortFilters;
  /** Translates what is remembered here; null: nobody does. */
  private readonly within: Translating | null;
  private readonly trackers: readonly (ConnectionTracker | undefined)[];
  private readonly protocols = new Map<number, number>();

  constructor(plane: Plane, filters: PortFilters, within: Translating | null) {
    this.plane = plane;
    this.filters = filters;
    this.within = within;
    this.trackers = plane.fabric.nodes.map(({ connectionsMax }) =>
      connectionsMax === undefined ? undefined : new ConnectionTracker(connectionsMax),
    );
  }

  entering(port: number, packet: number): boolean {
    const { node } = this.plane.fabric.ports[port];
    const tracker = this.trackers[node];
    if (tracker !== undefined && this.counts(packet) && this.find(tracker, packet) < 0) {
      this.filters.forget(node, this.plane.ledger.field(packet, P.stream));
      if (tracker.isFull) {
        this.plane.end(packet, fateNumber['table-full']);
        return false;
      }
    }
    return this.within === null || this.within.entering(port, packet);
  }

  leaving(port: number, packet: number): boolean {
    if (this.within !== null && !this.within.leaving(port, packet)) return false;
    const tracker = this.trackers[this.plane.fabric.ports[port].node];
    if (tracker === undefined || !this.counts(packet)) return true;
    let entry = this.find(tracker, packet);
    if (entry < 0) entry = this.remember(tracker, packet);
    if (entry === tableFull) {
      this.plane.refuse(port, packet, fateNumber['table-full']);
      return false;
    }
    if (this.closes(packet)) tracker.close(entry, this.plane.now);
    return true;
  }

  /** Connections a node remembers, by the stream that began them; null where it has no table of its own. */
  entriesOf(node: number): ConnectionEntry[] | null {
    return this.trackers[node]?.entries(this.plane.now) ?? null;
  }

  private counts(packet: number): boolean {
    return this.plane.ledger.field(packet, P.kind) !== P.isError;
  }

  private closes(packet: number): boolean {
    const { ledger } = this.plane;
    if (ledger.field(packet, P.kind) !== P.isSegment) return false;
    return (ledger.segments.flags(ledger.field(packet, P.content)) & (flags.fin | flags.rst)) !== 0;
  }

  /** Streams stand for both ends: whatever the packet is called now, its flow's stream and that of the answers stay. */
  private find(tracker: ConnectionTracker, packet: number): number {
    const { ledger, streams, now } = this.plane;
    const root = streams.root[ledger.field(packet, P.stream)];
    return tracker.find(now, this.protocolOf(root), root, 0, this.farEnd(root), 0);
  }

  private remember(tracker: ConnectionTracker, packet: number): number {
    const { ledger, streams, now } = this.plane;
    const root = streams.root[ledger.field(packet, P.stream)];
    return tracker.remember(now, this.protocolOf(root), root, 0, this.farEnd(root), 0);
  }

  /** Negative where nobody answers. */
  private farEnd(root: number): number {
    const back = this.plane.streams.back[root];
    return back < 0 ? -1 - root : back;
  }

  private protocolOf(root: number): number {
    let protocol = this.protocols.get(root);
    if (protocol === undefined) {
      const name = this.plane.streams.header(root).protocol;
      protocol = name === 'tcp' || name === 'udp' ? ipProtocol[name] : ipProtocol.icmp;
      this.protocols.set(root, protocol);
    }
    return protocol;
  }
}
