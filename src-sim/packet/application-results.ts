/** What a run tells of the applications at the ends of its connections. */
import type { Conversation } from './conversation.ts';
import { latencySummary } from './measure/latency-summary.ts';
import type { MigrationSummary, RequestSummary } from './run-result.ts';
import type { Migration } from './traffic/applications/migration.ts';

export function requestSummary({ application, flow }: Conversation, untilNs: number): RequestSummary | null {
  if (application.requests === null) return null;
  const { counts, responseNs, workerWaitNs } = application.requests;
  const { made, completed, failed, completedBytes } = counts;
  const spanNs = Math.max(Math.min(flow.stopNs, untilNs), counts.completedAt) - flow.startNs;
  return {
    made,
    completed,
    failed,
    completedBytes,
    perSecond: spanNs > 0 ? (completed * 1e9) / spanNs : 0,
    responseNs: latencySummary(responseNs),
    workerWaitNs: workerWaitNs === null ? null : latencySummary(workerWaitNs),
  };
}

export function migrationSummary(migration: Migration | null): MigrationSummary | null {
  if (migration === null) return null;
  const { state, converged, rounds } = migration;
  return {
    state,
    converged,
    rounds: [...rounds],
    totalBytes: rounds.reduce((sum, { bytes }) => sum + bytes, 0),
    totalNs: rounds.reduce((sum, { durationNs }) => sum + durationNs, 0),
    downtimeNs: migration.downtimeNs,
  };
}
