// A Vitest reporter that writes counts by suite, and each skipped test with its reason, to $NETWRIGHT_COUNT_FILE.
import { writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { root } from './tool.mjs';

export default class VitestCount {
  onTestRunEnd(modules, unhandledErrors) {
    const suites = {};
    const skips = [];
    for (const module of modules) {
      const path = relative(root, module.moduleId).split(sep);
      const suite = path[1] ?? path[0];
      suites[suite] ??= { name: suite, passed: 0, failed: 0, skipped: 0, ms: 0 };
      const count = suites[suite];
      count.ms += module.diagnostic().duration;
      const failedBefore = count.failed;
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        if (state === 'passed' || state === 'failed') count[state] += 1;
        // Neither means it never ran because its file broke: that file is counted as failed below.
        if (state === 'skipped') {
          count.skipped += 1;
          skips.push({ name: `${path.join('/')}: ${test.fullName}`, reason: note ?? 'no reason given' });
        }
      }
      // A file that does not load, or whose hooks fail, has failed although no test in it says so.
      if (module.state() === 'failed' && count.failed === failedBefore) count.failed += 1;
    }
    const file = process.env.NETWRIGHT_COUNT_FILE;
    writeFileSync(
      file,
      JSON.stringify({ suites: Object.values(suites), skips, errors: unhandledErrors.length }),
    );
  }
}
