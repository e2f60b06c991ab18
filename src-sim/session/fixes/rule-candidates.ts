/** A rule for just this packet, in the filter that refused it. Every kind of filter has its own way to write and to order rules. */
import type { Candidate } from './candidate.ts';
import { type DocumentRecord, listAt, type Values } from './document-records.ts';
import type { FailedPacket, Failure } from './failure.ts';

interface Written {
  /** Place in the list; the end where left out. */
  readonly at?: number;
  readonly rule: Values;
}

/** Of one list of rules: what to write, before the rule that refused, where order matters. */
type Writer = (
  packet: FailedPacket,
  direction: string,
  rules: readonly Values[],
  refusing: number,
) => Written;

interface Writing {
  readonly lists: readonly string[];
  readonly write: Writer;
}

/** One list, in which the first rule that matches decides. */
const inOrder = (rule: (packet: FailedPacket) => Values): Writing => ({
  lists: ['rules'],
  write: (packet, _, rules, refusing) => ({
    at: refusing < 0 ? rules.length : refusing,
    rule: { ...rule(packet), ...serviceOf(packet) },
  }),
});

const hosts = ({ source, destination }: FailedPacket) => ({ from: [source.host], to: [destination.host] });

/** Two lists, of which only permissions count, or whose rules have numbers that say their order. */
const byDirection = (write: Writer): Writing => ({ lists: ['inbound', 'outbound'], write });

const inspection = inOrder(({ source, destination }) => ({
  action: 'pass',
  from: source.host,
  to: destination.host,
}));

const writers: Readonly<Record<string, Writing>> = {
  'aws-security-group': byDirection((packet, direction) => ({
    rule: { ...serviceOf(packet), cidr: peerOf(packet, direction) },
  })),
  'aws-network-acl': byDirection((packet, direction, rules, refusing) => ({
    rule: {
      rule: freeNumber(rules, 'rule', refusing, 1, 100),
      action: 'allow',
      ...serviceOf(packet),
      cidr: peerOf(packet, direction),
    },
  })),
  'azure-network-security-group': byDirection((packet, _, rules, refusing) => ({
    rule: {
      priority: freeNumber(rules, 'priority', refusing, 100, 100),
      access: 'allow',
      ...serviceOf(packet),
      from: packet.source.host,
      to: packet.destination.host,
    },
  })),
  'aws-network-firewall': inspection,
  'aws-gateway-load-balancer': inspection,
  'azure-firewall': inOrder((packet) => ({ access: 'allow', ...hosts(packet) })),
  'nsx-distributed-firewall': inOrder((packet) => ({ access: 'allow', ...hosts(packet) })),
  firewall: inOrder(({ source, destination }) => ({
    action: 'allow',
    source: [source.host],
    destination: [destination.host],
  })),
};

export function ruleCandidates({ step, decider, packet }: Failure): Candidate[] {
  if (step.decidedBy.kind !== 'filter' || decider === null) return [];
  if (packet.source.host === null || packet.destination.host === null) return [];
  const writer = writers[decider.kind];
  if (writer === undefined) return [];
  const { record, table } = step.decidedBy;
  return writer.lists.map((list): Candidate => {
    const rules = listAt(decider, list) as readonly Values[];
    const refusing = new RegExp(`\\.${list}\\[(\\d+)\\]$`).exec(record);
    const { rule, at } = writer.write(packet, list, rules, refusing === null ? -1 : Number(refusing[1]));
    return {
      sentence: sentenceOf(decider, list, packet),
      edits: [{ op: 'set', ...placed(decider, list, rules, rule, at) }],
      rank: refusing !== null || `${table} ${step.sentence}`.includes(list) ? 0 : 7,
    };
  });
}

function placed(
  { collection, id }: DocumentRecord,
  list: string,
  rules: readonly Values[],
  rule: Values,
  at = rules.length,
): { path: (string | number)[]; value: unknown } {
  const path = [collection, id, list];
  if (at >= rules.length) return { path: [...path, rules.length], value: rule };
  return { path, value: [...rules.slice(0, at), rule, ...rules.slice(at)] };
}

function sentenceOf(
  decider: DocumentRecord,
  list: string,
  { protocol, port, source, destination }: FailedPacket,
): string {
  const what = protocol === 'tcp' || protocol === 'udp' ? `${protocol} ${port}` : protocol;
  const service = protocol === 'any' ? 'everything' : what;
  const rule = list === 'rules' ? 'a rule' : `an ${list} rule`;
  return `Add ${rule} for ${service} from ${source.host} to ${destination.host} to ${decider.title}`;
}

function serviceOf({ protocol, port }: FailedPacket): Values {
  if (protocol === 'any') return {};
  return protocol === 'tcp' || protocol === 'udp' ? { protocol, ports: port } : { protocol };
}

const peerOf = ({ source, destination }: FailedPacket, direction: string): string | null =>
  direction === 'inbound' ? source.host : destination.host;

/** A number before that of the rule that refused; else after all. */
function freeNumber(
  rules: readonly Values[],
  key: string,
  refusing: number,
  least: number,
  step: number,
): number {
  const taken = new Set(rules.map((rule) => Number(rule[key])));
  const limit = refusing < 0 ? Infinity : Number(rules[refusing]?.[key]);
  if (limit === Infinity) return Math.max(least - step, ...taken) + step;
  let number = limit - 1;
  while (number > least && taken.has(number)) number--;
  return number;
}
