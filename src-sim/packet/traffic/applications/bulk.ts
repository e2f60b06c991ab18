/** Writes so many bytes at once and closes; without an end of its own, closes when it is told to stop. */
import { type Application, client, type Lines } from './application.ts';

export interface BulkPlan {
  readonly transferBytes: number;
  readonly stopNs: number;
}

export const bulkTimers = 1;

export class Bulk implements Application {
  private readonly plan: BulkPlan;
  private readonly lines: Lines;

  constructor(plan: BulkPlan, lines: Lines) {
    this.plan = plan;
    this.lines = lines;
  }

  start(): void {
    const { transferBytes, stopNs } = this.plan;
    this.lines.open(0);
    this.lines.write(0, client, transferBytes);
    if (transferBytes !== Infinity) this.lines.close(0, client);
    else this.lines.setTimer(0, stopNs);
  }

  ring(): void {
    this.lines.close(0, client);
  }

  heard(): void {
    // The server only takes what comes.
  }
}
