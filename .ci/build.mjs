// Builds the window (Vite) and everything that runs in Node or Electron (Rolldown) into dist/.
// With --if-changed it does nothing when the sources are those of the last good build.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './tool.mjs';

const stampFile = join(root, 'dist', 'build-stamp');
const stamp = sourceStamp();

if (process.argv.includes('--if-changed') && built()) {
  console.log('build: up to date');
} else {
  const startedAt = Date.now();
  rmSync(join(root, 'dist', 'main'), { recursive: true, force: true });
  rmSync(stampFile, { force: true });
  build('vite', ['build', '--config', 'src-renderer/vite.config.ts', '--logLevel', 'warn']);
  build('rolldown', ['-c', 'src-main/rolldown.config.mjs', '--logLevel', 'warn']);
  chmodSync(join(root, 'dist', 'main', 'cli.js'), 0o755);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile, stamp);
  console.log(`build: dist/ written in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function build(tool, args) {
  if (runTool(tool, args) !== 0) {
    console.error(`build: ${tool} failed`);
    process.exit(1);
  }
}

function built() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

// Contents, not times: a fresh checkout and a restored file must not look changed.
function sourceStamp() {
  const hash = createHash('sha256');
  const folders = ['src-sim', 'src-main', 'src-renderer', 'scenarios'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json']) files.push(join(root, name));
  files.sort((a, b) => (a < b ? -1 : 1));
  for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}
