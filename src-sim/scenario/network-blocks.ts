/** Blocks that a network has as a whole. Networks of Google Cloud have none: only their subnets do. */
import type { Network } from './schema.ts';

export const blocksOfNetwork = (network: Network | undefined): readonly string[] =>
  network !== undefined && 'cidrs' in network ? network.cidrs : [];

/** The place a network stands in; undefined where it stands in all regions at once. */
export const siteOfNetwork = (network: Network | undefined): string | undefined =>
  network !== undefined && 'site' in network ? network.site : undefined;
