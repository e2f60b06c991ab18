/** The steps of the decision process by name, in the order of RFC 4271 and what everybody adds; decide.ts says what each does. */
export const steps = [
  'own route',
  'highest weight',
  'highest local preference',
  'shortest AS path',
  'lowest origin',
  'lowest MED',
  'eBGP over iBGP',
  'lowest cost to the neighbour',
  'lowest router id',
  'lowest peer address',
] as const;

export type Step = (typeof steps)[number];
