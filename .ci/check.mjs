// `npm run check`: everything that is quick to know. Format, lint, types and the architecture tests.
import { staticChecks } from './static-checks.mjs';
import { runTool } from './tool.mjs';

const checks = [
  ...staticChecks,
  {
    name: 'architecture',
    tool: 'vitest',
    args: ['run', '--config', 'test/vitest.config.ts', 'test/architecture', '--reporter', 'dot'],
  },
];
const failed = checks.filter(({ tool, args }) => runTool(tool, args) !== 0).map(({ name }) => name);
console.log(
  failed.length === 0 ? `check: all ${checks.length} passed` : `check: failed: ${failed.join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
