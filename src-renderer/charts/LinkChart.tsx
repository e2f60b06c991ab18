/** One quantity of a link over a run as an area, with the instant where the run stands; pressing it goes there. */
import type { PointerEvent } from 'react';

const [width, height] = [600, 44];

interface LinkChartProps {
  readonly title: string;
  /** Sample n is of the interval that ends at (n + 1) everyNs. */
  readonly values: readonly number[];
  readonly everyNs: number;
  readonly endNs: number;
  readonly nowNs: number;
  /** Top of the scale; left out: the largest value. */
  readonly top?: number;
  readonly format: (value: number) => string;
  readonly onGo: (ns: number) => void;
}

export function LinkChart({ title, values, everyNs, endNs, nowNs, top, format, onGo }: LinkChartProps) {
  const most = values.reduce((max, value) => Math.max(max, value), 0);
  const scale = Math.max(top ?? 0, most) || 1;
  const x = (ns: number): number => (endNs === 0 ? 0 : (Math.min(ns, endNs) / endNs) * width);
  const y = (value: number): number => height - 1 - (value / scale) * (height - 3);
  const now = values[Math.max(0, Math.min(values.length - 1, Math.ceil(nowNs / everyNs) - 1))] ?? 0;
  const go = (event: PointerEvent<SVGSVGElement>): void => {
    const { left, width: wide } = event.currentTarget.getBoundingClientRect();
    onGo(Math.round(((event.clientX - left) / wide) * endNs));
  };
  return (
    <figure className="link-chart">
      <figcaption>
        <b>{title}</b> {format(now)} <span className="quiet">at most {format(most)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title} over time, ${format(now)} here, at most ${format(most)}`}
        onPointerDown={go}
      >
        <path className="area" d={areaOf(values, everyNs, x, y)} />
        <line className="cursor" x1={x(nowNs)} x2={x(nowNs)} y1="0" y2={height} />
      </svg>
    </figure>
  );
}

/** Steps, not slopes: a sample is of a whole interval. */
function areaOf(
  values: readonly number[],
  everyNs: number,
  x: (ns: number) => number,
  y: (value: number) => number,
): string {
  const parts = values.map((value, sample) => {
    const level = y(value).toFixed(1);
    return `L${x(sample * everyNs).toFixed(1)} ${level}L${x((sample + 1) * everyNs).toFixed(1)} ${level}`;
  });
  return `M0 ${height}${parts.join('')}L${x(values.length * everyNs).toFixed(1)} ${height}Z`;
}
