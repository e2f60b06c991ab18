/** The figures of links to be shown just now: of the instant where the run stands, else of the whole run. */
import { useMemo } from 'react';
import type { LinksNow, RunResult } from '../../src-sim/index.ts';
import { useAnswers, useDocument, usePlayback } from './use-desk.ts';

export interface ShownRun {
  readonly result: RunResult;
  /** Null: the run is over, and its figures are those of all of it. */
  readonly instant: { readonly ns: number; readonly links: LinksNow } | null;
}

/** Null: nothing was run of the text as it is. */
export function useShownRun(): ShownRun | null {
  const text = useDocument((state) => state.text);
  const runText = usePlayback((state) => state.text);
  const stand = usePlayback((state) => state.stand);
  const isAtEnd = usePlayback(({ isOver, stand, farNs }) => isOver && (stand?.nowNs ?? 0) >= farNs);
  const run = useAnswers((state) => state.run);
  return useMemo(() => {
    if (stand !== null && runText === text && !isAtEnd) {
      return { result: stand.result, instant: { ns: stand.nowNs, links: stand.links } };
    }
    return run !== null && run.text === text ? { result: run.result, instant: null } : null;
  }, [text, runText, stand, isAtEnd, run]);
}

/** A run that has not come to its end. */
export function useRunning(): { readonly paused: boolean } | null {
  const isUnfinished = usePlayback((state) => state.text !== null && !state.isOver);
  const paused = usePlayback((state) => state.phase === 'held' && !state.isPlaying);
  return useMemo(() => (isUnfinished ? { paused } : null), [isUnfinished, paused]);
}
