/**
 * Block storage over one TCP connection, as iSCSI or NVMe over TCP carry it: the client keeps as many operations under way as
 * the queue is deep, and puts in a new one whenever one is done. A command has a header, a write also the block; an answer has
 * a header, of a read also the block. The device works on all of them at once and needs the same time for each, so they are
 * done in the order in which they came.
 *
 * The response time begins when the operation is put in and ends when its answer is there in order.
 *
 * Left out: devices whose time depends on what was asked before, R2T round trips of large writes (RFC 7143 section 11.8),
 * several connections a session.
 */
import { Chances } from '../chances.ts';
import { type Application, client, type Lines, server, type Side, type Tally } from './application.ts';
import { WaitingLine } from './waiting-line.ts';

export interface StoragePlan {
  readonly blockBytes: number;
  readonly headerBytes: number;
  readonly queueDepth: number;
  readonly readShare: number;
  readonly accessNs: number;
  readonly chance: number;
  readonly stopNs: number;
}

export const storageTimers = 2;

const reads = 1;
const writes = 0;
const accessTimer = 0;
const stopTimer = 1;

export class Storage implements Application {
  made = 0;
  completed = 0;
  /** When the last one was. */
  completedAt = 0;
  failed = 0;
  /** Blocks read and written. */
  completedBytes = 0;
  private readonly plan: StoragePlan;
  private readonly lines: Lines;
  private readonly responseNs: Tally;
  private readonly chances: Chances;
  private readonly readsBelow: number;
  /** Put in and not yet heard by the server; heard and not yet done; done and not yet heard by the client. */
  private readonly asked = new WaitingLine();
  private readonly worked = new WaitingLine();
  private readonly answered = new WaitingLine();
  /** When each operation under way was put in, in order. */
  private readonly madeAt = new WaitingLine();
  /** Bytes the next command, and the next answer, is complete with. */
  private commandEnd = 0;
  private answerEnd = 0;
  private stopped = false;

  constructor(plan: StoragePlan, seed: number, lines: Lines, responseNs: Tally) {
    this.plan = plan;
    this.lines = lines;
    this.responseNs = responseNs;
    this.chances = new Chances([plan.chance], seed);
    this.readsBelow = plan.readShare * 2 ** 32;
  }

  start(now: number): void {
    this.lines.open(0);
    for (let i = 0; i < this.plan.queueDepth; i++) this.putIn(now);
    if (this.plan.stopNs !== Infinity) this.lines.setTimer(stopTimer, this.plan.stopNs);
  }

  ring(now: number, timer: number): void {
    if (timer === stopTimer) this.stop();
    else this.access(now);
  }

  heard(now: number, line: number, side: Side): void {
    const { lines } = this;
    if (lines.hasFailed(line)) {
      this.failed = this.made - this.completed;
      this.stopped = true;
    } else if (side === server) this.take(now);
    else this.finish(now);
  }

  private putIn(now: number): void {
    const { blockBytes, headerBytes, readShare } = this.plan;
    const isRead = readShare === 1 || (readShare > 0 && this.chances.bits(0) < this.readsBelow);
    const kind = isRead ? reads : writes;
    this.made++;
    this.madeAt.push(kind, now);
    this.asked.push(kind, now);
    this.lines.write(0, client, headerBytes + (isRead ? 0 : blockBytes));
  }

  /** Commands that are all there go to the device. */
  private take(now: number): void {
    const received = this.lines.received(0, server);
    while (this.asked.length > 0) {
      const kind = this.asked.first;
      const end = this.commandEnd + this.plan.headerBytes + (kind === reads ? 0 : this.plan.blockBytes);
      if (end > received) break;
      this.commandEnd = end;
      this.asked.drop();
      this.worked.push(kind, now + this.plan.accessNs);
      if (this.worked.length === 1) this.lines.setTimer(accessTimer, this.worked.firstTime);
    }
    if (this.lines.peerClosed(0, server)) this.lines.close(0, server);
  }

  private access(now: number): void {
    const { worked } = this;
    const { blockBytes, headerBytes } = this.plan;
    while (worked.length > 0 && worked.firstTime <= now) {
      const kind = worked.first;
      worked.drop();
      this.answered.push(kind, now);
      this.lines.write(0, server, headerBytes + (kind === reads ? blockBytes : 0));
    }
    if (worked.length > 0) this.lines.setTimer(accessTimer, worked.firstTime);
  }

  private finish(now: number): void {
    const received = this.lines.received(0, client);
    while (this.answered.length > 0) {
      const kind = this.answered.first;
      const end = this.answerEnd + this.plan.headerBytes + (kind === reads ? this.plan.blockBytes : 0);
      if (end > received) break;
      this.answerEnd = end;
      this.answered.drop();
      this.completed++;
      this.completedAt = now;
      this.completedBytes += this.plan.blockBytes;
      this.responseNs.add(now - this.madeAt.firstTime);
      this.madeAt.drop();
      if (!this.stopped) this.putIn(now);
      else if (this.completed === this.made) this.lines.close(0, client);
    }
  }

  private stop(): void {
    this.stopped = true;
    if (this.completed === this.made) this.lines.close(0, client);
  }
}
