/** BGP identifiers of speakers nobody numbers: 32 bits that depend on nothing but the name. */
import { fnv1a } from '../../quantity/hash32.ts';

export const routerIdOf = (name: string): number => fnv1a(name) >>> 0;
