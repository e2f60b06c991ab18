/**
 * Sizes of flows measured in data centres, as cumulative shares: bytes, and the share of flows up to that size. Between two
 * points the share rises evenly.
 *
 * web-search: query and background traffic of a search cluster, M. Alizadeh et al., "Data Center TCP (DCTCP)", SIGCOMM 2010,
 * figure 4. data-mining: a cluster that works on large files, A. Greenberg et al., "VL2: A Scalable and Flexible Data Center
 * Network", SIGCOMM 2009, figure 2. The points are those at which the authors of later papers read the curves, published with
 * the traffic generator of W. Bai et al. (github.com/HKUST-SING/TrafficGenerator); the printed curves have more detail.
 */

export interface SizeTable {
  readonly values: readonly number[];
  readonly shares: readonly number[];
}

const table = (...points: readonly (readonly [bytes: number, share: number])[]): SizeTable => ({
  values: points.map(([bytes]) => bytes),
  shares: points.map(([, share]) => share),
});

export const flowSizes = {
  'web-search': table(
    [0, 0],
    [10_000, 0.15],
    [20_000, 0.2],
    [30_000, 0.3],
    [50_000, 0.4],
    [80_000, 0.53],
    [200_000, 0.6],
    [1_000_000, 0.7],
    [2_000_000, 0.8],
    [5_000_000, 0.9],
    [10_000_000, 0.97],
    [30_000_000, 1],
  ),
  'data-mining': table(
    [0, 0],
    [180, 0.1],
    [216, 0.2],
    [560, 0.3],
    [900, 0.4],
    [1100, 0.5],
    [1870, 0.6],
    [3160, 0.7],
    [10_000, 0.8],
    [400_000, 0.9],
    [3_160_000, 0.95],
    [100_000_000, 0.98],
    [1_000_000_000, 1],
  ),
} as const satisfies Record<string, SizeTable>;

export type FlowSizeName = keyof typeof flowSizes;
