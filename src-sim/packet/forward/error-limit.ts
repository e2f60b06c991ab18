/**
 * How many ICMP errors a node sends, as Linux limits them (net/ipv4/icmp.c, net/ipv6/icmp.c, net/ipv4/inetpeer.c; RFC 1812 section
 * 4.3.2.8, RFC 4443 section 2.4 (f)): to each destination one a second after six at once, and in all a thousand a second after
 * fifty at once. Which messages count against the first is the mask `icmp_ratemask`: unreachable, source quench, time exceeded and
 * parameter problem; never echo replies, nor over IPv4 "fragmentation needed", nor over IPv6 "packet too big".
 *
 * The bucket of all fills by a thousandth of the second that has passed, at most a second's worth up to the burst, and only
 * when 20 ms or more have passed (icmp_global_allow). The bucket of a destination holds time (inet_peer_xrlim_allow).
 *
 * Left out: the random 0 to 2 that Linux takes off the common bucket against measuring from outside, and the shorter second it
 * grants IPv6 destinations behind wide routes.
 */

const perDestinationNs = 1e9;
const perDestinationBurst = 6;
const inAllPerSecond = 1000;
const inAllBurst = 50;
const inAllStepNs = 20e6;
const second = 1e9;

export class ErrorLimit {
  /** Time each destination has left to spend, and when it was asked last. */
  private readonly credits = new Map<number, number>();
  private readonly askedAt = new Map<number, number>();
  private credit = inAllBurst;
  private filledAt = 0;

  /** Whether an error may go to this destination now; if it may, it is counted. `masked`: the kind that each is limited by. */
  allows(now: number, destination: number, masked: boolean): boolean {
    return !masked || (this.inAll(now) && this.perDestination(now, destination));
  }

  private inAll(now: number): boolean {
    const passed = Math.min(now - this.filledAt, second);
    if (passed >= inAllStepNs) {
      const filled = Math.floor((passed * inAllPerSecond) / second);
      this.credit = Math.min(this.credit + filled, inAllBurst);
      this.filledAt = now;
    }
    if (this.credit < 1) return false;
    this.credit--;
    return true;
  }

  private perDestination(now: number, destination: number): boolean {
    const most = perDestinationNs * perDestinationBurst;
    const passed = now - (this.askedAt.get(destination) ?? 0);
    const credit = Math.min(most, (this.credits.get(destination) ?? most) + passed);
    const allowed = credit >= perDestinationNs;
    this.askedAt.set(destination, now);
    this.credits.set(destination, allowed ? credit - perDestinationNs : credit);
    return allowed;
  }
}
