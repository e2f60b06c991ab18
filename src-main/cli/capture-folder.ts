/**
 * The captures of a run, written while it goes on: each aside under a name of its own, flushed and renamed when the run is over,
 * so that a folder never holds half a capture. No file stays open between chunks, since there may be one for each of
 * thousands of machines. While more waits to be written than a disk should need, the run pauses.
 */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileFailure, HostFailure } from '../services/host-failure.ts';
import { asideOf, flushFolder, removeAbandoned } from '../services/save-text.ts';
import type { Computation } from '../services/simulation-pool.ts';
import { readingRefusal } from './refusal.ts';

const waitingBytesMax = 1 << 26;

type Steered = Pick<Computation, 'pause' | 'resume' | 'cancel'>;

export class CaptureFolder {
  /** As it was given. */
  readonly folder: string;
  /** Where each file is until it is whole. */
  private readonly asides = new Map<string, string>();
  private writing: Promise<void> = Promise.resolve();
  private waitingBytes = 0;
  private isPaused = false;
  private failure: HostFailure | null = null;

  constructor(folder: string) {
    this.folder = folder;
  }

  get written(): readonly string[] {
    return [...this.asides.keys()];
  }

  /** Chunks of a file are written in the order in which they come. */
  append(file: string, chunk: Uint8Array, run: Steered): void {
    this.waitingBytes += chunk.length;
    if (this.waitingBytes > waitingBytesMax && !this.isPaused) {
      this.isPaused = true;
      run.pause();
    }
    this.writing = this.writing.then(async () => {
      if (this.failure === null) await this.write(file, chunk, run);
      this.waitingBytes -= chunk.length;
      if (this.isPaused && this.waitingBytes === 0) {
        this.isPaused = false;
        run.resume();
      }
    });
  }

  /** Makes the folder, so that a place that cannot be is refused before anything is simulated. */
  async prepare(): Promise<this> {
    try {
      await mkdir(resolve(this.folder), { recursive: true });
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      this.fail(
        isTaken ? new HostFailure('host/failed', `${this.folder} is not a folder.`) : error,
        this.folder,
      );
    }
    this.refuseFailure();
    return this;
  }

  /** Puts the files in their places; where the run has failed, removes them. */
  async finish(ran: boolean): Promise<void> {
    await this.writing;
    if (ran && this.failure === null) {
      await this.place().catch((error: unknown) => this.fail(error, this.folder));
    }
    if (!ran || this.failure !== null) await this.remove();
    this.refuseFailure();
  }

  private refuseFailure(): void {
    if (this.failure !== null) throw readingRefusal('read/failed', this.failure.message, this.folder);
  }

  private async write(file: string, chunk: Uint8Array, run: Steered): Promise<void> {
    try {
      const handle = await this.opened(file);
      try {
        await handle.appendFile(chunk);
      } finally {
        await handle.close();
      }
    } catch (error) {
      this.fail(error, file);
      run.cancel();
    }
  }

  private async opened(file: string) {
    const known = this.asides.get(file);
    if (known !== undefined) return await open(known, 'a');
    const folder = resolve(this.folder);
    await removeAbandoned(folder, file);
    const aside = asideOf(join(folder, file));
    // Exclusive: in a folder others can write to, the name could have been planted as a link.
    const handle = await open(aside, 'wx');
    this.asides.set(file, aside);
    return handle;
  }

  private async place(): Promise<void> {
    for (const [file, aside] of this.asides) {
      const handle = await open(aside, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(aside, join(resolve(this.folder), file));
    }
    await flushFolder(resolve(this.folder));
  }

  private async remove(): Promise<void> {
    for (const aside of this.asides.values()) await rm(aside, { force: true }).catch(() => undefined);
  }

  private fail(error: unknown, name: string): void {
    this.failure = fileFailure(error, basename(name));
  }
}
