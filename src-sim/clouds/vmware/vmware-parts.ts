/** The VMware part of a fabric while it grows. */
import type { Origin } from '../../fabric/origin.ts';
import type { Prefix } from '../../quantity/prefix.ts';

export interface PrivateCloudPart {
  readonly id: string;
  readonly origin: Origin;
  /** The block of its management. */
  readonly block: Prefix;
  readonly tier0: RouterPart;
  readonly edge: RouterPart;
  readonly tier1s: Map<string, Tier1Part>;
  /** What tier 0 tells the edge. */
  readonly announced: Prefix[];
}

export interface RouterPart {
  readonly origin: Origin;
  readonly node: number;
  readonly table: number;
}

export interface Tier1Part extends RouterPart {
  /** Port of tier 0 towards it. */
  readonly down: number;
  readonly advertised: boolean;
}

export interface SegmentPart {
  readonly id: string;
  readonly cloud: PrivateCloudPart;
}

export interface VmwareParts {
  readonly clouds: Map<string, PrivateCloudPart>;
  readonly segments: Map<string, SegmentPart>;
}

export const emptyVmwareParts = (): VmwareParts => ({ clouds: new Map(), segments: new Map() });
