/** States of a connection, RFC 9293 §3.3.2. Numbers, because they are compared for every segment. */
export const closed = 0;
export const listen = 1;
export const synSent = 2;
export const synReceived = 3;
/** From here on the connection is synchronised. */
export const established = 4;
export const closeWait = 5;
export const finWait1 = 6;
export const finWait2 = 7;
export const closing = 8;
export const lastAck = 9;
export const timeWait = 10;

export const tcpStateNames = [
  'closed',
  'listen',
  'syn-sent',
  'syn-received',
  'established',
  'close-wait',
  'fin-wait-1',
  'fin-wait-2',
  'closing',
  'last-ack',
  'time-wait',
] as const;

export type TcpStateName = (typeof tcpStateNames)[number];
