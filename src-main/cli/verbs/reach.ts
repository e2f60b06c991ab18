import { reach as reachAll, type ReachResult } from '../../../src-sim/index.ts';
import { columnLines } from '../columns.ts';
import { exitCode } from '../exit-code.ts';
import { openDocument } from '../read-document.ts';
import { jsonOption, type Verb } from '../verb.ts';

export const reach: Verb = {
  name: 'reach',
  summary: 'Say for every pair of workloads whether they can talk, and why not',
  positionals: 'FILE',
  positionalsMin: 1,
  positionalsMax: 1,
  options: { json: jsonOption },
  async run({ positionals, flag, terminal }) {
    const { fabric } = await openDocument(positionals[0] ?? '');
    const result = reachAll(fabric);
    if (flag('json')) {
      terminal.json(result);
    } else {
      const rows = result.pairs.map(({ from, to, class: outcome, reason }) => [from, to, outcome, reason]);
      const columns = ['from', 'to', 'class', 'reason'].map((heading) => ({ heading }));
      for (const line of columnLines(columns, rows)) terminal.print(line);
      terminal.tell(countLine(result));
    }
    return exitCode.good;
  },
};

function countLine({ endpoints, pairs }: ReachResult): string {
  const delivered = pairs.filter((pair) => pair.class === 'delivered').length;
  return `${endpoints.length} workloads: ${delivered} of ${pairs.length} pairs can talk both ways`;
}
