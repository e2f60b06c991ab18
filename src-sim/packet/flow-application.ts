/** The application of a flow, by its pattern, with what it measures. */
import type { TcpFlow } from '../fabric/flow.ts';
import { flowPrecision, LatencyHistogram } from './measure/latency-histogram.ts';
import type { Application, Lines } from './traffic/applications/application.ts';
import { Bulk, bulkTimers } from './traffic/applications/bulk.ts';
import { Migration } from './traffic/applications/migration.ts';
import { Requests, requestTimers } from './traffic/applications/requests.ts';
import { Storage, storageTimers } from './traffic/applications/storage.ts';

export interface FlowApplication {
  readonly work: Application;
  /** Null where the flow makes no requests. */
  readonly requests: RequestMeasures | null;
  readonly migration: Migration | null;
}

export interface RequestMeasures {
  readonly counts: Pick<Requests, 'made' | 'completed' | 'completedAt' | 'failed' | 'completedBytes'>;
  readonly responseNs: LatencyHistogram;
  /** Null where no request waits for a worker. */
  readonly workerWaitNs: LatencyHistogram | null;
}

/** Timers the application of a flow sets. */
export function timersOf(flow: TcpFlow): number {
  if (flow.pattern === 'bulk') return bulkTimers;
  if (flow.pattern === 'storage') return storageTimers;
  return flow.pattern === 'migration' ? 0 : requestTimers(flow.connections);
}

export function applicationOf(flow: TcpFlow, seed: number, stopNs: number, lines: Lines): FlowApplication {
  const plan = { ...flow, stopNs };
  if (plan.pattern === 'migration') {
    const migration = new Migration(plan, lines);
    return { work: migration, requests: null, migration };
  }
  if (plan.pattern === 'bulk') return { work: new Bulk(plan, lines), requests: null, migration: null };
  const responseNs = new LatencyHistogram(flowPrecision);
  if (plan.pattern === 'storage') {
    const storage = new Storage(plan, seed, lines, responseNs);
    return {
      work: storage,
      requests: { counts: storage, responseNs, workerWaitNs: null },
      migration: null,
    };
  }
  const workerWaitNs = new LatencyHistogram(flowPrecision);
  const requests = new Requests(plan, seed, lines, responseNs, workerWaitNs);
  return { work: requests, requests: { counts: requests, responseNs, workerWaitNs }, migration: null };
}
