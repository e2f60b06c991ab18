// Runs one installed command-line tool from the top of the checkout, its output going straight to ours.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

// The package that brings a command, where it is not named like it.
const packageOf = { biome: '@biomejs/biome', tsc: 'typescript', playwright: '@playwright/test' };

// The script behind a command, so that no shell and no .cmd file stands between on any system. A name ending in
// .mjs is one of the scripts beside this file.
function scriptOf(tool) {
  if (tool.endsWith('.mjs')) return join(root, '.ci', tool);
  const folder = join(root, 'node_modules', packageOf[tool] ?? tool);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[tool]);
}

/** Exit status of the tool; 1 when a signal ended it. */
export function runTool(tool, args) {
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  return spawnSync(process.execPath, [scriptOf(tool), ...args], options).status ?? 1;
}

/** The same without blocking, ended with its children once it has had `limitMs`. */
export function runToolWithin(limitMs, tool, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [scriptOf(tool), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      detached: process.platform !== 'win32',
    });
    const timer = setTimeout(() => {
      console.error(`${tool}: ended after ${limitMs / 1000} s without a result`);
      endGroup(child);
    }, limitMs);
    const interrupted = () => {
      endGroup(child);
      process.exit(130);
    };
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    child.on('error', (error) => console.error(`${tool}: ${error.message}`));
    child.on('close', (status) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      resolve(status ?? 1);
    });
  });
}

function endGroup(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
