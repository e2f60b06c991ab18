/** The largest packet each traced path carries, link by link: the first smaller link is where black holes begin. */
import type { TracePath, TraceResult } from '../trace/trace-result.ts';

export interface PathMtu {
  readonly from: string;
  readonly to: string;
  readonly direction: 'forward' | 'reverse';
  readonly links: readonly { readonly link: string; readonly mtu: number; readonly record: string }[];
  /** The smallest on the way; null where no link has a limit. */
  readonly smallest: number | null;
}

export function pathMtus(traces: readonly TraceResult[]): PathMtu[] {
  return traces.flatMap((trace) => [
    pathMtu(trace.from, trace.to, 'forward', trace.forward),
    pathMtu(trace.to, trace.from, 'reverse', trace.reverse),
  ]);
}

function pathMtu(from: string, to: string, direction: PathMtu['direction'], path: TracePath): PathMtu {
  const links = path.steps.flatMap(({ link, mtu, record }) =>
    link === undefined || mtu === undefined || mtu === 0 ? [] : [{ link, mtu, record }],
  );
  return {
    from,
    to,
    direction,
    links,
    smallest: links.length === 0 ? null : links.reduce((least, { mtu }) => Math.min(least, mtu), Infinity),
  };
}
