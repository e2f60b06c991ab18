/** The edge between canvas and answers, to be dragged, or moved with the arrow keys. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react';

const [heightMin, heightMax, heightFirst, keyStep] = [90, 620, 230, 24];

export function Splitter() {
  const [height, setHeight] = useState(heightFirst);
  const resize = (to: number): void => {
    const kept = Math.round(Math.min(heightMax, window.innerHeight - 200, Math.max(heightMin, to)));
    setHeight(kept);
    document.documentElement.style.setProperty('--answers-height', `${kept}px`);
  };
  const dragged = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(window.innerHeight - event.clientY);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowUp') resize(height + keyStep);
    else if (event.key === 'ArrowDown') resize(height - keyStep);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the answers"
      aria-valuenow={height}
      aria-valuemin={heightMin}
      aria-valuemax={heightMax}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={dragged}
      onKeyDown={pressed}
    />
  );
}
