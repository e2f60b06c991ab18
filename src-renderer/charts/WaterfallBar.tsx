/** Where the time of a flow's mean packet went, as one bar of its parts; each part is named when it is pointed at. */
import { type Waterfall, waterfallParts } from '../../src-sim/index.ts';
import { formatNs } from '../ui/number-format.ts';

const widthPx = 160;

/** `longestNs` has the whole width, so that the bars of several flows compare. */
export function WaterfallBar({
  waterfall,
  longestNs,
}: {
  readonly waterfall: Waterfall;
  readonly longestNs: number;
}) {
  const px = (ns: number): number => (longestNs === 0 ? 0 : (ns / longestNs) * widthPx);
  let start = 0;
  const parts = waterfallParts.flatMap(([key, title]) => {
    const ns = waterfall[key];
    if (ns <= 0) return [];
    const from = start;
    start += ns;
    return [{ key, title, ns, from }];
  });
  const words = parts.map(({ title, ns }) => `${title} ${formatNs(ns)}`).join(', ');
  return (
    <svg className="waterfall-bar" width={widthPx} height="10" role="img" aria-label={words}>
      {parts.map(({ key, title, ns, from }) => (
        <rect key={key} className={key} x={px(from)} width={Math.max(0.5, px(ns))} height="10">
          <title>{`${title} ${formatNs(ns)}`}</title>
        </rect>
      ))}
    </svg>
  );
}
