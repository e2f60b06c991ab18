/** The ways of all demands over one fabric: the tables, filters and translations that every other engine follows. */
import type { Fabric } from '../fabric/fabric.ts';
import { type Groundwork, groundworkOf } from '../trace/groundwork.ts';
import { nothingKnown } from '../trace/memory.ts';
import { Tracer } from '../trace/tracer.ts';
import { Ways } from '../trace/ways.ts';
import { formatAddress } from '../quantity/address.ts';
import type { Demand } from './demand.ts';
import { type DemandRoute, endsAtOnce } from './demand-route.ts';
import { tableRoute } from './table-route.ts';
import { walkedRoute } from './walked-route.ts';

export interface RoutedDemand {
  readonly demand: Demand;
  readonly route: DemandRoute;
  /** More than tables and filters decided. */
  readonly walked: boolean;
  /** Of TCP, which does not start without: whether answers return; true of all else. */
  readonly answered: boolean;
}

export function routeDemands(fabric: Fabric, demands: readonly Demand[]): RoutedDemand[] {
  const router = new DemandRouter(fabric);
  return demands.map((demand) => router.route(demand));
}

class DemandRouter {
  readonly #fabric: Fabric;
  readonly #ground: Groundwork;
  readonly #tracer: Tracer;
  readonly #ways = new Map<number, Ways>();
  readonly #answered = new Map<string, boolean>();

  constructor(fabric: Fabric) {
    this.#fabric = fabric;
    this.#ground = groundworkOf(
      fabric,
      fabric.endpoints.flatMap(({ addresses }) => addresses),
    );
    this.#tracer = new Tracer(fabric);
  }

  route(demand: Demand): RoutedDemand {
    const way = this.#wayOf(demand);
    return { demand, ...way, answered: !demand.elastic || this.#isAnswered(demand) };
  }

  #wayOf({ from, to, header, translated }: Demand): Pick<RoutedDemand, 'route' | 'walked'> {
    const { node } = this.#fabric.endpoints[from];
    if (header === null) {
      return { route: endsAtOnce('no-route', this.#fabric.nodes[node].origin.path), walked: false };
    }
    if (!translated) {
      const route = tableRoute(this.#ground, this.#waysTo(to, header.destination), node, header);
      if (route !== null) return { route, walked: false };
    }
    const owner = translated ? null : this.#fabric.endpoints[to].node;
    const target = { address: header.destination, node: owner };
    const walks = this.#ground.walker.walk({ node, header, target, memory: nothingKnown }, 'all');
    return { route: walkedRoute(this.#fabric, walks), walked: true };
  }

  #waysTo(to: number, address: NonNullable<Demand['header']>['destination']): Ways {
    const key = 2 * to + (address.family === 4 ? 0 : 1);
    const known = this.#ways.get(key);
    if (known !== undefined) return known;
    const made = new Ways(this.#ground.decisions, { address, node: this.#fabric.endpoints[to].node });
    this.#ways.set(key, made);
    return made;
  }

  /** Answers to a connection are asked for as the client opened it. */
  #isAnswered({ opener, service, from, to, header, translated }: Demand): boolean {
    if (header === null) return false;
    const [client, server] = opener === from ? [from, to] : [to, from];
    const { endpoints } = this.#fabric;
    const named = translated ? formatAddress(header.destination) : endpoints[server].id;
    const { protocol, port } = service;
    const key = `${client} ${named} ${protocol} ${port}`;
    const known = this.#answered.get(key);
    if (known !== undefined) return known;
    const arrival = this.#tracer.arrival({ from: endpoints[client].id, to: named, protocol, port });
    const answered = arrival !== null && arrival.arrives && arrival.answered;
    this.#answered.set(key, answered);
    return answered;
  }
}
