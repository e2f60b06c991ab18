/** Where the sender stands with losses; Linux enum tcp_ca_state. The order counts: what is larger is worse. */
export const open = 0;
/** Duplicates or SACKs seen, nothing known to be lost. */
export const disorder = 1;
/** Reducing the window because of ECN. */
export const windowReduced = 2;
/** Fast recovery. */
export const recovery = 3;
/** After a retransmission timeout. */
export const loss = 4;
