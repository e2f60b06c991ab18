import type { Fabric } from '../fabric/fabric.ts';

/** By node: whether it does more than look up a table. */
export function elaborateNodes(fabric: Fabric): Uint8Array {
  const elaborate = Uint8Array.from(fabric.nodes, (node) => {
    const { policy, reversePath, hostModel, translations, connectionsMax, role, sharing, processing } = node;
    const parts = [policy, reversePath, translations, connectionsMax, processing];
    const other = hostModel === 'strong' || sharing?.by === 'addresses';
    return role === 'switch' || other || parts.some((part) => part !== undefined) ? 1 : 0;
  });
  for (const { node, attachment, segmentMax } of fabric.ports) {
    if (attachment !== undefined || segmentMax !== undefined) elaborate[node] = 1;
  }
  return elaborate;
}
