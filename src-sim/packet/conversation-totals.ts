/** What happened on the connections of a flow, added up. */
import type { TcpConnection } from './transport/tcp/tcp-connection.ts';

export class ConversationTotals {
  /** Bytes in order at the servers, and at the clients. */
  deliveredThere = 0;
  deliveredBack = 0;
  retransmissions = 0;
  timeouts = 0;
  fastRecoveries = 0;

  add({ delivered, counters }: TcpConnection, isClient: boolean): void {
    if (isClient) this.deliveredBack += delivered;
    else this.deliveredThere += delivered;
    this.retransmissions += counters.retransmits;
    this.timeouts += counters.rtoCount;
    this.fastRecoveries += counters.fastRecoveries;
  }

  copy(): ConversationTotals {
    return Object.assign(new ConversationTotals(), this);
  }
}
