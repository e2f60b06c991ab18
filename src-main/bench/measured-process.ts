/** Runs a command pinned to one core, so that two programs that take turns are measured alike, and reads the JSON it prints. */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const hasTaskset = spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;
const core = String(availableParallelism() - 1);

/** Null where the command could not be run to its end. */
export function measuredProcess(command: string, args: readonly string[]): unknown {
  const [program, ...rest] = hasTaskset ? ['taskset', '-c', core, command, ...args] : [command, ...args];
  const { status, stdout } = spawnSync(program, rest, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 600_000,
  });
  return status === 0 ? JSON.parse(stdout) : null;
}
