/** What rules tell packets apart by. */
export type Protocol = 'any' | 'icmp' | 'tcp' | 'udp';
