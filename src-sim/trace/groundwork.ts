/** What questions about one fabric share: decisions, what filters say of the addresses in question, and probes. */
import type { Address } from '../quantity/address.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { DecisionBook } from './decision-book.ts';
import { FilterBook } from './filter-book.ts';
import { ProbeBook } from './probe-book.ts';
import { Walker } from './walker.ts';

export interface Groundwork {
  readonly fabric: Fabric;
  readonly decisions: DecisionBook;
  readonly filters: FilterBook;
  readonly probes: ProbeBook;
  readonly walker: Walker;
}

export function groundworkOf(fabric: Fabric, addresses: readonly Address[]): Groundwork {
  const filters = new FilterBook(fabric, addresses);
  return {
    fabric,
    decisions: new DecisionBook(fabric),
    filters,
    probes: new ProbeBook(fabric),
    walker: new Walker(fabric, filters),
  };
}
