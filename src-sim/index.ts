/** The engine's only door. */
export type { Fabric } from './fabric/fabric.ts';
export { fates, fateSentence, type Fate } from './fabric/fate.ts';
export { engineVersion } from './packet/version.ts';
export { PacketRun, runFabric, RunRefusal, type RunChoices, type RunTotals } from './packet/run-fabric.ts';
export type { FlowResult, LatencySummary, LinkResult, RunResult, SeriesResult } from './packet/run-result.ts';
export { formatBytes, parseBytes } from './quantity/size.ts';
export { formatDuration, parseDuration } from './quantity/duration.ts';
export { formatRate, parseRate } from './quantity/rate.ts';
export { formatPercent } from './quantity/percent.ts';
export { formatPath, type Edit, type PathStep } from './scenario/edit.ts';
export { applyEdits } from './scenario/edit-text.ts';
export { formatScenario, printScenario } from './scenario/format-text.ts';
export { scenarioJsonSchema } from './scenario/json-schema.ts';
export type { Cure, Finding, Problem, ProblemExplanation, Severity } from './scenario/problem.ts';
export { references } from './scenario/references.ts';
export {
  collectionNames,
  schemaVersion,
  type CollectionName,
  type RecordOf,
  type Scenario,
} from './scenario/schema.ts';
export { parseScenario, type ParsedScenario } from './scenario/text.ts';
export { explanations } from './session/explanations.ts';
export type { Reply, Request, RunOptions, RunProgress, TraceQuestion } from './session/messages.ts';
export { openScenario, type Opened } from './session/open.ts';
export { report, reportFormats, type ReportFormat } from './session/report.ts';
export {
  referenceFabric,
  referenceScenario,
  referenceWorkloadNames,
  type WorkloadChoices,
} from './session/bench/reference-workloads.ts';
export type { BenchResult } from './report/schemas/bench-schema.ts';
export { serveSimulation, type SimulationPort } from './session/worker-server.ts';
export { outputSchemas } from './report/output-schemas.ts';
export { reach } from './trace/reach.ts';
export { trace, TraceRefusal } from './trace/trace.ts';
export type { ReachClass, ReachResult, TracePath, TraceResult, TraceStep } from './trace/trace-result.ts';
