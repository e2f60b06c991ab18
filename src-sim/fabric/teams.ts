/**
 * Which member of a team a frame leaves by. Each order has as many slots as active ports; a slot is its own port as long as that
 * works, else the first standby port that no slot has, else the survivors take turns. What a frame is chosen by picks the slot,
 * so that only frames of a port that fails move. The one definition that explained and simulated frames share.
 *
 * Left out: beacon probing, balance by load, LACP's own messages.
 */
import type { Layout } from './fabric.ts';
import { stationAt } from './port-security.ts';
import type { Team, TeamOrder } from './switching.ts';

interface Slots {
  readonly order: TeamOrder;
  /** Port in use in each slot; -1: none works. */
  readonly ports: number[];
}

interface Members {
  readonly team: Team;
  readonly orders: readonly Slots[];
}

export class Teams {
  private readonly teams: Members[] = [];
  /** -1: in none. */
  private readonly teamOfPort: Int32Array;
  /** Place of each port among those of its switch that are in no team. */
  private readonly placeOfPort = new Map<number, number>();
  private readonly orderOfPort = new Map<number, number>();
  private readonly broken = new Set<number>();
  private readonly fabric: Layout;

  constructor(fabric: Layout) {
    const { nodes, ports } = fabric;
    this.fabric = fabric;
    this.teamOfPort = new Int32Array(ports.length).fill(-1);
    for (const { bridge, ports: own } of nodes) {
      for (const team of bridge?.teams ?? []) this.add(team);
      if (bridge?.teams === undefined) continue;
      const single = own.filter((port) => this.teamOf(port) < 0);
      for (const [place, port] of single.entries()) {
        this.placeOfPort.set(port, place);
        this.orderOfPort.set(port, ports[port].guard?.order ?? 0);
      }
    }
  }

  private add(team: Team): void {
    const number = this.teams.length;
    const orders = team.orders.map((order) => ({ order, ports: order.active.map(() => -1) }));
    this.teams.push({ team, orders });
    for (const port of team.ports) this.teamOfPort[port] = number;
    for (const slots of orders) this.assign(slots);
  }

  get isEmpty(): boolean {
    return this.teams.length === 0;
  }

  /** Number of the team a port is in; -1: none. */
  teamOf(port: number): number {
    return this.teamOfPort[port];
  }

  /** The port that a team is to tables of addresses. */
  headOf(team: number): number {
    return this.teams[team].team.ports[0];
  }

  /** Whoever is opposite takes its members for one as well. */
  isBundle(team: number): boolean {
    return this.teams[team].orders[0].order.balance === 'ip-hash';
  }

  /** Member that what entered `from` leaves by: by the address of its sender, or a number of its flow. */
  memberFor(team: number, from: number, station: number, flow: number): number {
    const { order, ports } = this.slotsFor(team, from);
    const key = {
      'originating-port': this.placeOfPort.get(from) ?? 0,
      'source-mac': station,
      'ip-hash': flow,
    };
    const at = order.balance === 'failover' ? 0 : key[order.balance] % ports.length;
    return ports[at];
  }

  /** Whether a port of the switch hears what is flooded into this member. */
  hears(member: number, port: number): boolean {
    const team = this.teamOf(member);
    return this.isBundle(team) || this.memberFor(team, port, stationAt(this.fabric, port), 0) === member;
  }

  detectNs(port: number): number {
    const team = this.teamOf(port);
    return team < 0 ? 0 : this.teams[team].orders[0].order.detectNs;
  }

  announces(team: number): boolean {
    return this.teams[team].orders[0].order.announces;
  }

  /** A change of a port's link is noticed; true: frames may move. */
  changed(port: number, works: boolean): boolean {
    const team = this.teamOf(port);
    if (team < 0 || this.broken.has(port) !== works) return false;
    if (works) this.broken.delete(port);
    else this.broken.add(port);
    for (const slots of this.teams[team].orders) this.assign(slots);
    return true;
  }

  private slotsFor(team: number, from: number): Slots {
    const { orders } = this.teams[team];
    return orders[this.orderOfPort.get(from) ?? 0] ?? orders[0];
  }

  private assign({ order, ports }: Slots): void {
    const works = (port: number): boolean => port >= 0 && !this.broken.has(port);
    const before = [...ports];
    for (const [slot, own] of order.active.entries()) {
      const held = before[slot];
      const returns = works(own) && (order.failback || !works(held));
      const stays = works(held) && (!order.failback || order.standby.includes(held));
      ports[slot] = returns ? own : stays ? held : -1;
    }
    const idle = [...order.standby, ...order.active].filter((port) => works(port) && !ports.includes(port));
    for (const [slot, port] of ports.entries()) if (port < 0) ports[slot] = idle.shift() ?? -1;
    const survivors = ports.filter((port) => port >= 0);
    if (survivors.length === 0) return;
    for (const [slot, port] of ports.entries())
      if (port < 0) ports[slot] = survivors[slot % survivors.length];
  }
}
