/** Policy routing: which table decides, by more than the destination. */
import type { Prefix } from '../quantity/prefix.ts';
import type { Origin } from './origin.ts';
import type { Protocol } from './protocol.ts';

export interface PolicyRule {
  /** Port the packet came in at; left out: any, and packets of the node itself. */
  readonly port?: number;
  /** Empty: any address. */
  readonly from: readonly Prefix[];
  readonly to: readonly Prefix[];
  readonly protocol: Protocol;
  /** Destination ports, both included. */
  readonly portFrom: number;
  readonly portTo: number;
  /** If this table has no route for the destination, the next rule is asked. */
  readonly table: number;
  readonly origin: Origin;
}
