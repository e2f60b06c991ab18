/**
 * Paths on which packets vanish that both ends take for small enough, because nobody tells their sender: at a switch, at the
 * entrance of a tunnel of switches, at a silent router, or where what a router tells does not get back. A TCP connection asks for
 * segments that fit the links of its two ends, so what is narrower than either of these is what hurts.
 * Left out: what routers of clouds tell, which have a table per port and none for what they send themselves.
 */
import { parseBytes } from '../../quantity/size.ts';
import type { Edit } from '../../scenario/edit.ts';
import type { Cure, Finding } from '../../scenario/problem.ts';
import type { Fabric } from '../../fabric/fabric.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { TracePath, TraceResult } from '../../trace/trace-result.ts';
import { nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';
import { sampledPaths } from '../sampled-paths.ts';

/** Headers of IP and TCP without options (RFC 9293 section 3.7.1: the maximum segment size counts neither). */
const headers = { 4: 40, 6: 60 } as const;
const curedMax = 8;

interface Hole {
  readonly sentence: string;
  readonly mtu: number;
  readonly record: string;
  readonly family: 4 | 6;
  readonly pairs: Map<string, readonly [string, string]>;
}

export const mtuBlackHole: Rule = {
  code: 'mtu/black-hole',
  severity: 'warning',
  title: 'Large packets vanish, and nobody tells their sender',
  why: 'Small packets pass, so ping and handshakes work; then the first full-sized packets are lost without a word and the connection hangs. Routers tell senders of packets that are too big (ICMP); switches cannot, and a filter or a silent router keeps it from them.',
  cure: 'Raise what is too narrow, or let the machines send less: set their MTU, or clamp the maximum segment size of TCP where it enters. Where a router tells, let its ICMP messages through.',
  find({ scenario, fabric }) {
    if (fabric === null) return [];
    const holes = new Map<string, Hole>();
    for (const result of sampledPaths(fabric)) {
      // Where nothing comes back, sizes are not what is wrong.
      if (result.forward.fate !== 'delivered' || result.reverse.fate !== 'delivered') continue;
      seek(fabric, holes, result.forward, [result.from, result.to]);
      seek(fabric, holes, result.reverse, [result.to, result.from]);
    }
    return [...holes.values()].map((hole) => finding(scenario, fabric, hole));
  },
};

function seek(
  fabric: Fabric,
  holes: Map<string, Hole>,
  path: TracePath,
  [from, to]: readonly [TraceResult['from'], TraceResult['to']],
): void {
  for (const way of [path, ...(path.branches ?? [])]) {
    const { blackHole, fate, steps } = way;
    if (blackHole === undefined || fate !== 'delivered' || !isSilent(fabric, blackHole.at)) continue;
    const size = smallerEnd(fabric, steps);
    if (size !== 0 && size <= blackHole.mtu) continue;
    const { record, mtu, sentence } = blackHole;
    const key = `${record} ${mtu}`;
    const family = fabric.endpoints.find(({ id }) => id === from)?.addresses[0]?.family ?? 4;
    const hole = holes.get(key) ?? { sentence, mtu, record, family, pairs: new Map() };
    hole.pairs.set([from, to].sort().join(' '), [from, to]);
    holes.set(key, hole);
  }
}

/** Whether it is silent by itself, and not for want of a table by which to send what it tells. */
function isSilent(fabric: Fabric, at: string): boolean {
  const node = fabric.nodes.find(({ id }) => id === at);
  if (node === undefined || node.role !== 'router' || node.tellsErrors === false) return true;
  return node.ports.every((port) => fabric.ports[port].table === node.table);
}

/** What the narrower of the links at the two ends carries; 0: they have no limit. */
function smallerEnd(fabric: Fabric, steps: TracePath['steps']): number {
  const own = steps.filter(({ link, depth }) => link !== undefined && depth === undefined);
  const mtus = [own.at(0), own.at(-1)].flatMap(
    (step) => fabric.links.find(({ id }) => id === step?.link)?.mtu || [],
  );
  return mtus.length === 0 ? 0 : Math.min(...mtus);
}

function finding(scenario: Scenario, fabric: Fabric, hole: Hole): Finding {
  const pairs = [...hole.pairs.values()];
  const [[from, to]] = pairs as [readonly [string, string]];
  const name = (id: string): string => nameOf(id, scenario.workloads?.[id]);
  const more = pairs.length - 1;
  const others = more === 0 ? '' : ` and ${more} more ${more === 1 ? 'pair' : 'pairs'}`;
  const segment = hole.mtu - headers[hole.family];
  const cure = cureOf(scenario, fabric, hole, pairs);
  return {
    code: mtuBlackHole.code,
    severity: mtuBlackHole.severity,
    message: `between ${name(from)} and ${name(to)}${others}, ${hole.sentence}; a TCP segment size of ${segment} B would fit`,
    path: hole.record.split('.').slice(0, 2),
    ...(cure === null ? {} : { cure }),
  };
}

/** Smaller packets from the machines, where each hangs on a wire of its own. */
function cureOf(
  scenario: Scenario,
  fabric: Fabric,
  { mtu }: Hole,
  pairs: readonly (readonly [string, string])[],
): Cure | null {
  const machines = [...new Set(pairs.flat())];
  if (machines.length > curedMax) return null;
  const edits: Edit[] = [];
  for (const id of machines) {
    const endpoint = fabric.endpoints.find((each) => each.id === id);
    const ports = endpoint === undefined ? [] : fabric.nodes[endpoint.node].ports;
    for (const port of ports) {
      const { link } = fabric.ports[port];
      const [collection, wire = ''] = link < 0 ? [] : fabric.links[link].origin.path.split('.');
      const written = scenario.links?.[wire]?.mtu;
      const size = written === undefined ? null : parseBytes(written);
      if (collection !== 'links' || size === null || !size.ok) return null;
      if (size.value > mtu) edits.push({ op: 'set', path: ['links', wire, 'mtu'], value: `${mtu} B` });
    }
  }
  if (edits.length === 0) return null;
  return { title: `Let ${machines.join(' and ')} send no more than ${mtu} B`, edits };
}
