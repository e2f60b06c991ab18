/** Runs the real `netwright` as a child process, as scripts do. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from './bundled.ts';

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandLine {
  /** The program itself. */
  readonly file: string;
  run(args: readonly string[], cwd?: string): Promise<Outcome>;
  remove(): void;
}

/** No command may take longer, whatever it is fed. */
const limitMs = 60_000;

export async function commandLineProcess(): Promise<CommandLine> {
  const folder = await bundled({
    cli: 'src-main/cli/cli.ts',
    'simulation-worker': 'src-main/services/simulation-worker.ts',
  });
  return {
    file: join(folder, 'cli.js'),
    run(args, cwd = folder) {
      const child = spawn(process.execPath, [join(folder, 'cli.js'), ...args], {
        cwd,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: limitMs,
        killSignal: 'SIGKILL',
      });
      let [out, err] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      return new Promise((resolve) => {
        child.once('close', (code) => resolve({ code, out, err }));
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
