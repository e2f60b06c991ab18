/**
 * Knows whether a window is still there: each holds one response open for as long as it lives. A reload closes one and
 * opens another, so the last to leave is believed only after a while.
 */
import type { ServerResponse } from 'node:http';

export interface Presence {
  hold(response: ServerResponse): void;
  count(): number;
  close(): void;
}

/** Often enough that a dead connection is noticed, seldom enough to cost nothing. */
const beatMs = 15_000;

export function createPresence(graceMs: number, onEmpty: () => void): Presence {
  const held = new Set<ServerResponse>();
  let leaving: NodeJS.Timeout | null = null;
  const beat = setInterval(() => {
    for (const response of held) response.write('\n');
  }, beatMs);
  beat.unref();

  return {
    hold(response) {
      if (leaving !== null) clearTimeout(leaving);
      leaving = null;
      held.add(response);
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' });
      // The window may wait for the first bytes to know that it is being counted.
      response.write('\n');
      response.on('error', () => undefined);
      response.on('close', () => {
        held.delete(response);
        if (held.size === 0) leaving = setTimeout(onEmpty, graceMs);
      });
    },
    count: () => held.size,
    close() {
      clearInterval(beat);
      for (const response of held) response.end();
      held.clear();
      if (leaving !== null) clearTimeout(leaving);
    },
  };
}
