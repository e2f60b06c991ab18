/**
 * When links are full if all inelastic demand grows by the same share every month, compounded: utilisation u is 1 after
 * ln(1 / (u - e)) / ln(1 + g) months, where e is what elastic demand takes now. Ways and splits stay as they are. Elastic demand
 * fills what it is given and does not count; a link is full when nothing is left for it.
 */
import { naturalLogarithm } from '../quantity/natural-logarithm.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { channelName } from './load-tables.ts';
import type { NetworkLoad } from './network-load.ts';
import type { GrowthStudy } from './plan-result.ts';

export interface Month {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

/** Later than anybody plans. */
const monthsMax = 1200;

export function growthStudy(fabric: Fabric, load: NetworkLoad, perMonth: number, start: Month): GrowthStudy {
  const { capacity, wanted, elastic } = load;
  const links: GrowthStudy['links'][number][] = [];
  let never = 0;
  for (let channel = 0; channel < capacity.length; channel++) {
    if (capacity[channel] === Infinity || wanted[channel] === 0) continue;
    const utilisation = (wanted[channel] - elastic[channel]) / capacity[channel];
    const months = monthsUntilFull(utilisation, perMonth);
    if (months === null) {
      never += 1;
      continue;
    }
    const id = channelName(fabric, channel);
    const record = fabric.links[channel >> 1].origin.path;
    links.push({ id, record, utilisation, months, fullIn: monthText(after(start, Math.ceil(months))) });
  }
  links.sort((a, b) => a.months - b.months || b.utilisation - a.utilisation);
  return { perMonth, start: monthText(start), links, never };
}

/** Null: not within a century. */
export function monthsUntilFull(utilisation: number, perMonth: number): number | null {
  if (utilisation >= 1) return 0;
  if (utilisation <= 0 || perMonth <= 0) return null;
  const months = -naturalLogarithm(utilisation) / naturalLogarithm(1 + perMonth);
  return months > monthsMax ? null : months;
}

function after({ year, month }: Month, months: number): Month {
  const count = 12 * year + (month - 1) + months;
  return { year: Math.floor(count / 12), month: (count % 12) + 1 };
}

const monthText = ({ year, month }: Month): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
