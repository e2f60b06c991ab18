/**
 * Where wires and machines meet the switches inside hosts: the one thing that the nouns of hosts and those of wires know of
 * each other.
 */
import type { LinkSpec } from '../fabric/builder.ts';
import type { Address } from '../quantity/address.ts';

/** The end of a wire at a host. */
export interface HostPlug {
  readonly node: number;
  /** The wire as it leaves this end, which is its first port or its second one. */
  readonly spec: (wire: LinkSpec, isFirst: boolean) => LinkSpec;
  /** Told of the port. */
  readonly plugged: (port: number) => void;
}

/** Key of the plug of a wire at a host. */
export const plugKey = (wire: string, host: string): string => `${wire} ${host}`;

/** An interface of a router or machine at a switch. */
export interface AttachedInterface {
  readonly owner: string;
  readonly port: number;
  readonly subnet: string | null;
  readonly address: Address | null;
}
