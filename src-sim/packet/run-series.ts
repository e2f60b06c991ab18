/** Everything that is sampled over time during a run. */
import type { Fabric } from '../fabric/fabric.ts';
import type { PacketEngine } from './engine.ts';
import { FlowSeries } from './flow-series.ts';
import type { DecimatingSeries } from './measure/decimating-series.ts';
import { LinkSeries } from './measure/link-series.ts';
import { NodeSeries } from './node-series.ts';
import type { FlowSeriesResult, NodeSeriesResult, SeriesResult } from './run-result.ts';

interface Sampled {
  readonly series: DecimatingSeries;
  sample(engine: PacketEngine): void;
}

export class RunSeries {
  private readonly links: readonly LinkSeries[];
  private readonly flows: readonly FlowSeries[];
  private readonly nodes: readonly NodeSeries[];
  private readonly all: readonly Sampled[];

  constructor(fabric: Fabric) {
    this.links = fabric.probes.map((probe) => new LinkSeries(probe));
    this.flows = (fabric.flowProbes ?? []).map((probe) => new FlowSeries(probe, fabric));
    this.nodes = (fabric.nodeProbes ?? []).map((probe) => new NodeSeries(probe, fabric));
    this.all = [...this.links, ...this.flows, ...this.nodes];
  }

  /** When the next sample is due; Infinity: never. */
  get nextNs(): number {
    let next = Infinity;
    for (const { series } of this.all) if (series.nextNs < next) next = series.nextNs;
    return next;
  }

  /** All events up to and including `ns` have been handled. */
  sample(engine: PacketEngine, ns: number): void {
    for (const one of this.all) if (one.series.nextNs === ns) one.sample(engine);
  }

  results(fabric: Fabric): {
    series: SeriesResult[];
    flowSeries: FlowSeriesResult[];
    nodeSeries: NodeSeriesResult[];
  } {
    return {
      series: fabric.probes.map(({ id, link, quantity }, index) => {
        const { everyNs, values } = this.links[index].series;
        return { id, link: fabric.links[link].id, quantity, everyNs, values };
      }),
      flowSeries: (fabric.flowProbes ?? []).map(({ id, flow, quantity }, index) => {
        const { everyNs, values } = this.flows[index].series;
        return { id, flow: fabric.flows[flow].id, quantity, everyNs, values };
      }),
      nodeSeries: (fabric.nodeProbes ?? []).map(({ id, node, quantity }, index) => {
        const { everyNs, values } = this.nodes[index].series;
        return { id, node: fabric.nodes[node].id, quantity, everyNs, values };
      }),
    };
  }
}
