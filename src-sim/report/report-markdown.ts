/** The report as Markdown, for repositories and wikis: the same sections as the HTML form, without the pictures. */
import type { TracePath } from '../trace/trace-result.ts';
import { addressCount, blockRows, shortList } from './address-rows.ts';
import { assumptionsOf } from './assumptions.ts';
import { count, goodput, latency, share } from './figures.ts';
import { lossByFate, lossShare } from './loss.ts';
import { markdownCode as code, markdownTable as table, markdownText as text } from './markdown-text.ts';
import { measureTables } from './measure-tables.ts';
import { pathMtus } from './path-mtus.ts';
import { recordNames, type RecordNames } from './record-names.ts';
import type { ReportInput } from './report-input.ts';
import { intentWords, noIntents } from './intent-words.ts';
import { summary } from './summary.ts';
import { fateWords, reachWords } from './verdict-words.ts';
import { isWebAddress } from './web-address.ts';

export function reportMarkdown(input: ReportInput): string {
  const names = recordNames(input.planned, input.fabric);
  const sections: readonly (readonly [string, string])[] = [
    ['Summary', summaryText(input)],
    ['Problems', problemsText(input)],
    ['Intents', intentsText(input, names)],
    ['Reachability', reachText(input, names)],
    ['Paths', pathsText(input, names)],
    ['Flows', flowsText(input, names)],
    ['Link loads', linksText(input, names)],
    ['Largest packets', mtuText(input, names)],
    ['Address plan', addressesText(input, names)],
    [
      'Assumptions',
      assumptionsOf(input)
        .map((each) => `- ${text(each)}`)
        .join('\n'),
    ],
    ['Facts', factsText(input)],
    ['Reproduction', reproductionText(input)],
  ];
  const parts = [
    `# ${text(input.scenario.name)}`,
    ...sections.map(([title, body]) => `## ${title}\n\n${body}`),
  ];
  return `${parts.join('\n\n')}\n`;
}

const notSimulated = 'Nothing was simulated for this report.';

function summaryText(input: ReportInput): string {
  return summary(input)
    .map(({ question, sentences }) => `**${question}.** ${text(sentences.join(' '))}`)
    .join('\n\n');
}

function problemsText({ problems }: ReportInput): string {
  if (problems.length === 0) return 'The checks found nothing.';
  const rows = problems.map(({ severity, code: problemCode, message, path, line, column, cure, source }) => [
    severity,
    code(problemCode),
    `${text(message)}${cure === undefined ? '' : ` Cure: ${text(cure.title)}`}`,
    path === '' ? 'the file' : code(path),
    line === 0 ? '–' : `${line}:${column}`,
    source === undefined ? '' : cited(source.title, source.url, source.asOf),
  ]);
  return table(['Severity', 'Code', 'Problem', 'Where', 'Line', 'Source'], rows);
}

function intentsText({ intents }: ReportInput, names: RecordNames): string {
  if (intents.length === 0) return noIntents;
  const rows = intents.map(({ name, kind, status, sentence, failures }) => [
    text(name),
    code(kind),
    intentWords[status],
    text(sentence),
    failures
      .map(({ from, to }) => `${text(names.ofWorkload(from))} to ${text(names.ofWorkload(to))}`)
      .join(', '),
  ]);
  return table(['Intent', 'Kind', 'Result', 'Because', 'Pairs that fail'], rows);
}

function reachText({ reach }: ReportInput, names: RecordNames): string {
  if (reach.pairs.length === 0) return 'There are no two endpoints.';
  const rows = reach.pairs.map(({ from, to, class: reachClass, reason }) => [
    text(names.ofWorkload(from)),
    text(names.ofWorkload(to)),
    reachWords[reachClass].title,
    text(reason),
  ]);
  return table(['From', 'To', 'Result', 'Reason'], rows);
}

function pathsText({ traces }: ReportInput, names: RecordNames): string {
  if (traces.length === 0) return 'No path was traced for this report.';
  return traces
    .map((trace) => {
      const ends = `${text(names.ofWorkload(trace.from))} to ${text(names.ofWorkload(trace.to))}`;
      const service = trace.protocol === 'icmp' ? 'icmp' : `${text(trace.protocol)} ${trace.port}`;
      return [
        `### ${ends}, ${service}`,
        `${reachWords[trace.class].title}: ${text(trace.verdict)}`,
        `There:\n\n${hops(trace.forward, names)}`,
        `Back:\n\n${hops(trace.reverse, names)}`,
      ].join('\n\n');
    })
    .join('\n\n');
}

function hops(path: TracePath, names: RecordNames): string {
  const steps = path.steps.map(
    ({ noun, record, sentence, decidedBy, depth }, index) =>
      `${index + 1}. ${depth === undefined ? '' : 'the packet around it, at '}${text(noun)} **${text(names.ofPath(record))}**: ${text(sentence)} (${code(decidedBy.table)}: ${code(decidedBy.entry)})`,
  );
  const others = (path.branches ?? []).map(
    (branch) => `- other flows, ${fateWords[branch.fate]}: ${text(branch.reason)}`,
  );
  const hole = path.blackHole === undefined ? [] : [`**black hole**: ${text(path.blackHole.sentence)}`];
  const end = `**${fateWords[path.fate]}**${path.reason === '' || path.fate === 'delivered' ? '' : `: ${text(path.reason)}`}`;
  return [steps.join('\n'), ...hole, end, others.join('\n')].filter((part) => part !== '').join('\n\n');
}

function flowsText({ run, planned }: ReportInput, names: RecordNames): string {
  if (run === null) return notSimulated;
  if (run.flows.length === 0) return 'The design has no traffic.';
  const rows = run.flows.map((flow) => {
    const { latencyNs } = flow;
    const times = (['min', 'mean', 'p50', 'p95', 'p99', 'max'] as const).map((each) =>
      latencyNs === null ? '–' : latency(latencyNs[each]),
    );
    const lost = [...lossByFate([flow])].map(([fate, howMany]) => `${fateWords[fate]} ${count(howMany)}`);
    return [
      text(planned.traffic?.[flow.id]?.name ?? flow.id),
      text(names.ofWorkload(flow.from)),
      text(names.ofWorkload(flow.to)),
      count(flow.offered),
      count(flow.delivered),
      count(flow.inFlight),
      share(lossShare(flow)),
      lost.join(', '),
      goodput(flow.goodputBps),
      ...times,
    ];
  });
  const titles = ['Flow', 'From', 'To', 'Offered', 'Delivered', 'In flight', 'Loss', 'Lost by', 'Goodput'];
  const measures = measureTables(run, (id) => planned.traffic?.[id]?.name ?? id).map((each) => {
    const cells = each.rows.map((row) => row.map((cell) => text(cell.text)));
    return `### ${each.title}\n\n${table(
      each.columns.map(({ title }) => title),
      cells,
    )}`;
  });
  const delivery = table([...titles, 'min', 'mean', 'p50', 'p95', 'p99', 'max'], rows);
  return [delivery, ...measures].join('\n\n');
}

function linksText({ run }: ReportInput, names: RecordNames): string {
  if (run === null) return notSimulated;
  if (run.links.length === 0) return 'The design has no links.';
  const rows = run.links.map((link) => [
    text(names.ofNode(link.from)),
    text(names.ofNode(link.to)),
    code(link.record),
    link.utilisation === null ? 'no rate' : share(link.utilisation),
    count(link.packets),
    count(link.queuePacketsMax),
    count(link.drops),
  ]);
  return table(['From', 'To', 'Record', 'Load', 'Packets', 'Longest queue', 'Drops'], rows);
}

function mtuText({ traces }: ReportInput, names: RecordNames): string {
  const paths = pathMtus(traces);
  if (paths.length === 0) return 'No path was traced for this report.';
  const rows = paths.map(({ from, to, direction, links, smallest }) => [
    text(names.ofWorkload(from)),
    text(names.ofWorkload(to)),
    direction === 'forward' ? 'there' : 'back',
    links.map(({ mtu }) => mtu).join(' › '),
    smallest === null ? '–' : String(smallest),
  ]);
  return table(['From', 'To', 'Way', 'MTU, link by link', 'Smallest'], rows);
}

function addressesText({ addressPlan }: ReportInput, names: RecordNames): string {
  const blocks = blockRows(addressPlan).map(({ record, cidr, size, used, utilisation, free }) => [
    record === null ? 'private space, no pool' : code(record),
    cidr,
    addressCount(size),
    addressCount(used),
    share(utilisation),
    shortList(free),
  ]);
  const subnets = addressPlan.subnets.map(({ id, cidr, used, free, utilisation, assigned, reserved }) => [
    code(`subnets.${id}`),
    cidr,
    addressCount(used),
    addressCount(free),
    share(utilisation),
    text(shortList(assigned.map(({ address, owner }) => `${address} ${names.ofWorkload(owner)}`))),
    shortList(reserved),
  ]);
  if (blocks.length + subnets.length === 0) return 'The design has no address blocks.';
  return [
    table(['Owner', 'Block', 'Addresses', 'Used', 'Share', 'Free'], blocks),
    table(['Subnet', 'Block', 'Used', 'Free', 'Share', 'Assigned', 'Reserved'], subnets),
  ].join('\n\n');
}

function factsText({ facts }: ReportInput): string {
  if (facts.length === 0) return 'No answer of this report rests on a published figure.';
  const rows = facts.map((fact) => [
    `${text(fact.title)} (${code(fact.id)})`,
    `${text(String(fact.value))}${fact.overridden ? `, set in this scenario; published: ${text(String(fact.published))}` : ''}`,
    text(fact.unit),
    cited(fact.source.title, fact.source.url, undefined),
    text(fact.asOf),
    text(fact.confidence),
  ]);
  return table(['Fact', 'Value', 'Unit', 'Source', 'As of', 'Confidence'], rows);
}

function reproductionText({ reproduction }: ReportInput): string {
  const { documentHash, seed, version, command, digest } = reproduction;
  const lines = [
    `- Scenario file: ${code(documentHash)}`,
    `- Netwright version: ${code(version)}`,
    `- Seed: ${seed}`,
    `- Command: ${code(command)}`,
    `- Digest of the trajectory: ${digest === null ? 'nothing was simulated' : code(digest)}`,
  ];
  return lines.join('\n');
}

function cited(title: string, url: string | undefined, asOf: string | undefined): string {
  const date = asOf === undefined ? '' : `, ${text(asOf)}`;
  // Parentheses would end the link; they are the only characters a web address may hold that Markdown minds.
  if (url === undefined || !isWebAddress(url)) return text(title) + date;
  return `[${text(title)}](${url.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('|', '%7C')})${date}`;
}
