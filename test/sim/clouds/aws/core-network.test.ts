import { describe, expect, it } from 'vitest';
import { ask, delayNs, fabricOf, nodesPassed, problemsOf } from '../../../support/design.ts';

interface Choices {
  readonly segments?: string;
  readonly policy?: string;
  readonly blue?: string;
  readonly groups?: string;
}

/** `red` and `green` in Frankfurt, `blue` in Ireland, and a VPC in Frankfurt that inspects. */
const design = ({
  segments = '{ name: production }, { name: shared }',
  policy = '',
  blue = 'production',
  groups = '[inspection]',
}: Choices = {}): string => `
networks:
  red: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
  green: { kind: aws-vpc, site: frankfurt, cidrs: [10.3.0.0/16] }
  blue: { kind: aws-vpc, site: ireland, cidrs: [10.2.0.0/16] }
  guard: { kind: aws-vpc, site: frankfurt, cidrs: [10.9.0.0/16] }
subnets:
  red-a: { kind: aws-subnet, network: red, cidr: 10.1.1.0/24, zone: eu-central-1a }
  green-a: { kind: aws-subnet, network: green, cidr: 10.3.1.0/24, zone: eu-central-1a }
  blue-a: { kind: aws-subnet, network: blue, cidr: 10.2.1.0/24, zone: eu-west-1a }
  in: { kind: aws-subnet, network: guard, cidr: 10.9.1.0/24, zone: eu-central-1a, routeTable: to-wall }
  mid: { kind: aws-subnet, network: guard, cidr: 10.9.2.0/24, zone: eu-central-1a, routeTable: from-wall }
gateways:
  wan:
    kind: aws-core-network
    edges: [frankfurt, ireland]
    segments: [${segments}]
    functionGroups: ${groups}
    ${policy}
  wall: { kind: aws-network-firewall, network: guard, interfaces: [{ subnet: mid }], rules: [{ action: pass, protocol: tcp, ports: 443 }] }
attachments:
  a-red: { kind: aws-core-network-attachment, gateway: wan, network: red, subnets: [red-a], segment: production }
  a-green: { kind: aws-core-network-attachment, gateway: wan, network: green, subnets: [green-a], segment: shared }
  a-blue: { kind: aws-core-network-attachment, gateway: wan, network: blue, subnets: [blue-a], segment: ${blue} }
  a-guard: { kind: aws-core-network-attachment, gateway: wan, network: guard, subnets: [in], functionGroup: inspection, applianceMode: true }
routeTables:
  red-routes: { kind: aws-route-table, network: red, main: true, routes: [{ to: 0.0.0.0/0, via: wan }] }
  green-routes: { kind: aws-route-table, network: green, main: true, routes: [{ to: 0.0.0.0/0, via: a-green }] }
  blue-routes: { kind: aws-route-table, network: blue, main: true, routes: [{ to: 0.0.0.0/0, via: wan }] }
  to-wall: { kind: aws-route-table, network: guard, routes: [{ to: 0.0.0.0/0, via: wall }] }
  from-wall: { kind: aws-route-table, network: guard, routes: [{ to: 10.0.0.0/8, via: wan }] }
workloads:
  web: { kind: virtual-machine, subnet: red-a, address: 10.1.1.10 }
  tools: { kind: virtual-machine, subnet: green-a, address: 10.3.1.10 }
  data: { kind: virtual-machine, subnet: blue-a, address: 10.2.1.10 }
`;

const https = { protocol: 'tcp', port: 443 } as const;

describe('a core network', () => {
  it('joins attachments of one segment over the edges of their regions', () => {
    const fabric = fabricOf(design());
    const result = ask(fabric, 'web', 'data');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'web',
      'red-a',
      'red',
      'wan@eu-central-1',
      'wan@eu-west-1',
      'blue',
      'blue-a',
      'data',
    ]);
    const between = fabric.links.find(({ id }) => id === 'wan:eu-central-1-eu-west-1:production');
    // Two interfaces of 25 us each, and the way between the regions.
    expect(delayNs(fabric, result)).toBe(50_000 + between!.delayNs);
  });

  it('keeps segments apart', () => {
    const { forward } = ask(fabricOf(design()), 'web', 'tools');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('wan@eu-central-1');
  });

  it('lets a segment share with another, both ways, and with no third', () => {
    const fabric = fabricOf(
      design({
        segments: '{ name: production }, { name: shared }, { name: test }',
        policy: 'sharing: [{ segment: shared, with: [production] }]',
        blue: 'test',
      }),
    );
    expect(ask(fabric, 'web', 'tools').class).toBe('delivered');
    expect(ask(fabric, 'data', 'tools').forward.fate).toBe('no-route');
  });

  it('isolates the attachments of a segment from each other, but not from those it shares with', () => {
    const fabric = fabricOf(
      design({
        segments: '{ name: production, isolateAttachments: true }, { name: shared }',
        policy: 'sharing: [{ segment: shared, with: [production] }]',
      }),
    );
    expect(ask(fabric, 'web', 'data').forward.fate).toBe('no-route');
    expect(ask(fabric, 'web', 'tools').class).toBe('delivered');
    expect(ask(fabric, 'data', 'tools').class).toBe('delivered');
  });

  it('prefers a written route of a segment', () => {
    const fabric = fabricOf(design({ policy: 'routes: [{ segment: production, to: 10.2.0.0/16 }]' }));
    expect(ask(fabric, 'web', 'data').forward.fate).toBe('blackhole');
  });
});

describe('service insertion', () => {
  const isolated = '{ name: production, isolateAttachments: true }, { name: shared }';
  const via = 'insertion: [{ action: send-via, segment: production, functionGroup: inspection }]';

  it('leads what a segment has for itself through the group, and the answer through the same endpoint', () => {
    const fabric = fabricOf(design({ segments: isolated, policy: via }));
    const result = ask(fabric, 'web', 'data', https);
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'web',
      'red-a',
      'red',
      'wan@eu-central-1',
      'guard',
      'wall',
      'guard',
      'wan@eu-central-1',
      'wan@eu-west-1',
      'blue',
      'blue-a',
      'data',
    ]);
    expect(result.reverse.steps.map(({ at }) => at)).toContain('wall');
    expect(ask(fabric, 'web', 'data', { protocol: 'tcp', port: 22 }).forward.steps.at(-1)?.at).toBe('wall');
  });

  it('concerns only the segments it names', () => {
    const between = 'with: [shared], functionGroup: inspection';
    const policy = `sharing: [{ segment: shared, with: [production] }]\n    insertion: [{ action: send-via, segment: production, ${between} }]`;
    const fabric = fabricOf(design({ policy }));
    expect(nodesPassed(ask(fabric, 'web', 'data', https))).not.toContain('wall');
    expect(nodesPassed(ask(fabric, 'web', 'tools', https))).toContain('wall');
    expect(ask(fabric, 'tools', 'web', https).class).toBe('delivered');
  });

  it('gives a segment a default route to the group by send-to', () => {
    const policy = 'insertion: [{ action: send-to, segment: production, functionGroup: inspection }]';
    const { forward } = ask(fabricOf(design({ policy })), 'data', '192.0.2.1', https);
    // The group's firewall has no way to the internet here: its subnet's table has 10.0.0.0/8 only.
    expect(forward.steps.map(({ at }) => at)).toContain('wall');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('guard');
  });

  it('is refused where the policy has no such group or segment', () => {
    const text = design({ groups: '[other]', policy: via, blue: 'nowhere' });
    expect(problemsOf(text, 'document/mismatched-reference').map(({ path }) => path)).toEqual([
      'gateways.wan.insertion[0].functionGroup',
      'attachments.a-blue.segment',
      'attachments.a-guard.functionGroup',
    ]);
  });
});
