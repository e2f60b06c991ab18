/**
 * How often a frame that is for all crosses links of the underlay. With head-end replication the first switch sends one copy to
 * each other one, along the way to it. With a multicast group (RFC 7348 section 4.2) the underlay copies where ways part:
 * each link of the tree from the source carries it once. Ways are the shortest, and the tree is their union, as that of a
 * source-specific group is where every router has one way back to the source.
 */

export interface CopyCount {
  /** Copies that leave the first switch. */
  readonly sent: number;
  /** Links they cross, all copies together. */
  readonly links: number;
}

/** `way`: the links from the source to a member, in order. */
export function headEndCopies(ways: readonly (readonly number[])[]): CopyCount {
  return { sent: ways.length, links: ways.reduce((sum, way) => sum + way.length, 0) };
}

export function multicastCopies(ways: readonly (readonly number[])[]): CopyCount {
  const tree = new Set(ways.flat());
  const first = new Set(ways.flatMap((way) => way.slice(0, 1)));
  return { sent: first.size, links: tree.size };
}
