/** The open document and the engines' answers about it, and what follows from both. Loaded with the workbench, not with the welcome page. */
import { createContext, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import { type Picture, pictureOf, severityByRecord } from '../canvas/elements.ts';
import type { DocumentState, DocumentStore } from '../document/document-store.ts';
import type { Severity } from '../../src-sim/index.ts';
import { recordOfPath } from '../document/record-path.ts';
import type { Judge } from '../document/judge.ts';
import type { Autosave } from '../host/autosave.ts';
import type { Answers, AnswerState } from '../simulation/answers.ts';
import type { Playback, PlaybackState } from '../simulation/playback.ts';
import type { SimulationClient } from '../simulation/simulation-client.ts';

export interface Desk {
  readonly document: DocumentStore;
  readonly answers: Answers;
  readonly playback: Playback;
  readonly autosave: Autosave;
  /** The engine that answers questions; runs have their own. */
  readonly asking: SimulationClient;
  readonly judge: Judge;
}

export const DeskContext = createContext<Desk | null>(null);
export const PictureContext = createContext<Picture | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('outside of the workbench');
  return desk;
}

export function useDocument<T>(pick: (state: DocumentState) => T): T {
  return useStore(useDesk().document.state, pick);
}

export function useAnswers<T>(pick: (state: AnswerState) => T): T {
  return useStore(useDesk().answers.state, pick);
}

export function usePlayback<T>(pick: (state: PlaybackState) => T): T {
  return useStore(useDesk().playback.state, pick);
}

/** Null as long as the document has never been readable. */
export function usePicture(): Picture | null {
  return useContext(PictureContext);
}

export function useFreshPicture(): Picture | null {
  const scenario = useDocument((state) => state.scenario);
  const planned = useAnswers((state) => state.planned);
  return useMemo(() => (scenario === null ? null : pictureOf(scenario, planned)), [scenario, planned]);
}

/** The gravest problem of each object. */
export function useSeverities(): ReadonlyMap<string, Severity> {
  const problems = useAnswers((state) => state.problems);
  return useMemo(() => severityByRecord(problems, recordOfPath), [problems]);
}
