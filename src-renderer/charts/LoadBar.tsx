/** A share as a bar with its figure, in the colours of the canvas. */
import { loadColour } from '../canvas/utilisation-scale.ts';
import { formatShare } from '../ui/number-format.ts';
import { useDark } from '../ui/theme.ts';

const widthPx = 72;

export function LoadBar({ load }: { readonly load: number }) {
  const dark = useDark();
  return (
    <span className="load-bar">
      <svg width={widthPx} height="8" aria-hidden>
        <rect className="track" width={widthPx} height="8" rx="2" />
        <rect width={Math.min(1, load) * widthPx} height="8" rx="2" fill={loadColour(load, dark)} />
      </svg>
      {formatShare(load)}
    </span>
  );
}
