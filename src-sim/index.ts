/** The engine's only door. */
export type { Fabric } from './fabric/fabric.ts';
export { fates, fateSentence, type Fate } from './fabric/fate.ts';
export { engineVersion } from './packet/version.ts';
export {
  PacketRun,
  runFabric,
  RunRefusal,
  type Advance,
  type LinksNow,
  type RunChoices,
  type RunTotals,
} from './packet/run-fabric.ts';
export type { LinkHistory } from './packet/link-recording.ts';
export type { LookAnswer, LookRequest } from './packet/look.ts';
export type { NodeTable } from './packet/node-tables.ts';
export type { PacketId } from './packet/packet-lens.ts';
export type {
  OpenedFrame,
  OpenedPacket,
  PacketSight,
  ShownField,
  ShownLayer,
} from './packet/packet-sight.ts';
export type { RunCondition } from './packet/run-conditions.ts';
export type {
  FlowResult,
  FlowSeriesResult,
  LatencySummary,
  LinkResult,
  NodeResult,
  NodeSeriesResult,
  RequestSummary,
  RunResult,
  SeriesResult,
  ThroughputLimit,
  Waterfall,
} from './packet/run-result.ts';
export { limitSentence } from './report/limit-sentence.ts';
export { type MeasureTable, measureTables, waterfallParts } from './report/measure-tables.ts';
export { formatBytes, parseBytes } from './quantity/size.ts';
export { formatDuration, parseDuration } from './quantity/duration.ts';
export { formatRate, parseRate } from './quantity/rate.ts';
export { formatPercent, parsePercent } from './quantity/percent.ts';
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
export type {
  Reply,
  Request,
  RunOptions,
  RunProgress,
  RunRequest,
  RunStand,
  TraceQuestion,
} from './session/messages.ts';
export type { IntentResult } from './check/intents/intent-result.ts';
export { openScenario, type Opened, Reopening } from './session/open.ts';
export { report, reportFormats, type ReportFormat } from './session/report.ts';
export {
  comparedWorkload,
  referenceFabric,
  referenceScenario,
  referenceWorkloadNames,
  type WorkloadChoices,
} from './session/bench/reference-workloads.ts';
export {
  type ReachDesign,
  reachDesignNames,
  reachFabric,
  transitText,
} from './session/bench/reach-designs.ts';
export type { BenchResult } from './report/schemas/bench-schema.ts';
export { serveSimulation, type SimulationPort } from './session/worker-server.ts';
export { answerTrace } from './session/trace-answer.ts';
export type { Fix, TraceAnswer } from './report/trace-answer.ts';
export { type FilledTemplate, fillTemplate } from './templates/fill-template.ts';
export type { Parameter, Template, TemplateDescription } from './templates/template.ts';
export { describeTemplates, templates } from './templates/templates.ts';
export { outputSchemas } from './report/output-schemas.ts';
export { reach } from './trace/reach.ts';
export { trace, TraceRefusal } from './trace/trace.ts';
export type { ReachClass, ReachResult, TracePath, TraceResult, TraceStep } from './trace/trace-result.ts';
export { planScenario } from './session/plan/plan-scenario.ts';
export type { PlanChoices } from './session/plan/plan-choices.ts';
export type { CostItem, FailureCase, PlanDemand, PlanLink, PlanResult } from './plan/plan-result.ts';
export { importFiles, importFormats, type SourceFile } from './exchange/import/import-files.ts';
export { ImportRefusal } from './exchange/import/import-refusal.ts';
export { sharingSizes, sharingSystem, solveSharing } from './session/bench/sharing-systems.ts';
