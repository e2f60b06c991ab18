/**
 * How long Linux keeps a connection of which nothing is heard (Documentation/networking/nf_conntrack-sysctl.rst): TCP once
 * established, UDP once both sides have spoken, ICMP. RFC 5382 asks for 7440 s of TCP at least, RFC 4787 for 120 s of UDP.
 */
const second = 1e9;

export const linuxIdleNs = { tcp: 432_000 * second, udp: 120 * second, icmp: 30 * second } as const;
