/** The links between two routers or hosts with all they stand for: cables through switches, and the way of what is wrapped in tunnels. */
import type { Fabric } from '../fabric/fabric.ts';
import { bytesOf, tunnelHeaders } from '../trace/header-stack.ts';
import type { Crossing, Wrapping } from '../trace/note.ts';
import { channelOf } from './demand-route.ts';

export interface CrossedChannel {
  readonly channel: number;
  readonly extraBytes: number;
}

/** In order. Outer packets of a tunnel go one way, the first, even where others are as good. */
export function crossedChannels(fabric: Fabric, crossing: Crossing, extraBytes = 0): CrossedChannel[] {
  const { out, passages, wrappings } = crossing;
  const { tunnel } = fabric.ports[out];
  if (tunnel !== undefined) return inside(fabric, wrappings[0], 0, extraBytes);
  const channel = channelOf(fabric, out);
  const crossed = channel < 0 ? [] : [{ channel, extraBytes }];
  let tunnels = 0;
  for (const { left, tag, tunnelTo } of passages) {
    if (tunnelTo >= 0) crossed.push(...inside(fabric, wrappings[tunnels++], tag, extraBytes));
    else crossed.push({ channel: channelOf(fabric, left), extraBytes });
  }
  return crossed;
}

function inside(
  fabric: Fabric,
  wrapping: Wrapping | undefined,
  tag: number,
  extraBytes: number,
): CrossedChannel[] {
  if (wrapping === undefined) return [];
  const { tunnel, node } = fabric.ports[wrapping.entrance];
  const ofSwitch = fabric.nodes[node].role === 'switch';
  const around = extraBytes + bytesOf(tunnelHeaders(tunnel!, ofSwitch, tag));
  return wrapping.outer.notes.flatMap((note) =>
    note.kind === 'crossing' ? crossedChannels(fabric, note.crossing, around) : [],
  );
}
