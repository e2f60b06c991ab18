import { describe, expect, it } from 'vitest';
import { azureFabric } from '../../../support/azure-design.ts';
import { ask, nodesPassed } from '../../../support/design.ts';
import { hubAndSpoke } from './hub-and-spoke.ts';

const endpoint =
  '  storage: { kind: azure-private-endpoint, subnet: data, address: 10.2.1.50, service: storage account }';
const tcp443 = { protocol: 'tcp', port: 443 } as const;

describe('a private endpoint', () => {
  it('is reached from its network and from peers, past routes that lead elsewhere, since its /32 is longer', () => {
    const fabric = azureFabric(
      hubAndSpoke({ more: endpoint }).replace(
        'cidr: 10.0.2.0/24 }',
        'cidr: 10.0.2.0/24, routeTable: routes-a }',
      ),
    );
    const result = ask(fabric, 'jump', 'storage', tcp443);
    expect(result.forward.fate).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['jump', 'hub-shared', 'hub', 'spoke-b', 'data', 'storage']);
    expect(result.forward.steps.find(({ at }) => at === 'hub-shared')?.decidedBy.entry).toContain(
      '10.2.1.50/32',
    );
  });

  it('heeds routes where its subnet has endpoint policies', () => {
    const fabric = azureFabric(
      hubAndSpoke({
        more: endpoint,
        subnetB: ', endpointPolicies: true',
        routesA: '{ to: 10.2.0.0/16, via: firewall }',
      }),
    );
    expect(nodesPassed(ask(fabric, 'front', 'storage', tcp443))).toContain('firewall');
  });

  it('opens no connections', () => {
    const fabric = azureFabric(hubAndSpoke({ more: endpoint }));
    const result = ask(fabric, 'storage', 'store', tcp443);
    expect(result.class).toBe('denied');
    expect(result.verdict).toContain('opens no connections');
  });

  it('is not known beyond the peers of its network', () => {
    const fabric = azureFabric(hubAndSpoke({ more: endpoint, routesA: '' }));
    expect(ask(fabric, 'front', 'storage', tcp443).forward.fate).toBe('blackhole');
  });
});
