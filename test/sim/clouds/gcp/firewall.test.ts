import { describe, expect, it } from 'vitest';
import { ask } from '../../../support/design.ts';
import { gcpFabric } from '../../../support/gcp-design.ts';

const design = (rules: string, { front = '', store = '' } = {}): string => `networks:
  shop: { kind: gcp-vpc }
subnets:
  web: { kind: gcp-subnet, network: shop, site: belgium, cidr: 10.0.1.0/24 }
  data: { kind: gcp-subnet, network: shop, site: belgium, cidr: 10.0.2.0/24 }
${rules === '' ? '' : `securityGroups:\n${rules}`}workloads:
  front: { kind: virtual-machine, subnet: web, address: 10.0.1.10${front} }
  store: { kind: virtual-machine, subnet: data, address: 10.0.2.10${store} }
`;

const rule = (id: string, rest: string): string =>
  `  ${id}: { kind: gcp-firewall-rule, network: shop, ${rest} }\n`;
const https = { protocol: 'tcp', port: 443 } as const;
const verdict = (text: string, port = 443): string =>
  ask(gcpFabric(text), 'front', 'store', { protocol: 'tcp', port }).verdict;
const fate = (text: string, port = 443): string =>
  ask(gcpFabric(text), 'front', 'store', { protocol: 'tcp', port }).forward.fate;

describe('firewall rules of a network', () => {
  it('let everything out and nothing in where nobody wrote any', () => {
    const { forward, verdict: said } = ask(gcpFabric(design('')), 'front', 'store', https);
    expect(forward.fate).toBe('denied');
    expect(forward.steps.at(-1)?.at).toBe('store');
    expect(said).toContain('no ingress rule of VPC network shop');
  });

  it('let in what one of them allows, with the answers', () => {
    const text = design(
      rule('in', 'action: allow, protocols: [{ protocol: tcp, ports: 443 }], ranges: [10.0.1.0/24]'),
    );
    const result = ask(gcpFabric(text), 'front', 'store', https);
    expect(result.class).toBe('delivered');
    expect(
      result.forward.steps.find(({ decidedBy }) => decidedBy.record === 'securityGroups.in'),
    ).toBeDefined();
    expect(fate(text, 22)).toBe('denied');
  });

  it('are asked by priority, a deny before an allow of the same one', () => {
    const allow = rule('in', 'action: allow');
    expect(fate(design(allow + rule('out', 'action: deny')))).toBe('denied');
    expect(fate(design(allow + rule('out', 'action: deny, priority: 1001')))).toBe('delivered');
    expect(verdict(design(allow + rule('out', 'action: deny, priority: 900')))).toContain(
      'firewall rule out',
    );
  });

  it('hold for the tags and service accounts they name only', () => {
    const tagged = design(rule('in', 'action: allow, targetTags: [db]'));
    expect(fate(tagged)).toBe('denied');
    const text = design(rule('in', 'action: allow, targetTags: [db], sourceTags: [web]'), {
      front: ', tags: [web]',
      store: ', tags: [db]',
    });
    expect(fate(text)).toBe('delivered');
    expect(ask(gcpFabric(text), 'store', 'front', https).forward.fate).toBe('denied');
    const account = rule('in', 'action: allow, sourceServiceAccounts: [web@shop]');
    expect(fate(design(account, { front: ', serviceAccount: web@shop' }))).toBe('delivered');
    expect(fate(design(account, { front: ', serviceAccount: batch@shop' }))).toBe('denied');
  });

  it('can refuse what leaves', () => {
    const text = design(
      rule('in', 'action: allow') + rule('out', 'action: deny, direction: egress, ranges: [10.0.2.0/24]'),
    );
    const { forward } = ask(gcpFabric(text), 'front', 'store', https);
    expect(forward.fate).toBe('denied');
    expect(forward.steps.at(-1)?.at).toBe('front');
  });

  it('are silent while disabled', () => {
    expect(fate(design(rule('in', 'action: allow, disabled: true')))).toBe('denied');
  });
});

describe('firewall policies', () => {
  const policy = (id: string, level: string, rules: string, more = ''): string =>
    `  ${id}: { kind: gcp-firewall-policy, level: ${level}${more}, rules: [${rules}] }\n`;
  const allowAll = rule('in', 'action: allow');

  it('of an organisation come before the rules of a network', () => {
    const denied = policy('org', 'organisation', '{ priority: 10, action: deny, ranges: [10.0.1.0/24] }');
    expect(verdict(design(allowAll + denied))).toContain('rule 10 of firewall policy org');
    const allowed = policy('org', 'organisation', '{ priority: 10, action: allow }');
    expect(fate(design(allowed + rule('in', 'action: deny')))).toBe('delivered');
  });

  it('pass to the next level by goto-next, before their own later rules', () => {
    const org = policy(
      'org',
      'organisation',
      '{ priority: 10, action: goto-next, protocols: [{ protocol: tcp, ports: 443 }] }, { priority: 20, action: deny }',
    );
    expect(fate(design(org + allowAll))).toBe('delivered');
    expect(fate(design(org + allowAll), 22)).toBe('denied');
    // What goes to the next level is decided there, and nobody allows it.
    expect(fate(design(org))).toBe('denied');
  });

  it('of folders come after those of the organisation and hold for their networks', () => {
    const org = policy('org', 'organisation', '{ priority: 10, action: goto-next }');
    const folder = policy('team', 'folder', '{ priority: 10, action: deny }', ', networks: [shop]');
    expect(verdict(design(org + folder + allowAll))).toContain('firewall policy team');
    const elsewhere = folder.replace('networks: [shop]', 'networks: [other]');
    const text = design(org + elsewhere + allowAll).replace(
      'networks:\n',
      'networks:\n  other: { kind: gcp-vpc }\n',
    );
    expect(fate(text)).toBe('delivered');
  });

  it('of a network come after its rules', () => {
    const own = policy('own', 'network', '{ priority: 10, action: allow }', ', networks: [shop]');
    expect(fate(design(own))).toBe('delivered');
    expect(fate(design(own + rule('out', 'action: deny')))).toBe('denied');
  });
});

describe('a Private Service Connect endpoint', () => {
  const text = `networks:
  shop: { kind: gcp-vpc }
  guest: { kind: gcp-vpc }
subnets:
  web: { kind: gcp-subnet, network: shop, site: belgium, cidr: 10.0.1.0/24 }
  theirs: { kind: gcp-subnet, network: guest, site: belgium, cidr: 10.9.1.0/24 }
attachments:
  peer: { kind: gcp-vpc-peering, ends: [{ network: shop }, { network: guest }] }
workloads:
  front: { kind: virtual-machine, subnet: web, address: 10.0.1.10 }
  visitor: { kind: virtual-machine, subnet: theirs, address: 10.9.1.10 }
  database: { kind: gcp-psc-endpoint, subnet: web, address: 10.0.1.99, service: orders }
`;

  it('answers its own network without a firewall rule, and opens nothing', () => {
    const fabric = gcpFabric(text);
    expect(ask(fabric, 'front', 'database', https).class).toBe('delivered');
    expect(ask(fabric, 'database', 'front', https).verdict).toContain('opens no connections');
  });

  it('is not reached over a peering', () => {
    expect(ask(gcpFabric(text), 'visitor', 'database', https).verdict).toContain(
      'not reached from other networks',
    );
  });
});
