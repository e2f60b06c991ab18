// Makes sure the dependencies of package-lock.json are installed; `npm start` and `npm test` run this first.
// Needs nothing but Node. Runs `npm ci` only when the lock file, the Node major or the platform differ from
// the stamp left by the last good install, and leaves everything but node_modules alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const cache = join(modules, '.cache', 'netwright');
const stampFile = join(cache, 'install-stamp');
const lockWaitMs = 15 * 60 * 1000;

const ownCommand = `#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const cli = join(__dirname, '..', '..', 'dist', 'main', 'cli.js');
if (existsSync(cli)) import(pathToFileURL(cli).href);
else {
  console.error('netwright is not built yet: run npm start or npm test once.');
  process.exitCode = 2;
}
`;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Netwright needs Node 20.19 or newer, and this is Node ${process.versions.node}.`);
}

if (installed()) {
  console.log('dependencies: up to date');
} else {
  const unlock = lock();
  // Another run may have installed everything while this one waited for the lock.
  const good = installed() || install();
  unlock();
  if (!good) fail('dependencies: npm ci failed; its messages above say why. Nothing was built or tested.');
  console.log('dependencies: installed');
}
linkOwnCommand();

function wantedStamp() {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'package-lock.json')));
  hash.update(`node ${major} ${process.platform} ${process.arch}`);
  return hash.digest('hex');
}

function installed() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wantedStamp();
}

function install() {
  const stamp = wantedStamp();
  console.log('dependencies: installing with npm ci (a minute or two the first time)');
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  const result = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, 'ci', '--loglevel=error'], options)
    : spawnSync('npm ci --loglevel=error', { ...options, shell: true });
  if (result.status !== 0) return false;
  mkdirSync(cache, { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

// Makes `npx netwright` run the checkout's own build. A "bin" in package.json would do it worse: npx then copies links
// into its cache, and one call before the first build leaves them broken there for good.
function linkOwnCommand() {
  const command = join(modules, '.bin', 'netwright');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  writeFileSync(command, ownCommand);
  chmodSync(command, 0o755);
  writeFileSync(`${command}.cmd`, '@node "%~dp0\\netwright" %*\r\n');
}

// The lock cannot live in node_modules, which npm ci empties. mkdir is atomic everywhere; the owner's process id
// inside lets a run that was killed be told from one that is still at work.
function lock() {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `netwright-install-${name}`);
  const owner = join(folder, 'pid');
  const giveUpAt = Date.now() + lockWaitMs;
  for (let told = false; ; ) {
    try {
      mkdirSync(folder);
      writeFileSync(owner, String(process.pid));
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (abandoned(owner)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (Date.now() > giveUpAt) fail(`dependencies: another install has held ${folder} for too long.`);
    if (!told) console.log('dependencies: waiting for another install of this checkout');
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
}

function abandoned(owner) {
  // A folder without a process id belongs to a run that is about to write it; one poll later it will be there.
  if (!existsSync(owner)) return false;
  const pid = Number(readFileSync(owner, 'utf8'));
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
