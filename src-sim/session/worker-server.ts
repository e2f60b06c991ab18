/**
 * The engine behind a message port: one worker, in a window or in Node, from the same source. A run goes on in slices so that
 * pause and cancel are heard between them. The port brings its own way of waiting for the next message, because the
 * engine knows no clock.
 */
import { captureFileNames } from '../packet/capture-file-names.ts';
import { capturePorts, type CaptureWish } from '../packet/capture-points.ts';
import { PacketRun, RunRefusal } from '../packet/run-fabric.ts';
import { reach } from '../trace/reach.ts';
import { trace, TraceRefusal } from '../trace/trace.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { openScenario } from './open.ts';
import type { Reply, Request, RunOptions } from './messages.ts';
import { plannedAddresses } from './planned-addresses.ts';
import { report } from './report.ts';

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

type Standing = 'going' | 'paused' | 'cancelled';

export function serveSimulation(port: SimulationPort): void {
  const runs = new Map<number, Standing>();
  const resumes = new Map<number, () => void>();

  port.onRequest((request) => {
    switch (request.kind) {
      case 'pause':
        if (runs.has(request.id)) runs.set(request.id, 'paused');
        return;
      case 'resume':
      case 'cancel':
        if (!runs.has(request.id)) return;
        runs.set(request.id, request.kind === 'cancel' ? 'cancelled' : 'going');
        resumes.get(request.id)?.();
        resumes.delete(request.id);
        return;
      case 'check':
        port.post(checked(request));
        return;
      case 'trace':
        answer(request.id, request.text, (fabric) =>
          port.post({ kind: 'traced', id: request.id, result: trace(fabric, request.question) }),
        );
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
    }
  });

  function answer(id: number, text: string, act: (fabric: Fabric) => void): void {
    const { fabric, problems } = openScenario(text);
    if (fabric === null) {
      port.post({ kind: 'refused', id, message: 'The document has errors.', problems });
      return;
    }
    refusing(id, () => act(fabric));
  }

  /** Questions about what is not there, and runs that cannot go on, are answers too. */
  function refusing(id: number, act: () => void): void {
    try {
      act();
    } catch (failure) {
      if (!(failure instanceof TraceRefusal) && !(failure instanceof RunRefusal)) throw failure;
      runs.delete(id);
      port.post({ kind: 'refused', id, message: failure.message, problems: [] });
    }
  }

  function start(id: number, fabric: Fabric, options: RunOptions): void {
    const { captures = false, ...choices } = options;
    const run = new PacketRun(fabric, captures ? { ...choices, captures: capturing(id, fabric) } : choices);
    runs.set(id, 'going');
    const events = captures ? eventsBetweenChunks : eventsBetweenTurns;
    port.nextTurn(() => proceed(id, run, events));
  }

  function capturing(id: number, fabric: Fabric): CaptureWish {
    const ports = capturePorts(fabric);
    const files = captureFileNames(fabric, ports);
    const write = (captured: number, chunk: Uint8Array): void => {
      port.post({ kind: 'captured', id, file: files.get(captured)!, chunk }, [chunk.buffer]);
    };
    return { ports, write };
  }

  function proceed(id: number, run: PacketRun, events: number): void {
    const standing = runs.get(id);
    if (standing === 'cancelled') {
      runs.delete(id);
      port.post({ kind: 'cancelled', id });
      return;
    }
    if (standing === 'paused') {
      resumes.set(id, () => port.nextTurn(() => proceed(id, run, events)));
      return;
    }
    refusing(id, () => {
      const more = run.advance(events);
      const { simulatedNs, untilNs, packets } = run;
      port.post({ kind: 'progress', id, progress: { simulatedNs, untilNs, packets } });
      if (more) {
        port.nextTurn(() => proceed(id, run, events));
        return;
      }
      runs.delete(id);
      port.post({ kind: 'ran', id, result: run.result() });
    });
  }
}

function checked({ id, text }: Request & { kind: 'check' }): Reply {
  const { problems, scenario, planned } = openScenario(text);
  const chosen = scenario === null || planned === null ? {} : plannedAddresses(scenario, planned);
  return { kind: 'checked', id, problems, planned: chosen };
}

function reported({ id, text, format, run }: Request & { kind: 'report' }): Reply {
  const opened = openScenario(text);
  const content = report({ text, opened, run, format });
  return content === null
    ? { kind: 'refused', id, message: 'The document has errors.', problems: opened.problems }
    : { kind: 'reported', id, content };
}
