// A fabric in a few lines, for tests of engines that need no document: hosts, routers, links and routes by name.
import { FabricBuilder } from '../../src-sim/fabric/builder.ts';
import type { Fabric, FabricNode, Filter, Link, RouteAction } from '../../src-sim/fabric/fabric.ts';
import type { BulkFlow, FlowDemand, SteadyFlow } from '../../src-sim/fabric/flow.ts';
import type { Origin } from '../../src-sim/fabric/origin.ts';
import type { Bridge, PortVlan } from '../../src-sim/fabric/switching.ts';
import type { Tunnel } from '../../src-sim/fabric/tunnel.ts';
import { parseAddress } from '../../src-sim/quantity/address.ts';
import { fnv1a } from '../../src-sim/quantity/hash32.ts';
import { type Prefix, parsePrefix } from '../../src-sim/quantity/prefix.ts';

export const origin = (name: string, noun = 'test'): Origin => ({ path: `test.${name}`, noun, name });

export function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (!prefix.ok) throw new Error(prefix.message);
  return prefix.value;
}

export function addressOf(text: string) {
  const address = parseAddress(text);
  if (!address.ok) throw new Error(address.message);
  return address.value;
}

type LinkFigures = Partial<Omit<Link, 'id' | 'ports' | 'origin'>>;
type FlowFigures = Partial<Omit<SteadyFlow, 'id' | 'from' | 'to' | 'origin'>>;
type TransferFigures = Partial<Omit<BulkFlow, 'id' | 'from' | 'to' | 'origin' | 'pattern'>>;

type SharedKey = 'id' | 'from' | 'to' | 'chance' | 'origin';
type UsualKey = 'protocol' | 'port' | 'portCount' | 'startNs' | 'stopNs';
type FiguresOf<F extends FlowDemand> = F extends FlowDemand
  ? Omit<F, SharedKey | UsualKey> & Partial<Pick<F, UsualKey>>
  : never;

interface TunnelFigures extends Partial<Omit<Tunnel, 'node' | 'local' | 'remotes'>> {
  readonly node?: string;
  readonly local: string;
  readonly remotes: readonly string[];
}

export class FabricDraft {
  readonly builder = new FabricBuilder();
  readonly #nodes = new Map<string, number>();
  readonly #tables = new Map<string, number>();
  readonly #endpoints = new Map<string, number>();
  /** Ports by "from>to", in the order the links were drawn. */
  readonly #ports = new Map<string, number[]>();
  readonly #flows: FlowDemand[] = [];

  /** An endpoint; what it sends leaves by its first link unless routes say otherwise. */
  host(id: string, ...addresses: string[]): this {
    const node = this.#node(id, 'host', addresses, false);
    const own = addresses.map(addressOf);
    this.#endpoints.set(id, this.builder.addEndpoint({ id, node, addresses: own, subnet: '' }));
    return this;
  }

  router(id: string, decrementsTtl = true, ...addresses: string[]): this {
    this.#node(id, 'router', addresses, decrementsTtl);
    return this;
  }

  /** VLAN-aware, never forgets, holds any number of addresses, unless figures say otherwise. */
  switch(id: string, figures: Partial<Bridge> = {}): this {
    const node = this.#node(id, 'switch', [], false);
    const bridge = { vlanAware: true, ageingNs: 0, addressesMax: 0, ...figures };
    this.builder.setNode(node, { bridge });
    return this;
  }

  /** The port resolves its neighbours and answers for these addresses. */
  attach(from: string, to: string, ...addresses: string[]): this {
    this.builder.setPort(this.port(from, to), { attachment: { addresses: addresses.map(addressOf) } });
    return this;
  }

  vlan(from: string, to: string, vlan: PortVlan): this {
    this.builder.setPort(this.port(from, to), { vlan });
    return this;
  }

  /** The end of a tunnel: a port named `id` at `at`, whose outer packets `figures.node` (left out: `at`) sends. */
  tunnel(
    id: string,
    at: string,
    { node, local, remotes, ...figures }: TunnelFigures & { mtu?: number },
  ): this {
    const { mtu, ...rest } = figures;
    const port = this.builder.addTunnel(
      id,
      this.#nodes.get(at)!,
      {
        kind: 'vxlan',
        node: this.#nodes.get(node ?? at)!,
        local: addressOf(local),
        remotes: remotes.map(addressOf),
        key: 100,
        optionBytes: 0,
        dontFragment: 'set',
        hopLimit: 64,
        ...rest,
      },
      origin(id, 'tunnel'),
    );
    if (mtu !== undefined) this.builder.setPort(port, { mtu });
    this.#ports.set(`${at}>${id}`, [port]);
    return this;
  }

  /** Out of one port, to a gateway that is looked for there. */
  routeVia(at: string, prefix: string, to: string, gateway: string): this {
    this.builder.addRoute(this.#tables.get(at)!, {
      prefix: prefixOf(prefix),
      action: { kind: 'forward', ports: [this.port(at, to)], via: [addressOf(gateway)] },
      source: 'static',
      origin: origin(`${at}.${prefix}`, 'route'),
    });
    return this;
  }

  #node(id: string, role: FabricNode['role'], addresses: string[], decrementsTtl: boolean): number {
    const node = this.builder.addNode({
      id,
      role,
      origin: origin(id),
      addresses: addresses.map(addressOf),
      decrementsTtl,
    });
    const table = this.builder.addTable(id, origin(id, 'table'));
    this.builder.setNodeTable(node, table);
    this.#nodes.set(id, node);
    this.#tables.set(id, table);
    return node;
  }

  /** Left out, every figure is that of an ideal wire. */
  link(a: string, b: string, figures: LinkFigures = {}): this {
    const id = `${a}-${b}`;
    const ideal = {
      rateBps: 0,
      delayNs: 0,
      mtu: 0,
      framingBytes: 0,
      queue: { packets: 0, bytes: 0 },
      loss: 0,
    };
    const spec = { id, origin: origin(id), ...ideal, ...figures };
    const [portA, portB] = this.builder.addLink(spec, this.#nodes.get(a)!, this.#nodes.get(b)!);
    for (const [key, port, from] of [
      [`${a}>${b}`, portA, a],
      [`${b}>${a}`, portB, b],
    ] as const) {
      const ports = this.#ports.get(key) ?? [];
      this.#ports.set(key, [...ports, port]);
      if (this.#endpoints.has(from)) this.#defaultRoutes(from, port);
    }
    return this;
  }

  #defaultRoutes(host: string, port: number): void {
    for (const prefix of ['0.0.0.0/0', '::/0']) {
      this.builder.addRoute(this.#tables.get(host)!, {
        prefix: prefixOf(prefix),
        action: { kind: 'forward', ports: [port] },
        source: 'default',
        origin: origin(host),
      });
    }
  }

  node(id: string): number {
    return this.#nodes.get(id)!;
  }

  port(from: string, to: string): number {
    return this.#ports.get(`${from}>${to}`)![0];
  }

  /** To neighbours by name (several share the load), or to a dead end. */
  route(at: string, prefix: string, to: string[] | Exclude<RouteAction['kind'], 'forward'>): this {
    const action: RouteAction =
      typeof to === 'string'
        ? { kind: to }
        : { kind: 'forward', ports: to.flatMap((neighbour) => this.#ports.get(`${at}>${neighbour}`)!) };
    this.builder.addRoute(this.#tables.get(at)!, {
      prefix: prefixOf(prefix),
      action,
      source: 'static',
      origin: origin(`${at}.${prefix}`, 'route'),
    });
    return this;
  }

  filter(from: string, to: string, direction: 'ingress' | 'egress', filter: Filter): this {
    this.builder.addPortFilter(this.port(from, to), direction, this.builder.addFilter(filter));
    return this;
  }

  flow(id: string, from: string, to: string, figures: FlowFigures = {}): this {
    this.#flows.push({
      id,
      from: this.#endpoints.get(from)!,
      to: [this.#endpoints.get(to)!],
      protocol: 'udp',
      port: 9,
      portCount: 1,
      chance: fnv1a(id),
      pattern: 'constant-rate',
      rateBps: 1_000_000,
      packetBytes: 1000,
      startNs: 0,
      stopNs: 1_000_000_000,
      origin: origin(id, 'traffic'),
      ...figures,
    });
    return this;
  }

  /** One TCP connection that sends as fast as it can. */
  transfer(id: string, from: string, to: string, figures: TransferFigures = {}): this {
    this.#flows.push({
      id,
      from: this.#endpoints.get(from)!,
      to: [this.#endpoints.get(to)!],
      protocol: 'tcp',
      port: 5001,
      portCount: 1,
      chance: fnv1a(id),
      pattern: 'bulk',
      transferBytes: Infinity,
      tcp: {},
      startNs: 0,
      stopNs: Infinity,
      origin: origin(id, 'traffic'),
      ...figures,
    });
    return this;
  }

  /** A flow of any pattern. */
  demand(id: string, from: string, to: string, figures: FiguresOf<FlowDemand>): this {
    this.#flows.push({
      id,
      from: this.#endpoints.get(from)!,
      to: [this.#endpoints.get(to)!],
      protocol: 'tcp' in figures ? 'tcp' : 'udp',
      port: 9,
      portCount: 1,
      chance: fnv1a(id),
      startNs: 0,
      stopNs: Infinity,
      origin: origin(id, 'traffic'),
      ...figures,
    });
    return this;
  }

  build(seed = 1, durationNs = 1_000_000_000): Fabric {
    return this.builder.build({ flows: this.#flows, events: [], probes: [], captures: [], seed, durationNs });
  }
}
