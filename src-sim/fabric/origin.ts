/** Which record of the document made a fabric element. Vendor words come back to people only through this. */
export interface Origin {
  /** `networks.hub` */
  readonly path: string;
  /** The vendor's word for it: "VPC", "route table". */
  readonly noun: string;
  /** What its owner calls it. */
  readonly name: string;
}
