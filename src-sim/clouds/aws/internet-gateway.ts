/**
 * An internet gateway: a router on the cores of its VPC where the model ends. No machine has a public address
 * yet, and the gateway drops what it cannot translate, so packets for it end here in a blackhole that says so.
 * Left out: elastic addresses, translation, and everything beyond.
 */
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AwsParts } from './aws-parts.ts';

export function placeInternetGateways(
  { scenario, builder, facts, findings }: BuildContext,
  parts: AwsParts,
): void {
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'aws-internet-gateway') continue;
    const vpc = parts.vpcs.get(record.network);
    if (vpc === undefined) continue;
    const origin = recordOrigin('gateways', id, record);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const table = builder.addTable(id, origin);
    builder.setNodeTable(node, table);
    for (const prefix of anywhere) {
      builder.addRoute(table, { prefix, action: { kind: 'blackhole' }, source: 'default', origin });
    }
    for (const core of vpc.cores.values()) {
      const spec = {
        ...idealLink,
        id: `${id}:${core.zone}`,
        mtu: facts.number('aws.ec2.mtu.igw', 'bytes'),
        origin,
      };
      const [inner] = builder.addLink(spec, core.node, node);
      core.exits.set(id, inner);
    }
    findings.push({
      code: 'model/not-simulated',
      severity: 'info',
      message: `what lies beyond internet gateway ${origin.name} is not simulated: packets for the internet end there`,
      path: ['gateways', id],
    });
  }
}
