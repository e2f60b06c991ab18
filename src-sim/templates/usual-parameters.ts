/** Parameters that several templates share. */
import { factBook } from '../facts/fact-book.ts';
import type { CidrParameter, NumberParameter } from './template.ts';

export const poolParameter: CidrParameter = {
  kind: 'cidr',
  name: 'pool',
  meaning: 'private addresses that all networks are cut from',
  default: '10.0.0.0/8',
};

/** Two at least: some designs are about what spokes are to each other. */
export const spokesParameter = (
  max: number,
  meaning = 'how many networks around the hub',
): NumberParameter => ({
  kind: 'number',
  name: 'spokes',
  meaning,
  default: 3,
  min: 2,
  max,
});

/** Quotas that are raised on request: what the account has been granted. `check` holds the design against it. */
export function grantedParameter(name: string, fact: string, granted: number): NumberParameter {
  const { title, value } = factBook().get(fact);
  const meaning = `${title} that the account has been granted; ${value} without a request`;
  return { kind: 'number', name, meaning, default: granted, min: 1, max: 100_000 };
}

/** The entry under `facts` that goes with it. */
export function granted(fact: string, value: number): string {
  const { title, value: usual } = factBook().get(fact);
  return `  # ${title}: ${usual} unless more are asked for. Ask before you deploy.\n  ${fact}: ${value}`;
}
