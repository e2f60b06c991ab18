import { type Reply, type Request, serveSimulation } from '../../src-sim/index.ts';

/** A port whose turns are taken by hand, so that a test decides what happens between two slices of a run. */
export function servedByHand() {
  const replies: Reply[] = [];
  const turns: (() => void)[] = [];
  let hear: (request: Request) => void = () => undefined;
  serveSimulation({
    post: (reply) => replies.push(structuredClone(reply)),
    onRequest: (handler) => {
      hear = handler;
    },
    nextTurn: (callback) => turns.push(callback),
  });
  return {
    replies,
    ask: (request: Request) => hear(request),
    turn: () => turns.shift()?.(),
    drain: () => {
      for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) turn();
    },
    last: () => replies.at(-1),
  };
}
