/** What somebody is billed for in a month: so much of something that has a price. */
export interface Usage {
  readonly record: string;
  readonly name: string;
  readonly what: string;
  readonly quantity: number;
  /** As in price lists: `hour`, `GB`, `month`. */
  readonly unit: string;
  /** Facts, one for each tier in order; usages of one list are added up before tiers are counted. */
  readonly prices: readonly string[];
}

/** Something that costs, of which no price is known. */
export interface Unpriced {
  readonly record: string;
  readonly what: string;
}

export interface Usages {
  readonly billed: Usage[];
  readonly unpriced: Unpriced[];
}
