/**
 * The engine behind a message port: one worker, in a window or in Node, from the same source. The port brings its own way of
 * waiting for the next message, because the engine knows no clock.
 */
import { captureFileNames } from '../packet/capture-file-names.ts';
import { capturePorts, type CaptureWish } from '../packet/capture-points.ts';
import { PacketRun, RunRefusal } from '../packet/run-fabric.ts';
import { reach } from '../trace/reach.ts';
import { TraceRefusal } from '../trace/trace.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { type Opened, openScenario, Reopening } from './open.ts';
import { HeldRun } from './held-run.ts';
import type { Reply, Request, RunOptions } from './messages.ts';
import { plannedAddresses } from './planned-addresses.ts';
import { report } from './report.ts';
import { answerTrace } from './trace-answer.ts';

export interface SimulationPort {
  /** Of what lies in `moved`, the sender keeps nothing. */
  post(reply: Reply, moved?: readonly ArrayBufferLike[]): void;
  onRequest(handler: (request: Request) => void): void;
  /** Calls back after waiting messages have been delivered. */
  nextTurn(callback: () => void): void;
}

/** Long enough that waiting costs little, short enough that a person's cancel is felt at once. */
const eventsBetweenTurns = 200_000;
/** With captures a turn also bounds the bytes on their way to whoever writes them. */
const eventsBetweenChunks = 10_000;

export function serveSimulation(port: SimulationPort): void {
  const runs = new Map<number, HeldRun>();
  const documents = new Reopening();

  port.onRequest((request) => {
    switch (request.kind) {
      case 'check':
        port.post(checked(request, documents));
        return;
      case 'trace':
        answer(request.id, request.text, (fabric, opened) => {
          const result = answerTrace(request.text, { ...opened, fabric }, request.question);
          port.post({ kind: 'traced', id: request.id, result });
        });
        return;
      case 'reach':
        answer(request.id, request.text, (fabric) =>
          port.post({ kind: 'reached', id: request.id, result: reach(fabric) }),
        );
        return;
      case 'report':
        port.post(reported(request));
        return;
      case 'run':
        answer(request.id, request.text, (fabric) => start(request.id, fabric, request.options));
        return;
      case 'pause':
      case 'resume':
      case 'cancel':
      case 'step':
      case 'step-back':
      case 'rewind':
      case 'tell':
      case 'look':
      case 'run-until':
        runs.get(request.id)?.hear(request);
    }
  });

  function answer(id: number, text: string, act: (fabric: Fabric, opened: Opened) => void): void {
    const opened = documents.open(text, { intents: 'left' });
    const { fabric, problems } = opened;
    if (fabric === null) {
      port.post({ kind: 'refused', id, message: 'The document has errors.', problems });
      return;
    }
    refusing(id, () => act(fabric, opened));
  }

  /** Questions about what is not there, and runs that cannot go on, are answers too. */
  function refusing(id: number, act: () => void): void {
    try {
      act();
    } catch (failure) {
      if (!(failure instanceof TraceRefusal) && !(failure instanceof RunRefusal)) throw failure;
      port.post({ kind: 'refused', id, message: failure.message, problems: [] });
    }
  }

  function start(id: number, fabric: Fabric, options: RunOptions): void {
    const { captures = false, rewindable = false, held: startsHeld = false, ...choices } = options;
    const run = new PacketRun(fabric, {
      ...choices,
      captures: captures ? capturing(id, fabric) : undefined,
      history: rewindable ? {} : undefined,
    });
    const held = new HeldRun({
      id,
      run,
      slice: captures ? eventsBetweenChunks : eventsBetweenTurns,
      isKept: rewindable,
      startsHeld,
      post: (reply) => port.post(reply),
      nextTurn: (callback) => port.nextTurn(callback),
      dropped: () => runs.delete(id),
    });
    runs.set(id, held);
  }

  function capturing(id: number, fabric: Fabric): CaptureWish {
    const ports = capturePorts(fabric);
    const files = captureFileNames(fabric, ports);
    const write = (captured: number, chunk: Uint8Array): void => {
      port.post({ kind: 'captured', id, file: files.get(captured)!, chunk }, [chunk.buffer]);
    };
    return { ports, write };
  }
}

function checked({ id, text }: Request & { kind: 'check' }, documents: Reopening): Reply {
  const { problems, intents, scenario, planned } = documents.open(text);
  const chosen = scenario === null || planned === null ? {} : plannedAddresses(scenario, planned);
  return { kind: 'checked', id, problems, intents, planned: chosen };
}

function reported({ id, text, format, run }: Request & { kind: 'report' }): Reply {
  const opened = openScenario(text);
  const content = report({ text, opened, run, format });
  return content === null
    ? { kind: 'refused', id, message: 'The document has errors.', problems: opened.problems }
    : { kind: 'reported', id, content };
}
