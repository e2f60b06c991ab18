/**
 * What Azure's parts may tell each other, as marks on routes (communities) and policies that look at them. Marks never leave
 * Azure: whatever is told to somebody outside is told without.
 */
import type { Policy } from '../../routing/bgp/policy.ts';

/** Blocks of a virtual network, as it told them to a gateway or hub. */
export const VNET = 'azure-vnet';
/** At a hub: learned from one of its gateways; and what it says by itself. */
export const BRANCH = 'azure-branch';
export const HUB = 'azure-hub';
/** At a gateway: learned from a circuit. */
export const CIRCUIT = 'azure-circuit';
/** At a gateway: learned through a route server, and so known to the network without it. */
export const SERVED = 'azure-route-server';
/** At a circuit: learned from a gateway; learned over Global Reach. */
export const GATEWAY = 'azure-gateway';
export const REACH = 'azure-global-reach';

const strip = { removesCommunities: 'all' } as const;

export const only = (mark: string): Policy => ({
  rules: [{ match: { communities: [mark] }, accepts: true }],
  otherwise: 'refuse',
});

export const allBut = (...marks: string[]): Policy => ({
  rules: [{ match: { communities: marks }, accepts: false }],
  otherwise: 'accept',
});

export const unmarked: Policy = { rules: [{ accepts: true, change: strip }], otherwise: 'accept' };

export const unmarkedBut = (...marks: string[]): Policy => ({
  rules: [
    { match: { communities: marks }, accepts: false },
    { accepts: true, change: strip },
  ],
  otherwise: 'accept',
});

export const marked = (mark: string): Policy => ({
  rules: [{ accepts: true, change: { addsCommunities: [mark] } }],
  otherwise: 'accept',
});

export const nothing: Policy = { rules: [], otherwise: 'refuse' };
