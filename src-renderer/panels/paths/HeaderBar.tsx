/** The headers around a packet between two nodes, outermost first, as wide as they are long: growing into tunnels and out of them. */
import type { TraceStep } from '../../../src-sim/index.ts';

type Headers = NonNullable<TraceStep['headers']>;

const widthPx = 220;
/** Kinds that look alike belong together; the rest are shims of tunnels. */
const families: Readonly<Record<string, string>> = {
  framing: 'link',
  ethernet: 'link',
  vlan: 'link',
  ipv4: 'internet',
  ipv6: 'internet',
  udp: 'transport',
  tcp: 'transport',
  icmp: 'transport',
};
/** Narrower, a name does not fit. */
const namedPx = 30;

export function HeaderBar({
  headers,
  longestBytes,
}: {
  readonly headers: Headers;
  readonly longestBytes: number;
}) {
  const total = headers.reduce((sum, { bytes }) => sum + bytes, 0);
  const words = headers.map(({ kind, bytes }) => `${kind} ${bytes}`).join(', ');
  let at = 0;
  const parts = headers.map(({ kind, bytes }, place) => {
    const from = (at / longestBytes) * widthPx;
    at += bytes;
    return { place, kind, bytes, from, wide: (bytes / longestBytes) * widthPx };
  });
  return (
    <span className="header-bar" data-header-bytes={total}>
      <svg width={widthPx} height="14" role="img" aria-label={`Headers: ${words}; ${total} B`}>
        {parts.map(({ place, kind, bytes, from, wide }) => (
          <g key={place} className={families[kind] ?? 'shim'}>
            <rect x={from} width={Math.max(1, wide - 1)} height="14" rx="2">
              <title>{`${kind} ${bytes} B`}</title>
            </rect>
            {wide >= namedPx && (
              <text x={from + wide / 2} y="10.5" textAnchor="middle">
                {kind}
              </text>
            )}
          </g>
        ))}
      </svg>
      <span className="quiet">{total} B of headers</span>
    </span>
  );
}
