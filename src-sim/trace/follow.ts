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
  const walk = (
    decision: Decision,
    before: readonly Hop[],
    passed: readonly string[],
    left: number,
  ): void => {
    const loop = before.some((hop) => hop.decision === decision);
    const fate = endAt(decision, before.length, left, loop);
    if (fate !== null) {
      const hops = [...before, { decision, onward: null }];
      ways.push({ fate, hops, refusal: null, loop: loop && fate === 'ttl-exceeded', remembered: passed });
      return;
    }
    for (const onward of decision.onward) {
      if (ways.length >= pathsMax) return;
      const hops = [...before, { decision, onward }];
      const gate = passGates(fabric, onward, header, remembered);
      if (gate.refusal !== null) {
        ways.push({ fate: 'denied', hops, refusal: gate.refusal, loop: false, remembered: passed });
        continue;
      }
      const counts = fabric.nodes[onward.decision.node].decrementsTtl ? 1 : 0;
      const trackers = gate.remembered.length === 0 ? passed : [...passed, ...gate.remembered];
      walk(onward.decision, hops, trackers, left - counts);
    }
  };
  walk(start, [], [], hopsMax);
  return ways;
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

function passGates(
  fabric: Fabric,
  onward: Onward,
  header: PacketHeader,
  remembered: readonly string[],
): { refusal: Refusal | null; remembered: string[] } {
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
