/** The Virtual WAN part of a fabric while it grows. */
import type { Origin } from '../../fabric/origin.ts';
import type { Prefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import type { VnetPart } from './azure-parts.ts';

export type HubRecord = Extract<RecordOf<'networks'>, { kind: 'azure-virtual-hub' }>;
export type HubConnection = Extract<RecordOf<'attachments'>, { kind: 'azure-virtual-hub-connection' }>;

export interface HubPart {
  readonly id: string;
  readonly origin: Origin;
  readonly record: HubRecord;
  readonly region: string;
  readonly cidr: Prefix;
  readonly node: number;
  readonly tables: HubTable[];
  /** All that is connected to this hub; and to all hubs of the WAN, this one included. */
  readonly own: HubTable;
  readonly everything: HubTable;
  /** In place of all tables that connections could be associated with; null: no routing intent. */
  readonly intent: HubTable | null;
  readonly connections: ConnectionPart[];
  /** Ports towards the other hubs of the WAN. */
  readonly towards: Map<HubPart, number>;
  /** Ports towards its firewalls. */
  readonly firewalls: Map<string, number>;
}

/** A routing table of a hub: speaker and table have the same id. */
export interface HubTable {
  readonly id: string;
  readonly origin: Origin;
  readonly table: number;
  readonly isDefault: boolean;
  readonly labels: readonly string[];
  readonly record: string | null;
}

/** A network or a gateway on a hub: who tells, and the port that leads there. */
export interface ConnectionPart {
  readonly id: string;
  readonly origin: Origin;
  readonly vnet: VnetPart | null;
  readonly speaker: string;
  /** Port of the hub. */
  readonly port: number;
  /** Tables that learn it. */
  readonly propagates: (table: HubTable) => boolean;
}
