/** What an address plan says: how much of each pool, network and subnet is used, and by whom. */

/** Counts are doubles: exact to 2^53, close enough above (a /64 has 1.8e19 addresses). */
export interface BlockUse {
  readonly cidr: string;
  readonly size: number;
  readonly used: number;
  /** 0 to 1. */
  readonly utilisation: number;
  /** What is left, as the shortest list of prefixes. */
  readonly free: readonly string[];
}

export interface PoolPlan extends BlockUse {
  /** Null: private space that is used where no pool of the document fits. */
  readonly id: string | null;
  /** Networks that have a block in it, whether it was written or given. */
  readonly networks: readonly string[];
}

export interface NetworkPlan {
  readonly id: string;
  /** Blocks that subnets are cut from; used is what subnets occupy. */
  readonly blocks: readonly BlockUse[];
}

export interface AddressOwner {
  readonly address: string;
  /** Id of the workload, device or link end's device. */
  readonly owner: string;
}

export interface SubnetPlan {
  readonly id: string;
  readonly network: string;
  readonly cidr: string;
  readonly size: number;
  /** Addresses no host can have, in ascending order. */
  readonly reserved: readonly string[];
  /** Where the reservation comes from: the provider's name, or `generic`. */
  readonly provider: 'aws' | 'azure' | 'gcp' | 'generic';
  /** Address of the segment's own router; null where the provider's router has a reserved one. */
  readonly gateway: string | null;
  readonly assigned: readonly AddressOwner[];
  readonly used: number;
  readonly free: number;
  /** Used share of what is not reserved, 0 to 1. */
  readonly utilisation: number;
}

export interface AddressPlan {
  readonly pools: readonly PoolPlan[];
  readonly networks: readonly NetworkPlan[];
  readonly subnets: readonly SubnetPlan[];
}
