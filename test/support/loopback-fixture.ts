/** Starts the built loopback server on a home folder of its own, one per test, and ends it afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const root = dirname(dirname(import.meta.dirname));
const server = join(root, 'dist', 'main', 'serve.js');

export interface Loopback {
  readonly address: string;
  /** A document in the user's workspace, there before the window opens. */
  putFile(name: string, text: string): Promise<void>;
  readFile(name: string): Promise<string>;
  end(): Promise<void>;
}

/** `openAtStart` is a file that the window opens by itself. */
export async function startLoopback(openAtStart?: string): Promise<Loopback> {
  if (!existsSync(server)) throw new Error('dist/main/serve.js is missing: run "npm run build" first.');
  const home = await mkdtemp(join(tmpdir(), 'netwright-window-'));
  const files = openAtStart === undefined ? [] : [openAtStart];
  const child = spawn(process.execPath, [server, '--print-address', ...files], {
    env: { ...process.env, NETWRIGHT_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await printedAddress(child);
  const workspace = join(home, 'workspace');
  return {
    address,
    async putFile(name, text) {
      await mkdir(workspace, { recursive: true });
      await writeFile(join(workspace, name), text);
    },
    readFile: (name) => readFile(join(workspace, name), 'utf8'),
    async end() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      // A browser may hold its stream open; the test is over, so nothing is lost by force.
      const force = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(force);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function printedAddress(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const { address } = JSON.parse(line) as { address: string };
    return address;
  }
  throw new Error('the loopback server ended without printing its address');
}

/** The shipped example, as it lies in the repository. */
export async function exampleText(name: string): Promise<string> {
  const examples = join(root, 'scenarios');
  if (!(await readdir(examples)).includes(name)) throw new Error(`there is no example ${name}`);
  return readFile(join(examples, name, 'scenario.yaml'), 'utf8');
}
