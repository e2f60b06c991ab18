/** One dated, cited value of the outside world, and where it can be read. */

export interface FactSource {
  readonly title: string;
  readonly url: string;
  readonly section?: string;
}

export type FactKind = 'limit' | 'price' | 'datapath' | 'encapsulation';

export interface Fact {
  readonly id: string;
  readonly kind: FactKind;
  /** What is limited, priced or measured, in words. */
  readonly title: string;
  /** A number in `unit`, or a text (then `unit` is empty) where the answer is a list. */
  readonly value: number | string;
  readonly unit: string;
  readonly source: FactSource;
  /** Date of the source: a year, or a year and month; `unknown` where it tells none. */
  readonly asOf: string;
  /** verified, standard, secondary, dated, derived, computed, unverified or general: how far to trust it. */
  readonly confidence: string;
  readonly note: string;
  /** aws, azure, gcp, vmware or generic; absent for measurements and header formats. */
  readonly provider?: string;
  /** What a limit counts over: "per VPC". */
  readonly scope?: string;
  /** Whether the provider raises the limit on request. */
  readonly adjustable?: boolean;
  /** Where a price holds. */
  readonly region?: string;
  /** Which consumption a price holds for, where it falls with use. */
  readonly tier?: string;
  /** True when the user's value stands in `value`; `published` keeps the one of the source. */
  readonly overridden: boolean;
  readonly published: number | string;
}
