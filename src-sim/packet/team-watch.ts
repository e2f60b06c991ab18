/** Notices links of teams that fail and work again, after the time that takes, and has the stations whose frames move announced. */
import { stationAt } from '../fabric/port-security.ts';
import type { Teams } from '../fabric/teams.ts';
import type { Plane } from './plane.ts';

export class TeamWatch {
  private readonly plane: Plane;
  private readonly teams: Teams;
  private readonly announce: (station: number) => void;
  private readonly moved: () => void;
  private readonly bell: number;
  private readonly count = new Map<number, number>();
  private readonly last = new Map<number, number>();

  constructor(plane: Plane, teams: Teams, announce: (station: number) => void, moved: () => void) {
    this.plane = plane;
    this.teams = teams;
    this.announce = announce;
    this.moved = moved;
    this.bell = plane.bell((value) => this.notice(value >> 1, (value & 1) === 1));
  }

  linkChanged(port: number, works: boolean): void {
    if (this.teams.teamOf(port) < 0) return;
    const detectNs = this.teams.detectNs(port);
    if (detectNs === 0) this.notice(port, works);
    else this.plane.alarm(this.plane.now + detectNs, this.bell, 2 * port + (works ? 1 : 0));
  }

  /** How often frames of a switch have moved, and when last; null: never. */
  moves(node: number): number {
    return this.count.get(node) ?? 0;
  }

  movedAt(node: number): number | null {
    return this.last.get(node) ?? null;
  }

  private notice(port: number, works: boolean): void {
    const { plane, teams } = this;
    const { node } = plane.fabric.ports[port];
    const team = teams.teamOf(port);
    const single = plane.fabric.nodes[node].ports.filter((each) => teams.teamOf(each) < 0);
    const memberOf = (each: number): number => teams.memberFor(team, each, stationAt(plane.fabric, each), 0);
    const before = single.map(memberOf);
    if (!teams.changed(port, works)) return;
    const moving = single.filter((each, at) => memberOf(each) !== before[at]);
    if (moving.length === 0 && !teams.isBundle(team)) return;
    this.count.set(node, this.moves(node) + 1);
    this.last.set(node, plane.now);
    this.moved();
    if (!teams.announces(team)) return;
    for (const each of moving) {
      const station = stationAt(plane.fabric, each);
      if (station >= 0) this.announce(station);
    }
  }
}
