/**
 * What the nodes of a fabric can do with a packet: one decision per place and deciding entry, made when it is first met
 * and shared by all destinations for which that entry decides. A place is a node with the table that decides there.
 * Filters are not asked here, because their answer depends on the sender; nor is any link refused for its state, size
 * or load. Nodes that translate, choose tables by policy or check sources, and ports behind which are switches or tunnels,
 * are marked as special: what happens there is the walker's to say.
 */
import type { Fabric, FabricNode, Route } from '../fabric/fabric.ts';
import { RouteLookup } from '../fabric/route-lookup.ts';
import { ShapeBook } from './branch-shapes.ts';
import type { Decision, Gate, Onward, Target } from './decision.ts';
import { routeFates } from './route-fates.ts';

/** Instead of the next place: the decision ends the way, or is for the walker. */
export const isEnd = -1;
export const isSpecial = -2;

/** The entry that decides, or how it ends where none is asked or none matches. */
type Ground = Route | 'delivered' | 'not-for-me' | 'no-route';

interface Place {
  readonly node: number;
  readonly table: number;
  /** What a host decides for its own packets differs from what it does with those of others. */
  readonly receivesOnly: boolean;
  readonly decisions: Map<Ground, Decision>;
}

export class DecisionBook {
  readonly shapes = new ShapeBook();
  readonly #fabric: Fabric;
  readonly #lookup: RouteLookup;
  readonly #places: Place[] = [];
  /** Places where packets of a node itself start, and where those entering a port come to. */
  readonly #sending: readonly number[];
  readonly #entering: readonly number[];
  readonly #decisions: Decision[] = [];
  #onwardCount = 0;
  /** By number of the decision, for those who follow very many packets. */
  readonly #steps: number[] = [];
  readonly #forks: boolean[] = [];
  readonly #guarded: boolean[] = [];
  readonly #records: number[] = [];
  readonly #recordNumbers = new Map<string, number>();

  constructor(fabric: Fabric) {
    this.#fabric = fabric;
    this.#lookup = new RouteLookup(fabric);
    const known = new Map<number, number>();
    const place = (node: number, table: number, receivesOnly: boolean): number => {
      const key = (node * fabric.tables.length + table) * 2 + (receivesOnly ? 1 : 0);
      const number = known.get(key) ?? this.#places.length;
      if (number === this.#places.length) {
        known.set(key, number);
        this.#places.push({ node, table, receivesOnly, decisions: new Map() });
      }
      return number;
    };
    this.#sending = fabric.nodes.map(({ table }, node) => place(node, table, false));
    this.#entering = fabric.ports.map(({ node, table }) =>
      place(node, table, fabric.nodes[node].role === 'host'),
    );
  }

  get placeCount(): number {
    return this.#places.length;
  }

  /** Where what a node itself sends is decided. */
  sending(node: number): number {
    return this.#sending[node];
  }

  decision(id: number): Decision {
    return this.#decisions[id];
  }

  /** The place of its first next hop; else `isEnd` or `isSpecial`. */
  stepAfter(id: number): number {
    return this.#steps[id];
  }

  /** Whether flows are shared over several next hops. */
  isFork(id: number): boolean {
    return this.#forks[id];
  }

  /** Whether filters stand before its first next hop. */
  isGuarded(id: number): boolean {
    return this.#guarded[id];
  }

  /** Number of the record behind the node that decides. Zones of one VPC are one record. */
  recordOf(id: number): number {
    return this.#records[id];
  }

  recordOfNode(node: number): number {
    return this.#recordNumber(this.#fabric.nodes[node].origin.path);
  }

  decide(place: number, target: Target): Decision {
    const { node, table, receivesOnly } = this.#places[place];
    if (this.#arrived(node, target)) return this.#decisionFor(place, 'delivered');
    if (receivesOnly) return this.#decisionFor(place, 'not-for-me');
    return this.#decisionFor(place, this.#lookup.decide(table, target.address) ?? 'no-route');
  }

  #arrived(node: number, { address, node: owner }: Target): boolean {
    if (owner !== null) return owner === node;
    return this.#fabric.nodes[node].addresses.some(
      (own) => own.family === address.family && own.bits === address.bits,
    );
  }

  #decisionFor(place: number, ground: Ground): Decision {
    const { node, table, decisions } = this.#places[place];
    const known = decisions.get(ground);
    if (known !== undefined) return known;
    const onward: Onward[] = [];
    const id = this.#decisions.length;
    const special = this.#isSpecial(node, ground);
    const base = { id, node, table, onward, special };
    const made: Decision =
      typeof ground === 'string'
        ? { ...base, route: null, fate: ground }
        : {
            ...base,
            route: ground,
            fate: ground.action.kind === 'forward' ? null : routeFates[ground.action.kind],
          };
    this.#decisions.push(made);
    decisions.set(ground, made);
    if (!special && made.route?.action.kind === 'forward') {
      for (const out of made.route.action.ports) onward.push(this.#onward(made, out));
    }
    if (special) this.#steps[id] = isSpecial;
    else this.#steps[id] = onward.length > 0 ? onward[0].next : isEnd;
    this.#forks[id] = onward.length > 1;
    this.#guarded[id] = onward.length > 0 && onward[0].gates.length > 0;
    this.#records[id] = this.#recordNumber(this.#fabric.nodes[node].origin.path);
    return made;
  }

  #isSpecial(node: number, ground: Ground): boolean {
    const { nodes, ports } = this.#fabric;
    if (doesMore(nodes[node])) return true;
    if (typeof ground === 'string' || ground.action.kind !== 'forward') return false;
    const { ports: exits } = ground.action;
    if (exits.length === 0) return true;
    return exits.some((port) => {
      const { link, attachment, tunnel } = ports[port];
      return link < 0 || attachment !== undefined || tunnel !== undefined;
    });
  }

  #recordNumber(path: string): number {
    const number = this.#recordNumbers.get(path) ?? this.#recordNumbers.size;
    this.#recordNumbers.set(path, number);
    return number;
  }

  #onward(from: Decision, out: number): Onward {
    const { ports, links } = this.#fabric;
    const { link, egress } = ports[out];
    const [a, b] = links[link].ports;
    const into = a === out ? b : a;
    const gates = [
      ...egress.map((filter): Gate => ({ port: out, filter })),
      ...ports[into].ingress.map((filter): Gate => ({ port: into, filter })),
    ];
    return {
      id: this.#onwardCount++,
      from,
      out,
      into,
      gates,
      trackers: gates.flatMap(({ filter }) => this.#trackers(filter)),
      next: this.#entering[into],
    };
  }

  #trackers(filter: number): string[] {
    const { stateful, tracker } = this.#fabric.filters[filter];
    return stateful ? [tracker] : [];
  }
}

/** Whether a node does more with packets than look up their destination. */
const doesMore = ({ role, translations, policy, reversePath, hostModel }: FabricNode): boolean =>
  role === 'switch' ||
  hostModel === 'strong' ||
  reversePath !== undefined ||
  [translations, policy].some((list) => list !== undefined && list.length > 0);
