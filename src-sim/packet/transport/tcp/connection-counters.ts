/** What happened on a connection so far. */
export class ConnectionCounters {
  segmentsSent = 0;
  segmentsReceived = 0;
  retransmits = 0;
  rtoCount = 0;
  fastRecoveries = 0;
  tailLossProbes = 0;
  /** Window reductions taken back because nothing had been lost. */
  spurious = 0;
  bytesAcked = 0;
  /** Acknowledgements with ECN-Echo, and segments received with Congestion Experienced. */
  ecnEchoes = 0;
  ecnMarks = 0;
  /** Duplicate acknowledgements received. */
  dupAcks = 0;
  /** Segments received that held nothing new. */
  duplicatesReceived = 0;
  /** Acknowledgements without data sent. */
  pureAcks = 0;
  zeroWindowProbes = 0;
}
