/** From settings to a discipline: the whole tree is read first, so a bad one is refused before anything is built. */
import { type Checked } from './checked-settings.ts';
import { Codel, type CodelQueueSettings, readCodel } from './codel.ts';
import {
  DeficitRoundRobin,
  type DeficitRoundRobinSettings,
  readDeficitRoundRobin,
} from './deficit-round-robin.ts';
import type { Discipline, QueueContext } from './discipline.ts';
import { Fifo, type FifoSettings, readFifo } from './fifo.ts';
import { FqCodel, type FqCodelSettings, readFqCodel } from './fq-codel.ts';
import { Htb } from './htb.ts';
import { type GivenHtbClass, readHtb } from './htb-settings.ts';
import { Pie, type PieSettings, readPie } from './pie.ts';
import { PolicedQueue } from './policed-queue.ts';
import { type GivenRed, readRed, Red } from './red.ts';
import { readStrictPriority, StrictPriority } from './strict-priority.ts';
import { readPolicer } from '../shapers/policer.ts';
import { type GivenTokenBucket, readTokenBucket, TokenBucket } from '../shapers/token-bucket.ts';

interface Classful {
  /** Traffic class n goes to the queue with this number; beyond the list's end, to the last. */
  readonly childOfClass?: readonly number[];
  /** Of HTB, those of the classes without children, in their order. */
  readonly queues: readonly DisciplineSettings[];
}

export type DisciplineSettings =
  | ({ readonly kind: 'fifo' } & Partial<FifoSettings>)
  | ({ readonly kind: 'red' } & GivenRed)
  | ({ readonly kind: 'codel' } & Partial<CodelQueueSettings>)
  | ({ readonly kind: 'fq-codel' } & Partial<FqCodelSettings>)
  | ({ readonly kind: 'pie' } & Partial<PieSettings>)
  | ({ readonly kind: 'token-bucket' } & GivenTokenBucket)
  | {
      readonly kind: 'policed';
      readonly rateBps: number;
      readonly burstBytes: number;
      readonly queue: DisciplineSettings;
    }
  | ({ readonly kind: 'strict-priority' } & Classful)
  | ({ readonly kind: 'deficit-round-robin' } & Classful & Pick<DeficitRoundRobinSettings, 'by' | 'quanta'>)
  | ({ readonly kind: 'htb'; readonly classes: readonly GivenHtbClass[] } & Classful);

export type BuildDiscipline = (context: QueueContext) => Discipline;

/** A builder, because every direction of a run gets its own. */
export function readDiscipline(given: DisciplineSettings, depth = 0): Checked<BuildDiscipline> {
  if (depth > 8) return { ok: false, message: 'queues nest at most 8 deep' };
  switch (given.kind) {
    case 'fifo':
      return then(readFifo(given), (settings, context) => new Fifo(settings, context));
    case 'red':
      return then(readRed(given), (settings, context) => new Red(settings, context));
    case 'codel':
      return then(readCodel(given), (settings, context) => new Codel(settings, context));
    case 'fq-codel':
      return then(readFqCodel(given), (settings, context) => new FqCodel(settings, context));
    case 'pie':
      return then(readPie(given), (settings, context) => new Pie(settings, context));
    case 'token-bucket':
      return then(readTokenBucket(given), (settings, context) => new TokenBucket(settings, context));
    case 'policed':
      return around(
        [given.queue],
        depth,
        readPolicer(given),
        (settings, [inner], context) => new PolicedQueue(settings, inner, context),
      );
    case 'strict-priority':
      return around(
        given.queues,
        depth,
        readStrictPriority(given, given.queues.length),
        (settings, queues, context) => new StrictPriority(settings, queues, context),
      );
    case 'deficit-round-robin':
      if (given.quanta.length !== given.queues.length) {
        return miscounted('a round robin', 'quanta', given.quanta.length, given.queues.length);
      }
      return around(
        given.queues,
        depth,
        readDeficitRoundRobin(given),
        (settings, queues, context) => new DeficitRoundRobin(settings, queues, context),
      );
    case 'htb': {
      const read = readHtb(given.classes, given.childOfClass);
      if (read.ok && read.value.leaves.length !== given.queues.length) {
        return miscounted('HTB', 'classes without children', read.value.leaves.length, given.queues.length);
      }
      return around(
        given.queues,
        depth,
        read,
        (settings, queues, context) => new Htb(settings, queues, context),
      );
    }
  }
}

function miscounted(name: string, what: string, count: number, queues: number): Checked<never> {
  return { ok: false, message: `${name} has ${count} ${what} but ${queues} queues: give as many of each` };
}

function then<T>(
  read: Checked<T>,
  build: (settings: T, context: QueueContext) => Discipline,
): Checked<BuildDiscipline> {
  return read.ok ? { ok: true, value: (context) => build(read.value, context) } : read;
}

function around<T>(
  inside: readonly DisciplineSettings[],
  depth: number,
  read: Checked<T>,
  build: (settings: T, queues: readonly Discipline[], context: QueueContext) => Discipline,
): Checked<BuildDiscipline> {
  if (!read.ok) return read;
  const builders: BuildDiscipline[] = [];
  for (const settings of inside) {
    const child = readDiscipline(settings, depth + 1);
    if (!child.ok) return child;
    builders.push(child.value);
  }
  return {
    ok: true,
    value: (context) =>
      build(
        read.value,
        builders.map((builder) => builder(context)),
        context,
      ),
  };
}
