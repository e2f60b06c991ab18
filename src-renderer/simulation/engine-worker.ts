/** Starts the engine in a web worker. */
import type { Reply } from '../../src-sim/index.ts';
import type { EnginePort } from './simulation-client.ts';

export function startEngineWorker(): EnginePort {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (request) => worker.postMessage(request, []),
    onReply: (handle) =>
      worker.addEventListener('message', (event: MessageEvent<Reply>) => handle(event.data)),
    onFailure: (handle) =>
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        handle(
          `The engine stopped: ${event.message || 'it could not be loaded'}. Your document is not affected.`,
        );
      }),
    end: () => worker.terminate(),
  };
}
