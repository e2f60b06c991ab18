/**
 * Bands of link load, the same in the drawing, the tables and the legend. From 80 % on queues grow fast: an M/D/1
 * queue holds rho^2 / (2 (1 - rho)) packets on average, 1.6 at 80 % and 9 at 95 %.
 */
export interface UtilisationBand {
  /** Class name in the style sheet. */
  readonly id: string;
  readonly title: string;
  /** Shares from here up belong to the band. */
  readonly from: number;
}

export const notMeasured: UtilisationBand = {
  id: 'load-unknown',
  title: 'not measured',
  from: Number.NEGATIVE_INFINITY,
};

export const utilisationBands: readonly UtilisationBand[] = [
  { id: 'load-low', title: 'below 30 %', from: 0 },
  { id: 'load-moderate', title: '30 to 60 %', from: 0.3 },
  { id: 'load-busy', title: '60 to 80 %', from: 0.6 },
  { id: 'load-high', title: '80 to 95 %', from: 0.8 },
  { id: 'load-full', title: '95 % and more', from: 0.95 },
];

export function utilisationBand(share: number | null): UtilisationBand {
  if (share === null) return notMeasured;
  return utilisationBands.findLast((band) => share >= band.from) ?? notMeasured;
}
