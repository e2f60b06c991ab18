/**
 * Puts a fabric together piece by piece. Every `add` returns the index by which other pieces refer to it; tables and
 * filters are named after the elements they belong to are known. Nothing here judges: whoever builds knows what is right.
 */
import type { Address } from '../quantity/address.ts';
import { comparePrefixes, formatPrefix } from '../quantity/prefix.ts';
import type {
  Endpoint,
  Fabric,
  FabricNode,
  Filter,
  FlowProbe,
  Layout,
  Link,
  NodeProbe,
  Port,
  Route,
  RouteTable,
  SeriesProbe,
  TimedEvent,
} from './fabric.ts';
import type { FlowDemand } from './flow.ts';
import type { Origin } from './origin.ts';
import type { PortGuard } from './switching.ts';
import type { Tunnel } from './tunnel.ts';

type NodeSpec = Omit<FabricNode, 'ports' | 'table'>;
/** What may be settled once the things it refers to are there. */
export type NodeSettings = Pick<
  FabricNode,
  | 'bridge'
  | 'policy'
  | 'reversePath'
  | 'hostModel'
  | 'translations'
  | 'connectionsMax'
  | 'sharing'
  | 'tellsErrors'
  | 'processing'
>;
export type PortSettings = Pick<Port, 'attachment' | 'vlan' | 'mtu' | 'segmentMax' | 'guard'>;
export type LinkSpec = Omit<Link, 'ports'>;

export interface RunSpec {
  readonly flows: readonly FlowDemand[];
  readonly events: readonly TimedEvent[];
  readonly probes: readonly SeriesProbe[];
  readonly flowProbes?: readonly FlowProbe[];
  readonly nodeProbes?: readonly NodeProbe[];
  /** Ports at which captures are taken. */
  readonly captures: readonly number[];
  readonly seed: number;
  readonly durationNs: number;
}

interface NodeDraft extends NodeSpec {
  readonly addresses: Address[];
  readonly ports: number[];
  table: number;
  settings: NodeSettings;
}

interface PortDraft extends Omit<Port, 'table' | keyof PortSettings> {
  table: number;
  readonly ingress: number[];
  readonly egress: number[];
  settings: PortSettings;
}

interface TableDraft {
  readonly id: string;
  readonly origin: Origin;
  readonly routes: Map<string, Route>;
}

/** Not decided yet. */
const NONE = -1;

export class FabricBuilder {
  readonly #nodes: NodeDraft[] = [];
  readonly #ports: PortDraft[] = [];
  readonly #links: Link[] = [];
  readonly #tables: TableDraft[] = [];
  readonly #filters: Filter[] = [];
  readonly #endpoints: Endpoint[] = [];

  addNode(spec: NodeSpec): number {
    return (
      this.#nodes.push({ ...spec, addresses: [...spec.addresses], ports: [], table: NONE, settings: {} }) - 1
    );
  }

  /** Table of what the node itself sends, and of every port that is given no other. */
  setNodeTable(node: number, table: number): void {
    this.#nodes[node].table = table;
  }

  /** Adds to the settings of a node; what was set before stays unless it is set again. */
  setNode(node: number, settings: NodeSettings): void {
    Object.assign(this.#nodes[node].settings, settings);
  }

  addAddress(node: number, address: Address): void {
    this.#nodes[node].addresses.push(address);
  }

  setPort(port: number, settings: PortSettings): void {
    Object.assign(this.#ports[port].settings, settings);
  }

  /** Adds to what a port guards. */
  addGuard(port: number, guard: PortGuard): void {
    const { settings } = this.#ports[port];
    Object.assign(settings, { guard: { ...settings.guard, ...guard } });
  }

  nodeId(node: number): string {
    return this.#nodes[node].id;
  }

  /** Returns the two ports, in the order of the nodes; they are named after the nodes on the other side. */
  addLink(spec: LinkSpec, a: number, b: number): [number, number] {
    const link = this.#links.length;
    const ports: [number, number] = [
      this.#addPort(a, { id: `${this.nodeId(a)}>${this.nodeId(b)}`, link, origin: spec.origin }),
      this.#addPort(b, { id: `${this.nodeId(b)}>${this.nodeId(a)}`, link, origin: spec.origin }),
    ];
    this.#links.push({ ...spec, ports });
    return ports;
  }

  /** A port that is the end of a tunnel. */
  addTunnel(id: string, node: number, tunnel: Tunnel, origin: Origin): number {
    return this.#addPort(node, { id, link: NONE, tunnel, origin });
  }

  #addPort(node: number, spec: Pick<Port, 'id' | 'link' | 'origin' | 'tunnel'>): number {
    const port = this.#ports.push({ ...spec, node, table: NONE, ingress: [], egress: [], settings: {} }) - 1;
    this.#nodes[node].ports.push(port);
    return port;
  }

  setPortTable(port: number, table: number): void {
    this.#ports[port].table = table;
  }

  addFilter(filter: Filter): number {
    return this.#filters.push(filter) - 1;
  }

  addPortFilter(port: number, direction: 'ingress' | 'egress', filter: number): void {
    this.#ports[port][direction].push(filter);
  }

  addTable(id: string, origin: Origin): number {
    return this.#tables.push({ id, origin, routes: new Map() }) - 1;
  }

  /** The first route of a prefix stands: false, and nothing changes, if the table has one already. */
  addRoute(table: number, route: Route): boolean {
    const { routes } = this.#tables[table];
    const key = formatPrefix(route.prefix);
    if (routes.has(key)) return false;
    routes.set(key, route);
    return true;
  }

  routesOf(table: number): Route[] {
    return [...this.#tables[table].routes.values()];
  }

  addEndpoint(endpoint: Endpoint): number {
    return this.#endpoints.push(endpoint) - 1;
  }

  get nodes(): readonly Pick<FabricNode, 'id' | 'origin'>[] {
    return this.#nodes;
  }

  get links(): readonly Link[] {
    return this.#links;
  }

  /** What is plugged together so far, for whoever has to look around before all is built. */
  get layout(): Layout {
    return {
      nodes: this.#nodes.map(({ settings, ...node }) => ({ ...node, ...settings })),
      ports: this.#ports.map(({ settings, ...port }) => ({ ...port, ...settings })),
      links: this.#links,
    };
  }

  get endpoints(): readonly Endpoint[] {
    return this.#endpoints;
  }

  /** -1: none. */
  linkOfPort(port: number): number {
    return this.#ports[port].link;
  }

  nodeOfPort(port: number): number {
    return this.#ports[port].node;
  }

  build(run: RunSpec): Fabric {
    for (const node of this.#nodes) if (node.table === NONE) node.table = this.addTable(node.id, node.origin);
    return {
      nodes: this.#nodes.map(({ settings, ...node }) => ({ ...node, ...settings })),
      ports: this.#ports.map(({ settings, ...port }) => ({
        ...port,
        ...settings,
        table: port.table === NONE ? this.#nodes[port.node].table : port.table,
      })),
      links: this.#links,
      tables: this.#tables.map(
        ({ id, origin, routes }): RouteTable => ({
          id,
          origin,
          routes: [...routes.values()].sort((a, b) => comparePrefixes(a.prefix, b.prefix)),
        }),
      ),
      filters: this.#filters,
      endpoints: this.#endpoints,
      ...run,
    };
  }
}
