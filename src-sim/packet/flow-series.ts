/**
 * A quantity of a flow over time. Goodput is what arrived during the interval: payload in order of connections, IP bytes of
 * packets. Window and round trip are those of the end that sends the bulk of a connection's data, as it sees them at the end of
 * the interval, averaged over the flow's connections; 0 of flows that are packets.
 */
import type { Fabric, FlowProbe } from '../fabric/fabric.ts';
import { isTcpFlow, type TcpFlow } from '../fabric/flow.ts';
import type { Conversation } from './conversation.ts';
import type { PacketEngine } from './engine.ts';
import { DecimatingSeries } from './measure/decimating-series.ts';
import { client, server, type Side } from './traffic/applications/application.ts';

export class FlowSeries {
  readonly series: DecimatingSeries;
  private readonly probe: FlowProbe;
  /** Place among the conversations; -1: packets. */
  private readonly conversation: number;
  private before = 0;

  constructor(probe: FlowProbe, fabric: Fabric) {
    this.probe = probe;
    const isTcp = isTcpFlow(fabric.flows[probe.flow]);
    this.conversation = isTcp ? fabric.flows.slice(0, probe.flow).filter(isTcpFlow).length : -1;
    this.series = new DecimatingSeries(probe.everyNs, probe.quantity === 'goodput' ? 'mean' : 'last');
  }

  sample(engine: PacketEngine): void {
    const { quantity, flow } = this.probe;
    const conversation = this.conversation < 0 ? null : engine.conversations.all[this.conversation];
    if (quantity === 'goodput') {
      const total = conversation?.delivered() ?? engine.ledger.flows.deliveredBytes(flow);
      const change = total - this.before;
      this.before = total;
      this.series.push((change * 8e9) / this.series.everyNs);
    } else if (conversation === null) this.series.push(0);
    else this.series.push(meanOver(conversation, quantity));
  }
}

function meanOver(conversation: Conversation, quantity: 'congestion-window' | 'round-trip'): number {
  const side = bulkSender(conversation.flow);
  let sum = 0;
  for (let line = 0; line < conversation.lines; line++) {
    const { cwnd, mss, srttNs } = conversation.connection(line, side);
    sum += quantity === 'round-trip' ? srttNs : cwnd * mss;
  }
  return sum / conversation.lines;
}

/** The end that sends most of the data. */
export function bulkSender(flow: TcpFlow): Side {
  if (flow.pattern === 'request-response') return server;
  return flow.pattern === 'storage' && flow.readShare >= 0.5 ? server : client;
}
