/**
 * Traffic that has to survive the loss of any one line: the design is built anew without each line that it uses, routes settle,
 * and it is asked again. Lines are what fails one at a time: wires, circuits, tunnels over the internet, VPN connections, ports
 * of providers. Peerings and attachments, which providers keep up by themselves, are not taken away, nor are devices, bundles of
 * several lines and the wire at which a machine hangs.
 */
import type { Scenario } from '../../scenario/schema.ts';
import { Tracer } from '../../trace/tracer.ts';
import { entries, nameOf } from '../design.ts';
import { withoutRecord } from '../without-record.ts';
import {
  type Intent,
  type IntentContext,
  isDelivered,
  questionOf,
  silentPair,
  waysOf,
} from './intent-context.ts';
import type { IntentFailure } from './intent-result.ts';
import type { Pair } from './parties.ts';

const nouns: Readonly<Record<string, string>> = {
  wire: 'wire',
  'ipsec-tunnel': 'IPsec tunnel',
  'private-circuit': 'circuit',
  'virtual-circuit': 'virtual circuit',
  'internet-access': 'internet access',
  'exchange-port': 'exchange port',
  'aws-vpn-connection': 'VPN connection',
  'aws-direct-connect': 'Direct Connect connection',
  'aws-virtual-interface': 'virtual interface',
  'azure-vpn-connection': 'VPN connection',
  'azure-expressroute-circuit': 'ExpressRoute circuit',
  'gcp-vpn-connection': 'VPN connection',
  'gcp-vlan-attachment': 'VLAN attachment',
};

/** Building takes as long as the design is large, so of large ones fewer lines are tried. */
const recordsBuiltMax = 20_000;
const buildsMin = 4;
const buildsMax = 60;

interface Line {
  readonly id: string;
  readonly title: string;
  readonly path: string;
}

/** `untried` is told how many lines were more than are tried. */
export function fragile(
  context: IntentContext,
  intent: Intent,
  pairs: readonly Pair[],
  untried: (lines: number) => void,
): IntentFailure[] {
  const known = linesOf(context.scenario);
  const failures: IntentFailure[] = [];
  const users = new Map<Line, Pair[]>();
  for (const pair of pairs) {
    const result = context.tracer.trace(questionOf(intent, pair));
    if (result === null || !isDelivered(result.forward) || !isDelivered(result.reverse)) {
      failures.push(silentPair(context, pair, result));
      continue;
    }
    const used = new Set<Line>();
    for (const { steps } of [result.forward, result.reverse].flatMap(waysOf)) {
      for (const { record, decidedBy, link } of steps) {
        for (const path of [record, decidedBy.record, originOf(context, link)]) {
          const line = known.get(path.split('.')[1] ?? '');
          if (line !== undefined) used.add(line);
        }
      }
    }
    for (const line of used) users.set(line, [...(users.get(line) ?? []), pair]);
  }
  const most = buildsFor(context.scenario);
  const lines = [...users];
  untried(Math.max(0, lines.length - most));
  for (const [line, own] of lines.slice(0, most)) failures.push(...without(context, intent, line, own));
  return oncePerPair(failures);
}

const originOf = ({ fabric }: IntentContext, link: string | undefined): string =>
  (link === undefined ? undefined : fabric.links.find(({ id }) => id === link))?.origin.path ?? '';

/** Those whose loss is tried, by id. */
function linesOf(scenario: Scenario): ReadonlyMap<string, Line> {
  const found = new Map<string, Line>();
  for (const collection of ['links', 'attachments', 'devices', 'gateways'] as const) {
    for (const [id, record] of entries<{ readonly kind: string; readonly name?: string | undefined }>(
      scenario[collection],
    )) {
      const noun = nouns[record.kind];
      if (noun === undefined || isBundle(record) || holdsMachine(scenario, record)) continue;
      found.set(id, { id, title: `${noun} ${nameOf(id, record)}`, path: `${collection}.${id}` });
    }
  }
  return found;
}

const isBundle = (record: object): boolean =>
  'lines' in record && typeof record.lines === 'number' && record.lines > 1;

const holdsMachine = ({ workloads }: Scenario, record: object): boolean =>
  'ends' in record &&
  Array.isArray(record.ends) &&
  record.ends.some((end: { readonly to?: string }) => workloads?.[end.to ?? ''] !== undefined);

function without(
  context: IntentContext,
  intent: Intent,
  line: Line,
  pairs: readonly Pair[],
): IntentFailure[] {
  const fabric = context.rebuild(withoutRecord(context.scenario, line.id));
  if (fabric === null) return [];
  const tracer = new Tracer(fabric);
  const ends = new Set(fabric.endpoints.map(({ id }) => id));
  return pairs.flatMap((pair): IntentFailure[] => {
    const question = questionOf(intent, pair);
    if (!ends.has(pair.from) || !ends.has(pair.to)) return [];
    const arrival = tracer.arrival(question);
    if (arrival?.arrives === true && arrival.answered) return [];
    const result = arrival === null ? null : tracer.trace(question);
    const { sentence } = silentPair(context, pair, result);
    return [{ ...pair, record: line.path, sentence: `without ${line.title}, ${sentence}` }];
  });
}

function buildsFor(scenario: Scenario): number {
  const records = Object.values(scenario).reduce(
    (sum: number, part) => sum + (typeof part === 'object' && part !== null ? Object.keys(part).length : 0),
    1,
  );
  return Math.min(buildsMax, Math.max(buildsMin, Math.floor(recordsBuiltMax / records)));
}

/** A pair fails once, however many lines it hangs on. */
function oncePerPair(failures: readonly IntentFailure[]): IntentFailure[] {
  const told = new Set<string>();
  return failures.filter(({ from, to }) => {
    const key = `${from} ${to}`;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
}
