/** The canvas in the window: shows the picture, takes gestures and keys, and says what the colours mean. */
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Maximize, Minus, Plus, Spline } from 'lucide-react';
import { useApp, useWorkbench } from '../ui/app-context.ts';
import { useDark } from '../ui/theme.ts';
import { useLitWay } from '../ui/use-lit-way.ts';
import { useShownRun } from '../ui/use-shown-run.ts';
import { type Actions, useActions } from '../ui/use-actions.ts';
import { useAnswers, useDocument, usePicture, useSeverities } from '../ui/use-desk.ts';
import type { Picture } from './elements.ts';
import { type CanvasView, createCanvasView } from './canvas-view.ts';
import { type Direction, neighbour } from './geometry/neighbour.ts';
import { type CanvasMarks, wayOf } from './marks.ts';
import { type Stroke, strokeOf } from './measure-scale.ts';
import { LoadLegend } from './LoadLegend.tsx';
import { linkHint } from './tools/drawing-link.ts';
import { usePacketPlace } from './use-packet-place.ts';
import { valueByRecord } from './value-by-record.ts';

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const zoomStep = 1.25;

export function Canvas() {
  const { workbench } = useApp();
  const actions = useActions();
  const picture = usePicture();
  const selected = useWorkbench((state) => state.selected);
  const link = useWorkbench((state) => state.link);
  const session = useDocument((state) => state.session);
  const readable = useDocument((state) => state.readable);
  const marks = useMarks();
  const drawing = useRef<HTMLDivElement>(null);
  const view = useCanvasView(drawing, actions);
  const fitted = useRef(0);

  useEffect(() => {
    if (view === null || picture === null) return;
    view.show(picture);
    view.mark(marks);
    view.select(workbench.getState().selected);
    if (fitted.current === session) return;
    fitted.current = session;
    view.fit();
  }, [view, picture, marks, session, workbench]);
  useEffect(() => {
    view?.select(selected);
    if (selected !== null) view?.reveal(selected);
  }, [view, selected]);

  const pressed = (event: KeyboardEvent): void => {
    const direction = arrows[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || view === null) return;
    if (event.shiftKey && event.key === 'ArrowUp') {
      const box = selected === null ? null : (picture?.tree.parentOf(selected) ?? null);
      if (box !== null) actions.select(box);
    } else if (direction !== undefined) {
      const around = boxesAround(picture, selected);
      const places = view.places().filter(({ id }) => !around.has(id));
      const from = places.find(({ id }) => id === selected);
      const next = from === undefined ? places[0]?.id : neighbour(from, direction, places);
      if (next != null) actions.select(next);
    } else if (event.key === 'Enter' && link.state === 'started' && selected !== null) actions.tap(selected);
    else if (event.key === 'Enter') workbench.setState({ focusField: '' });
    else if (event.key === 'Delete' || event.key === 'Backspace') actions.remove();
    else if (event.key === 'Escape' && link.state === 'idle') actions.select(null);
    else if (event.key === 'Escape') actions.giveUpLink();
    else if (event.key === 'f' || event.key === 'F') view.fit();
    else if (event.key === '+' || event.key === '=') view.zoomBy(zoomStep);
    else if (event.key === '-') view.zoomBy(1 / zoomStep);
    else if (event.key === 'l' || event.key === 'L') actions.beginLink();
    else return;
    event.preventDefault();
  };

  const hint = linkHint(link, (id) => picture?.records.get(id)?.title ?? id);
  return (
    <section className="canvas" aria-label="Canvas">
      <div
        className="canvas-surface"
        tabIndex={0}
        role="application"
        aria-label="Network canvas. Arrow keys go from object to object; the outline lists the same objects."
        onKeyDown={pressed}
      >
        <div className="canvas-drawing" ref={drawing} />
      </div>
      {hint !== null && (
        <p className="canvas-hint" role="status">
          {hint}
        </p>
      )}
      {!readable && (
        <p className="canvas-hint fault" role="status">
          {picture === null
            ? 'This file has errors; it is shown here once they are cured. The problems below say where.'
            : 'The file has errors: this is how it looked before them.'}
        </p>
      )}
      <div className="canvas-buttons" role="toolbar" aria-label="Canvas">
        <CanvasButton
          says="Draw a line between two objects (L)"
          pressed={link.state !== 'idle'}
          act={actions.beginLink}
        >
          <Spline size={16} aria-hidden />
        </CanvasButton>
        <CanvasButton says="Zoom in (+)" act={() => view?.zoomBy(zoomStep)}>
          <Plus size={16} aria-hidden />
        </CanvasButton>
        <CanvasButton says="Zoom out (-)" act={() => view?.zoomBy(1 / zoomStep)}>
          <Minus size={16} aria-hidden />
        </CanvasButton>
        <CanvasButton says="Fit everything (F)" act={() => view?.fit()}>
          <Maximize size={16} aria-hidden />
        </CanvasButton>
      </div>
      <LoadLegend />
    </section>
  );
}

/** The box one stands in is not a neighbour in any direction. */
function boxesAround(picture: Picture | null, id: string | null): ReadonlySet<string> {
  const boxes = new Set<string>();
  let at = id === null ? null : (picture?.tree.parentOf(id) ?? null);
  while (at !== null) {
    boxes.add(at);
    at = picture?.tree.parentOf(at) ?? null;
  }
  return boxes;
}

/** The drawing lives as long as its element; the intents it calls are always the latest. */
function useCanvasView(drawing: RefObject<HTMLDivElement | null>, actions: Actions): CanvasView | null {
  const [view, setView] = useState<CanvasView | null>(null);
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  }, [actions]);
  const dark = useDark();
  const initiallyDark = useRef(dark);
  useEffect(() => {
    if (drawing.current === null) return undefined;
    const created = createCanvasView(drawing.current, initiallyDark.current, {
      tapped: (id) => latest.current.tap(id),
      moved: (positions) => latest.current.move(positions),
    });
    setView(created);
    return () => {
      created.end();
      setView(null);
    };
  }, [drawing]);
  useEffect(() => view?.theme(dark), [view, dark]);
  return view;
}

function useMarks(): CanvasMarks {
  const dark = useDark();
  const picture = usePicture();
  const shown = useShownRun();
  const place = usePacketPlace();
  const measure = useWorkbench((state) => state.measure);
  const trace = useAnswers((state) => state.trace);
  const text = useDocument((state) => state.text);
  const showLoad = useWorkbench((state) => state.showLoad);
  const litWay = useLitWay();
  const badges = useSeverities();
  return useMemo(() => {
    const lit = trace !== null && litWay !== null && trace.text === text ? trace.result[litWay] : null;
    // Colours of another text would point at the wrong things, and a way among loads could not be told from them.
    const values =
      showLoad && lit === null && shown !== null ? valueByRecord(measure, shown) : new Map<string, number>();
    const loads = new Map<string, Stroke>();
    for (const [id, value] of values) {
      const stroke = strokeOf(measure, value, dark);
      if (stroke !== null) loads.set(id, stroke);
    }
    return { badges, loads, place, way: lit === null || picture === null ? null : wayOf(lit, picture) };
  }, [dark, picture, shown, place, measure, trace, text, showLoad, litWay, badges]);
}

interface CanvasButtonProps {
  readonly says: string;
  readonly act: () => void;
  readonly pressed?: boolean;
  readonly children: ReactNode;
}

function CanvasButton({ says, act, pressed, children }: CanvasButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={says}
      title={says}
      aria-pressed={pressed}
      onClick={act}
    >
      {children}
    </button>
  );
}
