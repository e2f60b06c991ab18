/**
 * Requests and answers over TCP: the client sends a request, the server works on it once a worker is free, the answer comes
 * back. A closed loop is N users who think between an answer and the next request (an interactive system, Little's law gives
 * N = X (R + Z)); an open one is a Poisson process of requests that wait for a free connection, or open one each, which makes
 * the response time a flow completion time.
 *
 * The response time begins when the request is made, before any wait for a connection and before a handshake, and ends with
 * the last byte of the answer in order. The wait for a worker is measured by itself. A request whose connection breaks is
 * lost, and its user goes on.
 *
 * Order of draws: at each arrival the next interval; when a request is sent its size; when a server has it the size of the
 * answer and, when a worker takes it, the work; when a user has the answer the time to think.
 *
 * Left out: several requests on their way on one connection (pipelining, HTTP/2), users who give up, machines that slow down.
 */
import { exponentialFromBits } from '../../../quantity/random.ts';
import type { Variate } from '../../../quantity/variate.ts';
import { Chances } from '../chances.ts';
import { type Application, client, type Lines, server, type Side, type Tally } from './application.ts';
import { WaitingLine } from './waiting-line.ts';

export interface RequestPlan {
  readonly arrivals:
    | { readonly kind: 'closed'; readonly thinkNs: Variate }
    | { readonly kind: 'open'; readonly perSecond: number; readonly fresh: boolean };
  readonly connections: number;
  readonly requestBytes: Variate;
  readonly responseBytes: Variate;
  readonly serviceNs: Variate;
  readonly workers: number;
  readonly chance: number;
  readonly stopNs: number;
}

/** One for each line, which thinks or is worked on, one for arrivals, one for the end. */
export const requestTimers = (connections: number): number => connections + 2;

// What a line is doing.
const shut = 0;
const idle = 1;
const asking = 2;
const queued = 3;
const served = 4;
const answering = 5;
const closing = 6;

export class Requests implements Application {
  made = 0;
  completed = 0;
  /** When the last one was. */
  completedAt = 0;
  failed = 0;
  /** Payload of completed requests and their answers. */
  completedBytes = 0;
  private readonly plan: RequestPlan;
  private readonly lines: Lines;
  private readonly responseNs: Tally;
  private readonly workerWaitNs: Tally;
  private readonly chances: Chances;
  private readonly arrivalTimer: number;
  private readonly fresh: boolean;
  private readonly state: Uint8Array;
  /** Per line: when its request was made, and bytes in order that complete the request and the answer. */
  private readonly madeAt: Float64Array;
  private readonly requestEnd: Float64Array;
  private readonly responseEnd: Float64Array;
  private readonly sizes: Float64Array;
  /** Requests without a connection, requests without a worker, connections without a request. */
  private readonly unsent = new WaitingLine();
  private readonly unserved = new WaitingLine();
  private readonly free = new WaitingLine();
  private busyWorkers = 0;
  private stopped = false;

  constructor(plan: RequestPlan, seed: number, lines: Lines, responseNs: Tally, workerWaitNs: Tally) {
    this.plan = plan;
    this.lines = lines;
    this.responseNs = responseNs;
    this.workerWaitNs = workerWaitNs;
    this.chances = new Chances([plan.chance], seed);
    this.fresh = plan.arrivals.kind === 'open' && plan.arrivals.fresh;
    const { connections } = plan;
    this.arrivalTimer = connections;
    this.state = new Uint8Array(connections);
    this.madeAt = new Float64Array(connections);
    this.requestEnd = new Float64Array(connections);
    this.responseEnd = new Float64Array(connections);
    this.sizes = new Float64Array(connections);
  }

  start(now: number): void {
    const { connections, arrivals, stopNs } = this.plan;
    for (let line = 0; line < connections; line++) {
      if (!this.fresh) this.lines.open(line);
      this.state[line] = this.fresh ? shut : idle;
      if (arrivals.kind === 'open') this.free.push(line, now);
      else this.lines.setTimer(line, now + this.chances.draw(0, arrivals.thinkNs));
    }
    if (arrivals.kind === 'open') this.awaitArrival(now, arrivals.perSecond);
    if (stopNs !== Infinity) this.lines.setTimer(this.arrivalTimer + 1, stopNs);
  }

  ring(now: number, timer: number): void {
    const { arrivals } = this.plan;
    if (timer > this.arrivalTimer) this.stop();
    else if (timer === this.arrivalTimer && arrivals.kind === 'open') {
      if (this.stopped) return;
      this.made++;
      this.unsent.push(0, now);
      this.sendWaiting();
      this.awaitArrival(now, arrivals.perSecond);
    } else if (this.state[timer] === served) this.answer(now, timer);
    else if (this.state[timer] === idle && !this.stopped) {
      this.made++;
      this.ask(timer, now);
    }
  }

  heard(now: number, line: number, side: Side): void {
    const { lines } = this;
    if (lines.hasFailed(line)) this.breakOff(now, line);
    else if (side === server) {
      if (this.state[line] === asking && lines.received(line, server) >= this.requestEnd[line])
        this.enterService(now, line);
      else if (this.state[line] === closing && lines.peerClosed(line, server)) {
        lines.close(line, server);
        this.reuse(now, line);
      }
    } else if (this.state[line] === answering && lines.received(line, client) >= this.responseEnd[line])
      this.complete(now, line);
    else if (this.state[line] === closing) this.reuse(now, line);
  }

  private awaitArrival(now: number, perSecond: number): void {
    this.lines.setTimer(this.arrivalTimer, now + exponentialFromBits(this.chances.bits(0), 1e9 / perSecond));
  }

  private sendWaiting(): void {
    const { unsent, free } = this;
    while (unsent.length > 0 && free.length > 0) {
      const line = free.first;
      const madeAt = unsent.firstTime;
      free.drop();
      unsent.drop();
      if (this.fresh) this.openAnew(line);
      this.ask(line, madeAt);
    }
  }

  private ask(line: number, madeAt: number): void {
    const bytes = this.chances.draw(0, this.plan.requestBytes);
    this.state[line] = asking;
    this.madeAt[line] = madeAt;
    this.requestEnd[line] += bytes;
    this.sizes[line] = bytes;
    this.lines.write(line, client, bytes);
  }

  private enterService(now: number, line: number): void {
    this.state[line] = queued;
    if (this.busyWorkers < this.plan.workers) this.serve(now, line, now);
    else this.unserved.push(line, now);
  }

  private serve(now: number, line: number, since: number): void {
    this.busyWorkers++;
    this.state[line] = served;
    this.workerWaitNs.add(now - since);
    this.lines.setTimer(line, now + this.chances.draw(0, this.plan.serviceNs));
  }

  private answer(now: number, line: number): void {
    const bytes = this.chances.draw(0, this.plan.responseBytes);
    this.state[line] = answering;
    this.responseEnd[line] += bytes;
    this.sizes[line] += bytes;
    this.lines.write(line, server, bytes);
    this.freeWorker(now);
  }

  private freeWorker(now: number): void {
    this.busyWorkers--;
    const { unserved } = this;
    while (unserved.length > 0) {
      const { first, firstTime } = unserved;
      unserved.drop();
      // A connection that broke meanwhile has left its place in line.
      if (this.state[first] !== queued) continue;
      this.serve(now, first, firstTime);
      return;
    }
  }

  private complete(now: number, line: number): void {
    this.completed++;
    this.completedAt = now;
    this.completedBytes += this.sizes[line];
    this.responseNs.add(now - this.madeAt[line]);
    this.next(now, line);
  }

  /** The line has done its work: think, take the next request, or close. */
  private next(now: number, line: number): void {
    const { arrivals } = this.plan;
    if (this.fresh || this.stopped) {
      this.shutDown(line);
      return;
    }
    this.state[line] = idle;
    if (arrivals.kind === 'closed') this.lines.setTimer(line, now + this.chances.draw(0, arrivals.thinkNs));
    else {
      this.free.push(line, now);
      this.sendWaiting();
    }
  }

  private shutDown(line: number): void {
    this.state[line] = closing;
    this.lines.close(line, client);
  }

  private reuse(now: number, line: number): void {
    if (!this.fresh || !this.lines.isOver(line)) return;
    this.state[line] = shut;
    this.free.push(line, now);
    this.sendWaiting();
  }

  private breakOff(now: number, line: number): void {
    const state = this.state[line];
    if (state === shut) return;
    if (state >= asking && state <= answering) this.failed++;
    this.state[line] = shut;
    if (state === served) {
      this.lines.setTimer(line, Infinity);
      this.freeWorker(now);
    }
    if (this.stopped) return;
    if (this.fresh) {
      this.free.push(line, now);
      this.sendWaiting();
    } else {
      this.openAnew(line);
      this.next(now, line);
    }
  }

  private openAnew(line: number): void {
    this.lines.open(line);
    this.requestEnd[line] = 0;
    this.responseEnd[line] = 0;
  }

  /** Requests under way are finished, idle connections closed. */
  private stop(): void {
    this.stopped = true;
    for (const [line, state] of this.state.entries()) if (state === idle) this.shutDown(line);
  }
}
