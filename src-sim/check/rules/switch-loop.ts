/** Rings of switches: no engine models spanning tree, so nothing opens them. */
import { BroadcastDomains } from '../../fabric/broadcast-domain.ts';
import type { Fabric } from '../../fabric/fabric.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Rule } from '../rule.ts';

export const switchLoop: Rule = {
  code: 'design/switch-loop',
  severity: 'error',
  title: 'Switches form a ring',
  why: 'Frames have no hop limit. In a ring every broadcast goes round for ever and multiplies at each switch, until the links carry nothing else. Spanning tree, which would block one link of the ring, is not simulated.',
  cure: 'Remove one link of the ring, or let its ends carry different VLANs; draw the link that spanning tree would block only in a second scenario, to see it take over.',
  find({ fabric }) {
    return fabric === null ? [] : [...ringsOf(fabric)];
  },
};

function* ringsOf(fabric: Fabric): Generator<Finding> {
  const told = new Set<string>();
  for (const again of new BroadcastDomains(fabric).allLoops()) {
    const { node, link, origin } = fabric.ports[again];
    const { path, noun, name } = fabric.links[link]?.origin ?? origin;
    if (told.has(path)) continue;
    told.add(path);
    yield {
      code: switchLoop.code,
      severity: switchLoop.severity,
      message: `switch ${fabric.nodes[node].origin.name} gets broadcasts a second time over ${noun} ${name}: the switches form a ring, and frames go round it for ever`,
      path: path.split('.'),
    };
  }
}
