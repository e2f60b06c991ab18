import { describe, expect, it } from 'vitest';
import { Decisions, type TableReader } from '../../../../src-sim/packet/forward/decisions.ts';

/** Table t sends destination d to direction 10 t + d. */
const reader: TableReader = {
  lookUp: (table, destination, encode) => encode([10 * table + destination]),
  paint: (table, row, encode) => {
    for (const destination of row.keys()) row[destination] = encode([10 * table + destination]);
  },
  soleDirection: () => -1,
  share: () => 0,
};

describe('a table that says what another one does', () => {
  // Three tables, two destinations at the beginning; number 5 comes about later.
  const decisions = new Decisions(3, 2, reader);

  it('decides by the other one from then on, for old and for new destinations', () => {
    expect([decisions.decide(0, 1, 0), decisions.decide(0, 5, 0)]).toEqual([1, 5]);
    decisions.replace(0, 2);
    expect([decisions.decide(0, 1, 0), decisions.decide(0, 5, 0)]).toEqual([21, 25]);
  });

  it('leaves the others as they are, and may be changed back', () => {
    expect(decisions.decide(1, 1, 0)).toBe(11);
    decisions.replace(0, 0);
    expect([decisions.decide(0, 1, 0), decisions.decide(0, 5, 0)]).toEqual([1, 5]);
  });
});
