/** What must not be put on a GatewaySubnet. */
import type { Finding } from '../../scenario/problem.ts';
import { azureSubnets } from '../azure-design.ts';
import { nameOf, prefixOf } from '../design.ts';
import type { Rule } from '../rule.ts';

export const azureGatewaySubnet: Rule = {
  code: 'azure/gateway-subnet',
  severity: 'error',
  title: 'A GatewaySubnet has a security group, or routes that cut its gateways off',
  why: 'Gateways manage themselves over their subnet. A security group there, a default route to an appliance, or switched-off propagation makes connections fail or keeps the gateway from being deployed.',
  cure: 'Take the group or the route away. Routes to the blocks of spokes, through a firewall, are fine.',
  find({ scenario }) {
    return azureSubnets(scenario).flatMap(([id, subnet]): Finding[] => {
      if (subnet.purpose !== 'gateway') return [];
      const { code, severity } = azureGatewaySubnet;
      const name = nameOf(id, subnet);
      const found: Finding[] = [];
      if (subnet.securityGroup !== undefined) {
        const path = ['subnets', id, 'securityGroup'];
        const cure = { title: 'Take the security group away', edits: [{ op: 'remove' as const, path }] };
        found.push({
          code,
          severity,
          path,
          message: `${name} has a network security group: gateways do not work behind one`,
          cure,
        });
      }
      const table = subnet.routeTable === undefined ? undefined : scenario.routeTables?.[subnet.routeTable];
      if (table?.kind !== 'azure-route-table') return found;
      const path = ['routeTables', subnet.routeTable ?? ''];
      if (table.propagation === false) {
        found.push({
          code,
          severity,
          path: [...path, 'propagation'],
          message: `${name} uses a route table without propagation, which Azure does not allow on a GatewaySubnet`,
        });
      }
      for (const [n, route] of (table.routes ?? []).entries()) {
        if (prefixOf(route.to)?.length !== 0) continue;
        found.push({
          code,
          severity,
          path: [...path, 'routes', n],
          message: `${name} has a default route of its own, which cuts its gateways off from Azure`,
        });
      }
      return found;
    });
  },
};
