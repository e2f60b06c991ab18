/**
 * Which table decides where policy rules stand before it, and whether a packet came in where it may: the fabric's decisions,
 * worked out once per stream and port and kept as numbers.
 */
import { decideRoute } from '../fabric/policy-lookup.ts';
import { checkReversePath } from '../fabric/reverse-path.ts';
import { RouteLookup } from '../fabric/route-lookup.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { Decisions } from './forward/decisions.ts';
import type { Choosing, Plane } from './plane.ts';

export class TableChoice implements Choosing {
  private readonly plane: Plane;
  private readonly fabric: Fabric;
  private readonly decisions: Decisions;
  private readonly routes: RouteLookup;
  /** By stream and place: a port, or behind all ports a node that sends itself. */
  private readonly tables = new Map<number, number>();
  private readonly places: number;
  private readonly cameWell = new Map<number, boolean>();

  constructor(plane: Plane, decisions: Decisions) {
    this.plane = plane;
    this.fabric = plane.fabric;
    this.decisions = decisions;
    this.routes = new RouteLookup(plane.fabric);
    this.places = plane.fabric.ports.length + plane.fabric.nodes.length;
  }

  decide(node: number, port: number, stream: number, hash: number): number {
    const { streams } = this.plane;
    const { policy, table } = this.fabric.nodes[node];
    const asked =
      policy !== undefined
        ? this.tableFor(node, port, stream)
        : port < 0
          ? table
          : this.fabric.ports[port].table;
    return this.decisions.decide(asked, streams.destinationOf(stream), hash);
  }

  cameRight(node: number, port: number, stream: number): boolean {
    if (this.fabric.nodes[node].reversePath === undefined) return true;
    const key = stream * this.places + port;
    let well = this.cameWell.get(key);
    if (well === undefined) {
      const header = this.plane.streams.header(stream);
      well = checkReversePath(this.fabric, this.routes, port, header)?.passes ?? true;
      this.cameWell.set(key, well);
    }
    return well;
  }

  private tableFor(node: number, port: number, stream: number): number {
    const key = stream * this.places + (port < 0 ? this.fabric.ports.length + node : port);
    let table = this.tables.get(key);
    if (table === undefined) {
      const header = this.plane.streams.header(stream);
      table = decideRoute(this.fabric, this.routes, node, port < 0 ? null : port, header).table;
      this.tables.set(key, table);
    }
    return table;
  }
}

export const needsChoice = ({ nodes }: Fabric): boolean =>
  nodes.some(({ policy, reversePath }) => policy !== undefined || reversePath !== undefined);
