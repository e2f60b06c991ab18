/** A quantity of a node over time: packets a second that it put on its links during the interval, or that it dropped there. */
import type { Fabric, NodeProbe } from '../fabric/fabric.ts';
import type { PacketEngine } from './engine.ts';
import { directionsOf } from './node-results.ts';
import * as D from './link/direction-record.ts';
import { DecimatingSeries } from './measure/decimating-series.ts';

export class NodeSeries {
  readonly series: DecimatingSeries;
  private readonly probe: NodeProbe;
  private readonly out: readonly number[];
  private before = 0;

  constructor(probe: NodeProbe, fabric: Fabric) {
    this.probe = probe;
    this.out = directionsOf(fabric, probe.node).out;
    this.series = new DecimatingSeries(probe.everyNs, probe.quantity === 'drops' ? 'sum' : 'mean');
  }

  sample({ directions }: PacketEngine): void {
    const field = this.probe.quantity === 'drops' ? D.drops : D.packets;
    let total = 0;
    for (const direction of this.out) total += directions.number(direction, field);
    const change = total - this.before;
    this.before = total;
    this.series.push(this.probe.quantity === 'drops' ? change : (change * 1e9) / this.series.everyNs);
  }
}
