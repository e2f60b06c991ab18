/**
 * Which processes that keep unsaved work are still running: each writes the time into a file of its own every few
 * seconds. Its work is nobody else's until that stops. The process id alone would not do, since ids are given again;
 * the time alone would let a killed process count as running for a while.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from './is-running.ts';

export interface HostPresence {
  /** This process. Its windows tell among themselves whose work is whose. */
  readonly id: string;
  /** From now on others leave alone what carries this id. */
  announce(): void;
  /** Whether the id is that of another process that still runs. */
  isOther(id: string | undefined): boolean;
}

const beatMs = 10_000;
/** A machine that is busy or just woke up may miss some beats. */
const silenceMs = 6 * beatMs;

const ownId = `${process.pid}-${randomUUID()}`;
const announced = new Set<string>();

export function hostPresence(folder: string): HostPresence {
  const fileOf = (id: string): string => join(folder, `${id}.running`);
  const beat = (): void => {
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(fileOf(ownId), '');
    } catch {
      // Keeping the work itself will fail as well, and say so.
    }
  };
  return {
    id: ownId,
    announce() {
      if (announced.has(folder)) return;
      announced.add(folder);
      beat();
      setInterval(beat, beatMs).unref();
    },
    isOther(id) {
      if (id === undefined || id === ownId || !/^\d+-[\w-]+$/.test(id)) return false;
      const found = statSync(fileOf(id), { throwIfNoEntry: false });
      const fresh = found !== undefined && Date.now() - found.mtimeMs < silenceMs;
      return fresh && isRunning(Number(id.split('-', 1)[0]));
    },
  };
}
