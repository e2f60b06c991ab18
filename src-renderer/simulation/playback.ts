/**
 * The run that the window holds: started, paused, given up, played at a speed, and taken to any instant. Its worker answers one
 * move after the other; where a person is faster, as with a slider that is dragged, only the latest wish is kept.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  LookAnswer,
  LookRequest,
  PacketId,
  RunCondition,
  RunProgress,
  RunResult,
  RunStand,
} from '../../src-sim/index.ts';
import type { HeldListener, HeldSimulation } from './held-simulation.ts';
import type { SimulationClient } from './simulation-client.ts';

export interface PlaybackState {
  /** The text that runs; null: nothing does. */
  readonly text: string | null;
  readonly phase: 'none' | 'going' | 'held';
  readonly progress: RunProgress | null;
  readonly stand: RunStand | null;
  /** As far as has been simulated. */
  readonly farNs: number;
  /** Nothing comes after `farNs`. */
  readonly isOver: boolean;
  /** Simulated nanoseconds a second; null: as fast as it goes. */
  readonly speed: number | null;
  readonly isPlaying: boolean;
  readonly answer: LookAnswer | null;
  readonly followed: PacketId | null;
}

const nothing: PlaybackState = {
  text: null,
  phase: 'none',
  progress: null,
  stand: null,
  farNs: 0,
  isOver: false,
  speed: null,
  isPlaying: false,
  answer: null,
  followed: null,
};

export type Places = Omit<LookRequest, 'packet'>;

/** A step that ends where something has happened. */
export type Step = 'next' | 'previous' | Exclude<RunCondition, { kind: 'time' | 'events' }>;

export interface PlaybackEvents {
  began(): void;
  ended(text: string, result: RunResult): void;
  refused(message: string): void;
}

export interface Playback {
  readonly state: StoreApi<PlaybackState>;
  /** Starts from the beginning, at the speed chosen. */
  readonly start: (text: string) => void;
  /** Stands at the beginning. */
  readonly prepare: (text: string) => void;
  readonly pause: () => void;
  readonly goOn: () => void;
  /** Nothing is kept. */
  readonly end: () => void;
  readonly setSpeed: (speed: number | null) => void;
  readonly goTo: (ns: number) => void;
  readonly step: (step: Step) => void;
  /** What is to be seen wherever it stands. */
  readonly lookAt: (places: Places) => void;
  readonly follow: (packet: PacketId | null) => void;
}

/** How often a run at full speed says where it is, and one at another speed moves. */
const tellEveryMs = 250;
const playEveryMs = 60;

export function createPlayback(
  simulating: SimulationClient,
  events: PlaybackEvents,
  nowMs: () => number,
): Playback {
  const state = createStore<PlaybackState>(() => nothing);
  let held: HeldSimulation | null = null;
  let places: Places = { links: [], nodes: [], flows: [] };
  /** A move is under way; what is wanted after it. */
  let isMoving = false;
  let wanted: (() => void) | null = null;
  /** Questions to a run that goes on; their answers do not mean that it stands. */
  let tells = 0;
  let toldMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (part: Partial<PlaybackState>): void => state.setState(part);

  const look = (): void => {
    held?.look({ ...places, packet: state.getState().followed });
  };

  const move = (act: (run: HeldSimulation) => void): void => {
    if (held === null) return;
    clearTimeout(timer);
    if (isMoving) {
      wanted = () => move(act);
      return;
    }
    isMoving = true;
    act(held);
  };

  const stopPlaying = (): void => {
    clearTimeout(timer);
    if (state.getState().isPlaying) set({ isPlaying: false });
  };

  const playOn = (): void => {
    const { stand, speed, isPlaying, isOver, farNs } = state.getState();
    if (!isPlaying || stand === null || speed === null) return;
    if (stand.nextEventNs === null || (isOver && stand.nowNs >= farNs)) {
      stopPlaying();
      return;
    }
    const fromMs = nowMs();
    timer = setTimeout(() => {
      const ns = stand.nowNs + Math.max(1, Math.round(((nowMs() - fromMs) * speed) / 1000));
      move((run) => run.runUntil({ kind: 'time', ns }));
    }, playEveryMs);
  };

  const listener = (text: string, own: () => HeldSimulation | null): HeldListener => {
    const isOurs = (): boolean => held !== null && own() === held;
    return {
      progress(progress) {
        if (!isOurs()) return;
        set({ progress });
        if (state.getState().phase !== 'going' || nowMs() - toldMs < tellEveryMs) return;
        toldMs = nowMs();
        tells++;
        held?.tell();
      },
      stands(stand) {
        if (!isOurs()) return;
        const { phase, farNs, isOver } = state.getState();
        const onItsWay = phase === 'going' && tells > 0;
        if (tells > 0) tells--;
        set({ stand, farNs: Math.max(farNs, stand.nowNs) });
        if (onItsWay) return;
        isMoving = false;
        set({ phase: 'held' });
        // The result is told at the end only.
        if (stand.nextEventNs === null && !isOver) {
          stopPlaying();
          move((run) => run.resume());
          return;
        }
        if (wanted !== null) {
          const next = wanted;
          wanted = null;
          next();
          return;
        }
        look();
        playOn();
      },
      looked(answer) {
        if (isOurs()) set({ answer });
      },
      ran(result) {
        if (!isOurs()) return;
        isMoving = true;
        tells = 0;
        stopPlaying();
        const { farNs, isOver } = state.getState();
        set({ phase: 'held', isOver: true, farNs: isOver ? farNs : result.simulatedNs });
        if (!isOver) events.ended(text, result);
        held?.pause();
      },
      refused(message) {
        if (!isOurs()) return;
        held?.end();
        held = null;
        clearTimeout(timer);
        set({ ...nothing, speed: state.getState().speed });
        events.refused(message);
      },
    };
  };

  const hold = (text: string, isHeld: boolean): void => {
    const { speed } = state.getState();
    held?.end();
    clearTimeout(timer);
    [isMoving, wanted, tells, toldMs] = [isHeld, null, 0, nowMs()];
    set({ ...nothing, speed, text, phase: 'going' });
    events.began();
    const fresh: HeldSimulation = simulating.hold(
      text,
      { held: isHeld },
      listener(text, () => fresh),
    );
    held = fresh;
  };

  return {
    state,
    start(text) {
      const { speed } = state.getState();
      hold(text, speed !== null);
      if (speed !== null) set({ isPlaying: true });
    },
    prepare: (text) => hold(text, true),
    pause() {
      stopPlaying();
      if (held === null) return;
      [wanted, tells] = [null, 0];
      isMoving = true;
      set({ phase: 'held' });
      held.pause();
    },
    goOn() {
      const { speed } = state.getState();
      if (held === null) return;
      if (speed !== null) {
        set({ isPlaying: true });
        playOn();
        return;
      }
      set({ phase: 'going' });
      toldMs = nowMs();
      move((run) => run.resume());
    },
    end() {
      held?.end();
      held = null;
      clearTimeout(timer);
      set({ ...nothing, speed: state.getState().speed });
    },
    setSpeed(speed) {
      const { phase, isPlaying } = state.getState();
      set({ speed });
      if (phase === 'going' && speed !== null && !isPlaying) {
        set({ isPlaying: true });
        held?.pause();
      } else if (isPlaying && speed === null) {
        set({ isPlaying: false, phase: 'going' });
        move((run) => run.resume());
      }
    },
    goTo(ns) {
      stopPlaying();
      const { farNs } = state.getState();
      if (ns > farNs) set({ phase: 'going' });
      move((run) => (ns <= farNs ? run.rewindTo(ns) : run.runUntil({ kind: 'time', ns })));
    },
    step(step) {
      stopPlaying();
      move((run) => {
        if (step === 'next') run.step(1);
        else if (step === 'previous') run.stepBack(1);
        else {
          set({ phase: 'going' });
          run.runUntil(step);
        }
      });
    },
    lookAt(wish) {
      places = wish;
      if (state.getState().phase === 'held') look();
    },
    follow(followed) {
      set({ followed });
      if (state.getState().phase === 'held') look();
    },
  };
}
