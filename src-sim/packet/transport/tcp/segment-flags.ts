/** Control bits of a segment, with their values on the wire (RFC 9293 §3.1; ECE and CWR RFC 3168 §6.1). */
export const fin = 0x01;
export const syn = 0x02;
export const rst = 0x04;
export const psh = 0x08;
export const ack = 0x10;
export const ece = 0x40;
export const cwr = 0x80;
