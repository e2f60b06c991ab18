/** Words for the traffic class octet, which both IP versions have: DSCP (RFC 2474) and ECN (RFC 3168 section 5). */
export const dscpNames: Readonly<Record<number, string>> = {
  0: 'default',
  8: 'CS1',
  10: 'AF11',
  18: 'AF21',
  26: 'AF31',
  34: 'AF41',
  46: 'EF',
  48: 'CS6',
};

export const ecnNames: Readonly<Record<number, string>> = {
  0: 'not ECN-capable',
  1: 'ECN-capable (1)',
  2: 'ECN-capable (0)',
  3: 'congestion experienced',
};
