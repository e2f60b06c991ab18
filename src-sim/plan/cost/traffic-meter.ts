/** Gigabytes a month that cross links and nodes, by the records that made them; a GB is 10^9 bytes. */
import { hoursPerMonth } from '../../facts/billing-month.ts';
import type { Fabric, Link } from '../../fabric/fabric.ts';

const secondsPerHour = 3600;

export interface MeteredChannel {
  readonly channel: number;
  readonly link: Link;
  /** Nodes it leads from and to. */
  readonly from: number;
  readonly to: number;
  readonly gigabytes: number;
}

export class TrafficMeter {
  readonly fabric: Fabric;
  readonly channels: readonly MeteredChannel[];

  /** `carried`: bit/s by channel. */
  constructor(fabric: Fabric, carried: Float64Array) {
    this.fabric = fabric;
    this.channels = Array.from(carried, (bps, channel) => {
      const link = fabric.links[channel >> 1];
      const ends = link.ports.map((port) => fabric.ports[port].node);
      const [from, to] = (channel & 1) === 0 ? ends : [ends[1], ends[0]];
      return { channel, link, from, to, gigabytes: (bps * hoursPerMonth * secondsPerHour) / 8e9 };
    });
  }

  pathOf(node: number): string {
    return this.fabric.nodes[node].origin.path;
  }

  sum(which: (channel: MeteredChannel) => boolean): number {
    return this.channels.reduce((sum, each) => sum + (which(each) ? each.gigabytes : 0), 0);
  }

  /** Into the nodes of a record, from others. */
  into(path: string): number {
    return this.sum(({ from, to }) => this.pathOf(to) === path && this.pathOf(from) !== path);
  }

  /** Over the links of a record that lead to nodes of another. */
  over(path: string, to: string): number {
    return this.sum((each) => each.link.origin.path === path && this.pathOf(each.to) === to);
  }
}
