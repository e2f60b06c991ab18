// `npm test`: every check there is, one after the other, whatever fails. The last line is the result as
// "N passed, N failed" with ", N skipped" where tests were skipped; each skip is listed with its reason.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronObstacle } from './electron-obstacle.mjs';
import { readPlaywrightCounts, readVitestCounts } from './read-counts.mjs';
import { staticChecks } from './static-checks.mjs';
import { runToolWithin } from './tool.mjs';

const stepLimitMs = 8 * 60 * 1000;
const rows = [];
const skips = [];
const scratch = mkdtempSync(join(tmpdir(), 'netwright-test-'));

try {
  await check('build', 'build.mjs', []);
  await check('bundle size', 'bundle-size.mjs', []);
  for (const { name, tool, args } of staticChecks) await check(name, tool, args);
  await vitest();
  await playwright('window');
  await electron();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
summary();

async function check(name, tool, args) {
  announce(name);
  const startedAt = Date.now();
  const good = (await runToolWithin(stepLimitMs, tool, args)) === 0;
  addRow(name, { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0, ms: Date.now() - startedAt });
}

async function vitest() {
  announce('vitest');
  const file = join(scratch, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=./.ci/vitest-count.mjs'];
  const args = ['run', '--config', 'test/vitest.config.ts', ...reporters];
  const status = await runToolWithin(stepLimitMs, 'vitest', args, { NETWRIGHT_COUNT_FILE: file });
  add(readVitestCounts(file, status));
}

async function playwright(project, extra = []) {
  const name = `e2e ${project}`;
  announce(name);
  const file = join(scratch, `${project}.json`);
  const args = [
    'test',
    '-c',
    'test/playwright.config.ts',
    `--project=${project}`,
    '--reporter=list,json',
    ...extra,
  ];
  const startedAt = Date.now();
  const status = await runToolWithin(stepLimitMs, 'playwright', args, { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  add(readPlaywrightCounts(file, status, name, Date.now() - startedAt));
}

// Without an Electron to start, the tests are listed, so that each of them is counted as skipped.
async function electron() {
  const obstacle = electronObstacle();
  if (obstacle === null) return playwright('electron');
  announce('e2e electron');
  const file = join(scratch, 'electron.json');
  const args = ['test', '-c', 'test/playwright.config.ts', '--project=electron', '--list', '--reporter=json'];
  const status = await runToolWithin(stepLimitMs, 'playwright', args, { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  add(readPlaywrightCounts(file, status, 'e2e electron', 0, obstacle));
}

function announce(name) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 90 - name.length))}`);
}

function add(counts) {
  for (const row of counts.rows) addRow(row.name, row);
  skips.push(...counts.skips);
}

function addRow(name, { passed, failed, skipped, ms }) {
  rows.push({ name, passed, failed, skipped, ms });
}

function sum(key) {
  return rows.reduce((total, row) => total + row[key], 0);
}

function line(cells) {
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(22) : cell.padStart(9))).join('');
}

function summary() {
  if (skips.length > 0) console.log('\nSkipped:');
  for (const { name, reason } of skips) console.log(`  ${name}: ${reason}`);
  console.log(`\n${line(['suite', 'passed', 'failed', 'skipped', 'seconds'])}`);
  for (const { name, passed, failed, skipped, ms } of rows) {
    const cells = [passed, failed, skipped].map(String);
    console.log(`${line([name, ...cells, (ms / 1000).toFixed(1)])}${failed > 0 ? '  <- failed' : ''}`);
  }
  const skipped = sum('skipped');
  const tail = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${tail}`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}
