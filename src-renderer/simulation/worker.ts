/** The engine in a worker of the window: it answers questions about a text and knows nothing else. */
import { type Request, serveSimulation } from '../../src-sim/index.ts';

// A message to ourselves waits its turn behind those of the window; a timer of 0 ms would be held back to 4 ms.
const { port1, port2 } = new MessageChannel();
const turns: (() => void)[] = [];
port1.addEventListener('message', () => turns.shift()?.());
port1.start();

serveSimulation({
  post: (reply) => postMessage(reply),
  onRequest: (handle) => addEventListener('message', (event: MessageEvent<Request>) => handle(event.data)),
  nextTurn(callback) {
    turns.push(callback);
    port2.postMessage(null);
  },
});
