/** Queues of the document as the fabric has them: numbers for texts, and the class tree of HTB as a list. */
import type { HtbClass as FabricHtbClass, QueueDiscipline } from '../fabric/queue-discipline.ts';
import type { QueueLimit } from '../fabric/fabric.ts';
import type { Discipline, HtbClass, Queue } from '../scenario/records/queues.ts';
import { given, ifWritten, writtenBytes, writtenDuration, writtenPercent, writtenRate } from './written.ts';

export function writtenQueue(queue: Queue): QueueLimit {
  if (queue.discipline !== undefined || queue.police !== undefined) {
    return { packets: 0, bytes: 0, discipline: disciplineOf(queue) };
  }
  return { packets: queue.packets ?? 0, bytes: ifWritten(queue.bytes, writtenBytes) ?? 0 };
}

function disciplineOf(queue: Queue): QueueDiscipline {
  const { police } = queue;
  const inner = unpoliced(queue);
  if (police === undefined) return inner;
  const { rate, burst } = police;
  return { kind: 'policed', rateBps: writtenRate(rate), burstBytes: writtenBytes(burst), queue: inner };
}

function unpoliced({ packets: packetsMax, bytes, discipline }: Queue): QueueDiscipline {
  const bytesMax = ifWritten(bytes, writtenBytes);
  const limits = given({ packetsMax, bytesMax });
  if (discipline === undefined) return { kind: 'fifo', ...limits };
  switch (discipline.kind) {
    case 'red':
      return redOf(discipline, bytesMax);
    case 'codel':
      return { kind: 'codel', ...limits, ...controlOf(discipline) };
    case 'fq-codel':
      return {
        kind: 'fq-codel',
        ...limits,
        ...controlOf(discipline),
        ...given({ flows: discipline.flows, quantumBytes: ifWritten(discipline.quantum, writtenBytes) }),
      };
    case 'pie':
      return {
        kind: 'pie',
        ...limits,
        ...given({
          targetNs: ifWritten(discipline.target, writtenDuration),
          updateNs: ifWritten(discipline.update, writtenDuration),
          burstNs: ifWritten(discipline.burst, writtenDuration),
          alpha: discipline.alpha,
          beta: discipline.beta,
          ecn: discipline.ecn,
        }),
      };
    case 'token-bucket':
      return {
        kind: 'token-bucket',
        rateBps: writtenRate(discipline.rate),
        burstBytes: writtenBytes(discipline.burst),
        ...limits,
        ...given({ peakRateBps: ifWritten(discipline.peak, writtenRate) }),
      };
    case 'strict-priority':
      return { kind: 'strict-priority', ...classful(discipline) };
    case 'drr': {
      const quanta = discipline.quanta.map(writtenBytes);
      return { kind: 'deficit-round-robin', by: 'bytes', quanta, ...classful(discipline) };
    }
    case 'wrr': {
      const quanta = discipline.weights;
      return { kind: 'deficit-round-robin', by: 'packets', quanta, ...classful(discipline) };
    }
    case 'htb':
      return htbOf(discipline);
  }
}

type OfKind<K extends Discipline['kind']> = Extract<Discipline, { readonly kind: K }>;

function redOf(red: OfKind<'red'>, bytesMax: number | undefined): QueueDiscipline {
  const maxBytes = writtenBytes(red.max);
  return {
    kind: 'red',
    minBytes: writtenBytes(red.min),
    maxBytes,
    // Room for a burst beyond twice the upper threshold, where the gentle slope ends.
    limitBytes: bytesMax ?? 4 * maxBytes,
    ...given({
      maxProbability: ifWritten(red.probability, writtenPercent),
      weightLog: red.weight,
      gentle: red.gentle,
      ecn: red.ecn,
    }),
  };
}

const controlOf = ({ target, interval, ecn }: OfKind<'codel' | 'fq-codel'>) =>
  given({
    targetNs: ifWritten(target, writtenDuration),
    intervalNs: ifWritten(interval, writtenDuration),
    ecn,
  });

const classful = ({ queues, queueOfClass }: OfKind<'strict-priority' | 'drr' | 'wrr'>) => ({
  queues: queues.map(disciplineOf),
  ...given({ childOfClass: queueOfClass }),
});

function htbOf({ classes: written, queueOfClass }: OfKind<'htb'>): QueueDiscipline {
  const classes: FabricHtbClass[] = [];
  const queues: QueueDiscipline[] = [];
  const add = (each: HtbClass, parent: number): void => {
    const place = classes.push({ parent, rateBps: writtenRate(each.rate), ...htbFigures(each) }) - 1;
    if (each.classes === undefined) queues.push(disciplineOf(each.queue ?? {}));
    for (const child of each.classes ?? []) add(child, place);
  };
  for (const each of written) add(each, -1);
  return { kind: 'htb', classes, queues, ...given({ childOfClass: queueOfClass }) };
}

const htbFigures = ({ ceiling, burst, ceilingBurst, quantum, priority }: HtbClass) =>
  given({
    ceilBps: ifWritten(ceiling, writtenRate),
    burstBytes: ifWritten(burst, writtenBytes),
    cburstBytes: ifWritten(ceilingBurst, writtenBytes),
    quantumBytes: ifWritten(quantum, writtenBytes),
    priority,
  });
