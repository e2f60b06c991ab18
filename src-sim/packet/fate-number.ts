/** Fates as the numbers that the engine counts by. */
import { fates, type Fate } from '../fabric/fate.ts';

export const fateNumber = Object.fromEntries(fates.map((fate, number) => [fate, number])) as Record<
  Fate,
  number
>;
