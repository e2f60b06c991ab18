/** Where each value of a wrapped packet's inside lies in its record; names as in link/packet-record.ts. */

export const integersEach = 12;

export const stream = 0;
export const bytes = 1;
export const hopsLeft = 2;
export const kind = 3;
export const content = 4;
export const marks = 5;
export const station = 6;
export const sender = 7;
export const vlan = 8;
/** Port of the tunnel it went into, and which of that tunnel's remotes it goes to. */
export const entrance = 9;
export const remote = 10;
export const trafficClass = 11;
