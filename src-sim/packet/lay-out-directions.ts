/** The links of a fabric as arrays of directions. */
import type { Fabric } from '../fabric/fabric.ts';
import { emptyDirections, type Directions } from './link/directions.ts';

export function layOutDirections(fabric: Fabric): Directions {
  const directions = emptyDirections(2 * fabric.links.length);
  for (let d = 0; d < directions.count; d++) {
    const link = fabric.links[d >> 1];
    const far = link.ports[1 - (d & 1)];
    directions.rate[d] = link.rateBps;
    directions.delay[d] = link.delayNs;
    directions.mtu[d] = link.mtu;
    directions.framing[d] = link.framingBytes;
    directions.lossBelow[d] = link.loss * 2 ** 32;
    directions.queuePackets[d] = link.queue.packets || Infinity;
    directions.queueBytes[d] = link.queue.bytes || Infinity;
    directions.fromPort[d] = link.ports[d & 1];
    directions.toPort[d] = far;
    directions.toNode[d] = fabric.ports[far].node;
  }
  return directions;
}

/** Direction that leads out of a port; -1 where nothing is plugged in. */
export function directionOut(fabric: Fabric, port: number): number {
  const link = fabric.ports[port].link;
  if (link < 0) return -1;
  return 2 * link + (fabric.links[link].ports[0] === port ? 0 : 1);
}
