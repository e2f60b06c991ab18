/** The VLAN rules of one switch as numbers, worked out on first use: where a frame goes that enters with a tag. */
import type { Fabric } from '../fabric/fabric.ts';
import { tagOfLeaving, vlanOfEntering, wrongVlan } from '../fabric/vlan-rules.ts';

/** Ports that carry a VLAN, in the order of the switch's ports, and the tag frames leave each with. */
export interface Members {
  readonly ports: Int32Array;
  readonly tags: Int32Array;
}

/** One more than the largest VLAN identifier. */
const tags = 4096;

export class VlanTable {
  private readonly fabric: Fabric;
  private readonly node: number;
  private readonly placeOfPort: ReadonlyMap<number, number>;
  private readonly entering = new Map<number, number>();
  private readonly members = new Map<number, Members>();

  constructor(fabric: Fabric, node: number) {
    this.fabric = fabric;
    this.node = node;
    this.placeOfPort = new Map(fabric.nodes[node].ports.map((port, place) => [port, place]));
  }

  /** VLAN of a frame that enters with a tag (0: none), or `wrongVlan`. */
  vlanOf(port: number, tag: number): number {
    const key = this.placeOfPort.get(port)! * tags + tag;
    let vlan = this.entering.get(key);
    if (vlan === undefined) {
      vlan = vlanOfEntering(this.fabric.nodes[this.node], this.fabric.ports[port], tag);
      this.entering.set(key, vlan);
    }
    return vlan;
  }

  /** All ports that frames of a VLAN leave by, that they came in at included; they came in with `tag`. */
  membersOf(vlan: number, tag: number): Members {
    const key = vlan * tags + tag;
    let members = this.members.get(key);
    if (members === undefined) {
      members = this.workOut(vlan, tag);
      this.members.set(key, members);
    }
    return members;
  }

  /** Tag that a frame leaves a port with, or `wrongVlan`. */
  tagOf(port: number, vlan: number, tag: number): number {
    const { ports, tags: leaving } = this.membersOf(vlan, tag);
    const at = ports.indexOf(port);
    return at < 0 ? wrongVlan : leaving[at];
  }

  private workOut(vlan: number, tag: number): Members {
    const node = this.fabric.nodes[this.node];
    const leaving = node.ports.map((port) => tagOfLeaving(node, this.fabric.ports[port], vlan, tag));
    const carries = (_: number, at: number): boolean => leaving[at] !== wrongVlan;
    return {
      ports: Int32Array.from(node.ports.filter(carries)),
      tags: Int32Array.from(leaving.filter(carries)),
    };
  }
}
