/** Entry of a worker thread that computes. All it knows is the engine's message server. */
import { parentPort } from 'node:worker_threads';
import { type Request, serveSimulation } from '../../src-sim/index.ts';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread only.');
serveSimulation({
  post: (reply, moved = []) =>
    port.postMessage(
      reply,
      moved.filter((each) => each instanceof ArrayBuffer),
    ),
  onRequest: (handler) => {
    port.on('message', (request: Request) => handler(request));
  },
  nextTurn: (callback) => {
    setImmediate(callback);
  },
});
