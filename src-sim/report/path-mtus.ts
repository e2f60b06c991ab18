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
  // What is around a packet in a tunnel is larger than it; the tunnel's own figure counts.
  const links = path.steps.flatMap(({ at, link, mtu, record, depth }) =>
    mtu === undefined || mtu === 0 || depth !== undefined ? [] : [{ link: link ?? at, mtu, record }],
  );
  return {
    from,
    to,
    direction,
    links,
    smallest: links.length === 0 ? null : links.reduce((least, { mtu }) => Math.min(least, mtu), Infinity),
  };
}
