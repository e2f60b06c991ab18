/** What rules tell packets apart by; the last three are those of tunnels (numbers 47, 50 and 4). */
export type Protocol = 'any' | 'icmp' | 'tcp' | 'udp' | 'gre' | 'esp' | 'ip-in-ip';
