/** Ends of an overlay's tunnels: of a switch for frames, of the router of a VRF for routed packets. */
import type { Tunnel } from '../../fabric/tunnel.ts';
import type { BuildContext } from '../build-context.ts';
import { ifWritten, writtenBytes } from '../written.ts';
import { hasControl, type OverlayEnd, type OverlayRecord } from './overlay-parts.ts';
import { hopLimit, insideMtu } from './tunnel.ts';

export function tunnelOf(
  record: OverlayRecord,
  end: OverlayEnd,
  others: readonly OverlayEnd[],
  key: number,
  ofSwitch: boolean,
): Tunnel {
  return {
    kind: record.encapsulation,
    node: end.sender,
    local: end.local,
    remotes: others.map(({ local }) => local),
    key,
    optionBytes: ifWritten(record.options, writtenBytes) ?? 0,
    dontFragment: record.dontFragment ?? (ofSwitch ? 'clear' : 'set'),
    hopLimit: record.hopLimit ?? hopLimit,
    carries: 'frames',
    ...(hasControl(record) ? { learns: false } : {}),
  };
}

export const mtuInside = (
  context: BuildContext,
  { mtu }: OverlayRecord,
  tunnel: Tunnel,
  ofSwitch: boolean,
): number => ifWritten(mtu, writtenBytes) ?? insideMtu(context, tunnel, ofSwitch);
