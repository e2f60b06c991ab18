import { describe, expect, it } from 'vitest';
import { azureFabric } from '../../../support/azure-design.ts';
import { ask, delayNs, nodesPassed } from '../../../support/design.ts';
import { hubAndSpoke } from './hub-and-spoke.ts';

const open = { routesA: '', routesB: '' };

describe('a peering', () => {
  it('joins two networks without routes that anybody wrote', () => {
    const result = ask(azureFabric(hubAndSpoke(open)), 'jump', 'store');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['jump', 'hub-shared', 'hub', 'spoke-b', 'data', 'store']);
  });

  it('carries no transit: a spoke knows no other spoke', () => {
    const result = ask(azureFabric(hubAndSpoke(open)), 'front', 'store');
    expect(result.forward.fate).toBe('blackhole');
    expect(result.forward.steps.at(-1)?.decidedBy.entry).toContain('10.0.0.0/8 local');
  });

  it('carries packets that a firewall in the hub forwards, where the receiving half allows them', () => {
    const result = ask(azureFabric(hubAndSpoke()), 'front', 'store');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'front',
      'web',
      'spoke-a',
      'hub',
      'hub-fw',
      'firewall',
      'hub-fw',
      'hub',
      'spoke-b',
      'data',
      'store',
    ]);
  });

  it('refuses forwarded packets where the receiving half does not allow them', () => {
    const result = ask(azureFabric(hubAndSpoke({ forwardedB: false })), 'front', 'store');
    expect(result.forward.fate).toBe('denied');
    expect(result.verdict).toContain('peering peer-b does not allow forwarded traffic into spoke-b');
    // What the hub itself sends is no forwarded traffic.
    expect(ask(azureFabric(hubAndSpoke({ forwardedB: false, routesB: '' })), 'jump', 'store').class).toBe(
      'delivered',
    );
  });

  it('carries nothing while only one half of it exists', () => {
    const text = hubAndSpoke(open).replace(
      'kind: azure-vnet-peering',
      'kind: azure-vnet-peering\n    initiated: true',
    );
    expect(ask(azureFabric(text), 'jump', 'front').forward.fate).toBe('blackhole');
    expect(ask(azureFabric(text), 'jump', 'store').class).toBe('delivered');
  });

  it('lets nothing out at an end without access', () => {
    const text = hubAndSpoke(open).replace('{ network: hub }', '{ network: hub, allowAccess: false }');
    const result = ask(azureFabric(text), 'jump', 'front');
    expect(result.forward.fate).toBe('denied');
    expect(result.verdict).toContain('does not let hub access spoke-a');
  });

  it('between regions takes half of the published round trip less that inside a zone', () => {
    const text = hubAndSpoke(open).replace(
      'spoke-b: { kind: azure-vnet, site: europe',
      'spoke-b: { kind: azure-vnet, site: america',
    );
    const fabric = azureFabric(text);
    const inside = delayNs(fabric, ask(fabric, 'jump', 'front'));
    // Two interfaces of 25 us each.
    expect(inside).toBe(50_000);
    const across = delayNs(fabric, ask(fabric, 'jump', 'store'));
    expect(across).toBeGreaterThan(30_000_000);
  });
});

describe('a configuration of Virtual Network Manager', () => {
  const managed = (config: string): string =>
    hubAndSpoke(open).replace(
      /attachments:[\s\S]*?routeTables:/,
      `attachments:\n  config: { ${config} }\nrouteTables:`,
    );

  it('joins spokes to their hub, and not to each other', () => {
    const fabric = azureFabric(
      managed('kind: azure-connectivity, topology: hub-and-spoke, hub: hub, members: [spoke-a, spoke-b]'),
    );
    expect(ask(fabric, 'jump', 'front').class).toBe('delivered');
    expect(ask(fabric, 'front', 'store').forward.fate).toBe('blackhole');
  });

  it('joins spokes directly where it says so', () => {
    const fabric = azureFabric(
      managed(
        'kind: azure-connectivity, topology: hub-and-spoke, hub: hub, members: [spoke-a, spoke-b], directConnectivity: true',
      ),
    );
    const result = ask(fabric, 'front', 'store');
    expect(nodesPassed(result)).toEqual(['front', 'web', 'spoke-a', 'spoke-b', 'data', 'store']);
  });

  it('makes a mesh of its members only', () => {
    const fabric = azureFabric(
      managed('kind: azure-connectivity, topology: mesh, members: [spoke-a, spoke-b]'),
    );
    expect(ask(fabric, 'front', 'store').class).toBe('delivered');
    expect(ask(fabric, 'jump', 'store').forward.fate).toBe('blackhole');
  });
});
