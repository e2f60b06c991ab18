/** The command line as a function of its arguments: picks the verb, runs it, turns refusals into output and exit code. */
import { engineVersion } from '../../src-sim/index.ts';
import { exitCode } from './exit-code.ts';
import { generalHelp, verbHelp } from './help.ts';
import { problemCount, problemDocument, problemLines } from './problem-lines.ts';
import { Refusal, usageRefusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';
import type { Verb } from './verb.ts';
import { verbArguments } from './verb-arguments.ts';
import { bench } from './verbs/bench.ts';
import { check } from './verbs/check.ts';
import { explain } from './verbs/explain.ts';
import { fmt } from './verbs/fmt.ts';
import { importNetwork } from './verbs/import-network.ts';
import { laterVerbs } from './verbs/later.ts';
import { newScenario } from './verbs/new-scenario.ts';
import { plan } from './verbs/plan.ts';
import { reach } from './verbs/reach.ts';
import { report } from './verbs/report.ts';
import { run } from './verbs/run.ts';
import { schema } from './verbs/schema.ts';
import { trace } from './verbs/trace.ts';

export const verbs: readonly Verb[] = [
  check,
  trace,
  reach,
  run,
  plan,
  report,
  newScenario,
  importNetwork,
  fmt,
  schema,
  explain,
  bench,
  ...laterVerbs,
];

export async function commandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    terminal.endProgress();
    if (error instanceof Refusal) return refuse(error, argv.includes('--json'), terminal);
    const reason = error instanceof RangeError || error instanceof Error ? error.name : 'unknown';
    const fault = usageRefusal(`An unexpected fault (${reason}); nothing was written. Please report it.`);
    return refuse(fault, argv.includes('--json'), terminal);
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    terminal.print(generalHelp(verbs));
    return exitCode.good;
  }
  if (name === '--version' || name === '-v') {
    terminal.print(engineVersion);
    return exitCode.good;
  }
  if (name === 'help') {
    terminal.print(verbHelp(findVerb(rest[0] ?? '')));
    return exitCode.good;
  }
  const verb = findVerb(name);
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.print(verbHelp(verb));
    return exitCode.good;
  }
  return verb.run(verbArguments(verb, rest, terminal));
}

function findVerb(name: string): Verb {
  const verb = verbs.find((each) => each.name === name);
  if (verb === undefined) throw usageRefusal(`There is no command ${name}; netwright help lists them.`);
  return verb;
}

function refuse({ exit, problems, file }: Refusal, json: boolean, terminal: Terminal): number {
  for (const line of problemLines(problems, file)) terminal.tell(line);
  if (file !== null && problems.length > 1) terminal.tell(`${file}: ${problemCount(problems)}`);
  if (json) terminal.json(problemDocument(problems, file));
  return exit;
}
