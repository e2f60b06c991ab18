/**
 * Live migration of a virtual machine by pre-copy (Clark et al., "Live Migration of Virtual Machines", NSDI 2005): all of its
 * memory is sent while it runs; what it wrote to meanwhile is sent in the next round, and so on, until the rest would be across
 * within the downtime allowed, at the rate of the round before (QEMU's downtime-limit), or the rounds run out. Then the machine
 * is stopped and the rest sent. With M bytes of memory and a constant ratio r of dirtying to sending, round n sends M r^n.
 *
 * A round ends when all of it is acknowledged. Dirtying is even: time times rate, never more than the working set.
 *
 * Left out: compression, pages sent on demand (post-copy), the device state, slowing the machine down (auto-converge), the
 * switch-over of its addresses.
 */
import { type Application, client, type Lines, server, type Side } from './application.ts';

export interface MigrationPlan {
  readonly memoryBytes: number;
  readonly dirtyBytesPerSecond: number;
  readonly workingSetBytes: number;
  readonly downtimeNs: number;
  readonly roundsMax: number;
}

export interface Round {
  readonly bytes: number;
  readonly durationNs: number;
}

export type MigrationState = 'waiting' | 'copying' | 'stopped' | 'done' | 'failed';

export class Migration implements Application {
  /** Rounds that are across; the last of a finished migration is the one with the machine stopped. */
  readonly rounds: Round[] = [];
  state: MigrationState = 'waiting';
  /** The rest was within the downtime allowed; else the rounds ran out. */
  converged = false;
  /** Of the last round; null before the machine ran again. */
  downtimeNs: number | null = null;
  private readonly plan: MigrationPlan;
  private readonly lines: Lines;
  private bytes = 0;
  private beganAt = 0;

  constructor(plan: MigrationPlan, lines: Lines) {
    this.plan = plan;
    this.lines = lines;
  }

  start(now: number): void {
    this.lines.open(0);
    this.state = 'copying';
    this.send(now, this.plan.memoryBytes);
  }

  ring(): void {
    // It waits for nothing but acknowledgements.
  }

  heard(now: number, line: number, side: Side): void {
    if (this.state === 'done' || this.state === 'failed') {
      if (side === server && this.lines.peerClosed(line, server)) this.lines.close(line, server);
    } else if (this.lines.hasFailed(line)) this.state = 'failed';
    else if (side === client && this.lines.unacknowledged(line, client) === 0) this.endRound(now);
  }

  private send(now: number, bytes: number): void {
    this.bytes = bytes;
    this.beganAt = now;
    this.lines.write(0, client, bytes);
  }

  private endRound(now: number): void {
    const durationNs = now - this.beganAt;
    this.rounds.push({ bytes: this.bytes, durationNs });
    if (this.state === 'stopped') {
      this.finish(durationNs);
      return;
    }
    const { dirtyBytesPerSecond, workingSetBytes, downtimeNs, roundsMax } = this.plan;
    const dirty = Math.min(workingSetBytes, Math.floor((dirtyBytesPerSecond * durationNs) / 1e9));
    this.converged = dirty * durationNs <= downtimeNs * this.bytes;
    if (this.converged || this.rounds.length >= roundsMax) this.state = 'stopped';
    if (dirty === 0) this.finish(0);
    else this.send(now, dirty);
  }

  private finish(downtimeNs: number): void {
    this.downtimeNs = downtimeNs;
    this.state = 'done';
    this.lines.close(0, client);
  }
}
