// Turns what the test runners wrote into rows of counts. A run that wrote nothing, found nothing or ended badly
// although every test passed counts as a failure of its own: silence is never success.
import { existsSync, readFileSync } from 'node:fs';

export function readVitestCounts(file, status) {
  const report = read(file);
  const skips = report?.skips ?? [];
  const rows = (report?.suites ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const failed = report?.errors ?? 0;
  if (failed > 0) rows.push({ name: 'errors outside tests', passed: 0, failed, skipped: 0, ms: 0 });
  return withSilence('vitest', rows, skips, status);
}

/** With an obstacle the tests were only listed; each counts as skipped for that reason. */
export function readPlaywrightCounts(file, status, name, ms, obstacle = null) {
  const report = read(file);
  const row = { name, passed: 0, failed: report?.errors?.length ?? 0, skipped: 0, ms };
  const skips = [];
  for (const { title, test } of (report?.suites ?? []).flatMap((suite) => testsOf(suite, []))) {
    const reason = obstacle ?? skipReason(test);
    if (reason !== null) {
      row.skipped += 1;
      skips.push({ name: title, reason });
    } else if (test.status === 'expected') row.passed += 1;
    else row.failed += 1;
  }
  const found = row.passed + row.failed + row.skipped > 0;
  return withSilence(name, found ? [row] : [], skips, status);
}

function testsOf(suite, path) {
  const here = suite.title === '' ? path : [...path, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => ({ title: [...here, spec.title].join(' › '), test })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, here))];
}

function skipReason(test) {
  if (test.status !== 'skipped') return null;
  const note = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
  return note?.description ?? 'no reason given';
}

function withSilence(name, rows, skips, status) {
  if (rows.length === 0) {
    console.error(`${name}: no test was found or no report was written`);
    rows.push({ name, passed: 0, failed: 1, skipped: 0, ms: 0 });
  } else if (status !== 0 && rows.every((row) => row.failed === 0)) {
    console.error(`${name}: ended with status ${status} although no test failed`);
    rows.push({ name: `${name} exit`, passed: 0, failed: 1, skipped: 0, ms: 0 });
  }
  return { rows, skips };
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
