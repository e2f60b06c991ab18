/**
 * What the two spellings of SNDlib networks (native and XML) have in common: how capacities and demands become rates, and
 * links lines. Links are taken to carry both ways, each with the whole capacity; whether they do is said in model files that
 * are not read. Without an installed capacity the largest module stands for one that would be. Every link costs the same
 * (hop count): SNDlib's routing cost is a price for each unit of traffic, not a metric.
 */
import type { WanDemand, WanLine, WanNode, WanTopology } from './wan-topology.ts';

export interface SndlibLink {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly installed: number;
  readonly modules: readonly number[];
}

export interface SndlibDemand {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

export interface SndlibNetwork {
  readonly title: string;
  readonly nodes: readonly WanNode[];
  readonly links: readonly SndlibLink[];
  readonly demands: readonly SndlibDemand[];
  /** As the file has it: `MBITPERSEC`; null: it says none. */
  readonly unit: string | null;
  /** Null: the file does not say. */
  readonly geographic: boolean | null;
}

const bps: Readonly<Record<string, number>> = {
  '': 1,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
};

/** Null: no unit of rates. */
export function unitBps(unit: string): number | null {
  const match = /^([KMGT]?)(BIT|BYTE)S?PERSEC(?:OND)?$/u.exec(unit.toUpperCase());
  if (match === null) return null;
  return bps[match[1]] * (match[2] === 'BYTE' ? 8 : 1);
}

const usualBps = 1e6;

export function sndlibTopology(network: SndlibNetwork): WanTopology {
  const { title, nodes, links, demands, unit, geographic } = network;
  const known = unit === null ? null : unitBps(unit);
  const perUnit = known ?? usualBps;
  const notes: string[] = [];
  if (unit === null) notes.push('The file gives no unit: capacities and demands are taken as Mbit/s.');
  else if (known === null) {
    notes.push(`The unit ${unit} is no rate: capacities and demands are taken as Mbit/s.`);
  }
  const byModule = links.filter(({ installed, modules }) => installed === 0 && modules.length > 0).length;
  if (byModule > 0) {
    notes.push(
      `${byModule} of ${links.length} links have no capacity installed: one module of the largest kind stands for it.`,
    );
  }
  return {
    title,
    geographic,
    nodes,
    lines: links.map((link): WanLine => {
      const capacity = link.installed > 0 ? link.installed : Math.max(0, ...link.modules);
      const rateBps = capacity > 0 ? Math.round(capacity * perUnit) : null;
      const { name, a, b } = link;
      return { name, a, b, rateBps, delayNs: null, costA: 1, costB: 1 };
    }),
    demands: demands.map(({ name, from, to, value }): WanDemand => {
      return { name, from, to, rateBps: Math.round(value * perUnit) };
    }),
    notes: [...notes, 'Links carry both ways, each with the whole capacity; demands go one way, as listed.'],
  };
}
