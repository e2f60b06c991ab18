/**
 * One packet's way along the decisions for its destination, past the filters at every port: how it ends, and what let
 * it through. Where flows are shared over several next hops each of them is followed, up to a bound.
 */
import type { Fate } from '../fabric/fate.ts';
import type { Fabric, FilterRule } from '../fabric/fabric.ts';
import { decidingRule, type PacketHeader } from '../fabric/filter-verdict.ts';
import type { Decision, Onward } from './ways.ts';

/** As many routers as the packet engine lets count a packet down (RFC 1812 section 5.3.1), and nodes of any kind. */
const hopsMax = 64;
const nodesMax = 255;
/** Paths told of one question; equal next hops multiply along the way. */
const pathsMax = 32;

export interface Hop {
  readonly decision: Decision;
  /** Null at the last one. */
  readonly onward: Onward | null;
}

export interface Refusal {
  readonly port: number;
  readonly filter: number;
  /** Null: no rule matched. */
  readonly rule: FilterRule | null;
}

export interface Way {
  readonly fate: Fate;
  readonly hops: readonly Hop[];
  readonly refusal: Refusal | null;
  /** It ended because it had met the same table of the same node before; tables do not change, so it would for ever. */
  readonly loop: boolean;
  /** Trackers of the stateful filters that let it through, for the answer. */
  readonly remembered: readonly string[];
}

export interface FilterPass {
  readonly passes: boolean;
  readonly rule: FilterRule | null;
  /** Let through without a rule, as the answer to something that was. */
  readonly answer: boolean;
}

export function askFilter(
  fabric: Fabric,
  filter: number,
  header: PacketHeader,
  remembered: readonly string[],
): FilterPass {
  const { stateful, tracker } = fabric.filters[filter];
  if (stateful && remembered.includes(tracker)) return { passes: true, rule: null, answer: true };
  const rule = decidingRule(fabric.filters[filter], header);
  return { passes: rule?.allow === true, rule, answer: false };
}

/** All ways the packet can take, the one of the first next hops first. `remembered` comes from the way it answers. */
export function follow(
  fabric: Fabric,
  start: Decision,
  header: PacketHeader,
  remembered: readonly string[] = [],
): Way[] {
  const ways: Way[] = [];
  /** Takes over `hops`; where the way forks, every branch but the last gets a copy. */
  const walk = (from: Decision, hops: Hop[], passed: readonly string[], left: number): void => {
    let decision = from;
    let trackers = passed;
    let hopsLeft = left;
    for (;;) {
      const loop = isAmong(hops, decision);
      const fate = endAt(decision, hops.length, hopsLeft, loop);
      if (fate !== null) {
        hops.push({ decision, onward: null });
        ways.push({ fate, hops, refusal: null, loop: loop && fate === 'ttl-exceeded', remembered: trackers });
        return;
      }
      for (const branch of decision.onward.slice(0, -1)) {
        if (ways.length >= pathsMax) return;
        fork(decision, branch, [...hops], trackers, hopsLeft);
      }
      if (ways.length >= pathsMax) return;
      const onward = decision.onward[decision.onward.length - 1];
      hops.push({ decision, onward });
      const gate = passGates(fabric, onward, header, remembered);
      if (gate !== null && gate.refusal !== null) {
        ways.push({ fate: 'denied', hops, refusal: gate.refusal, loop: false, remembered: trackers });
        return;
      }
      if (gate !== null) trackers = trackers.concat(gate.remembered);
      if (fabric.nodes[onward.decision.node].decrementsTtl) hopsLeft -= 1;
      decision = onward.decision;
    }
  };
  /** A branch: the same decision with one next hop only. */
  const fork = (at: Decision, onward: Onward, hops: Hop[], passed: readonly string[], left: number): void => {
    walk({ ...at, onward: [onward] }, hops, passed, left);
  };
  walk(start, [], [], hopsMax);
  return ways;
}

function isAmong(hops: readonly Hop[], { node, table }: Decision): boolean {
  for (const { decision } of hops) if (decision.node === node && decision.table === table) return true;
  return false;
}

/** How it ends here; null where it goes on. A packet that has arrived is not counted down any more. */
function endAt(decision: Decision, nodes: number, hopsLeft: number, loop: boolean): Fate | null {
  if (decision.fate === 'delivered' || decision.fate === 'not-for-me') return decision.fate;
  if (loop || nodes >= nodesMax || hopsLeft <= 0) return 'ttl-exceeded';
  return decision.fate;
}

/** Filters a packet passes between two decisions: out of one port, into the next. */
export function gatesOf(
  fabric: Fabric,
  { out, into }: Onward,
): { readonly port: number; readonly filter: number }[] {
  const gates = fabric.ports[out].egress.map((filter) => ({ port: out, filter }));
  if (into === out) return gates;
  return [...gates, ...fabric.ports[into].ingress.map((filter) => ({ port: into, filter }))];
}

interface Gate {
  readonly refusal: Refusal | null;
  readonly remembered: readonly string[];
}

/** Null where there is no filter between the two, which is usual. */
function passGates(
  fabric: Fabric,
  onward: Onward,
  header: PacketHeader,
  remembered: readonly string[],
): Gate | null {
  if (fabric.ports[onward.out].egress.length === 0 && fabric.ports[onward.into].ingress.length === 0)
    return null;
  const admitted: string[] = [];
  for (const { port, filter } of gatesOf(fabric, onward)) {
    const { passes, rule } = askFilter(fabric, filter, header, remembered);
    if (!passes) return { refusal: { port, filter, rule }, remembered: admitted };
    if (fabric.filters[filter].stateful) admitted.push(fabric.filters[filter].tracker);
  }
  return { refusal: null, remembered: admitted };
}

/** The way that is told first: the first that fails, because flows on it are lost; else the first. */
export function leadingWay(ways: readonly Way[]): Way {
  return ways.find((way) => way.fate !== 'delivered') ?? ways[0];
}
