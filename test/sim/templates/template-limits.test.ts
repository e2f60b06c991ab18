// Beyond what a provider gives, check says which limit it is.
import { describe, expect, it } from 'vitest';
import { factBook } from '../../../src-sim/facts/fact-book.ts';
import { openScenario } from '../../../src-sim/session/open.ts';
import { fillTemplate } from '../../../src-sim/templates/fill-template.ts';
import { templates } from '../../../src-sim/templates/templates.ts';

const facts = factBook();

function quotas(id: string, values: Readonly<Record<string, number | string>>): string[] {
  const written = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  const outcome = fillTemplate(templates.find((each) => each.id === id)!, written);
  if (!outcome.ok) throw new Error(outcome.message);
  return openScenario(outcome.value.text, { intents: 'left' })
    .problems.filter(({ code }) => code === 'limits/quota')
    .map(({ severity, message }) => `${severity}: ${message}`);
}

describe('a quota that was raised on request', () => {
  // Spokes and one network more: the hub, the services, the inspection.
  it.each(['aws-tgw', 'shared-services', 'aws-central-egress-inspection'])('is enough or not: %s', (id) => {
    expect(quotas(id, { spokes: 9, vpcs: 13 })).toEqual([]); // 10 of 13: under 80 %
    expect(quotas(id, { spokes: 9, vpcs: 10 })[0]).toContain('warning: Frankfurt has 10 of 10 VPCs');
    expect(quotas(id, { spokes: 9, vpcs: 9 })[0]).toContain('error: Frankfurt has 10 of 9 VPCs');
  });

  it('counts by region in a core network', () => {
    // Of 6 networks 1, 2, 5 and 6 are in the first region, with the shared services: 5.
    expect(quotas('aws-cloud-wan', { spokes: 6, vpcs: 4 })[0]).toContain('error: Frankfurt has 5 of 4 VPCs');
  });

  it('counts route tables, one per tenant and one of the platform', () => {
    const [told] = quotas('tenant-transit', { spokes: 9, tables: 9 });
    expect(told).toContain('error: Transit gateway has 10 of 9 tables');
  });

  it('counts the peerings of a hub', () => {
    expect(quotas('gcp-peering', { spokes: 10, peerings: 9 })[0]).toContain(
      'error: Hub has 10 of 9 peerings',
    );
  });
});

describe('a limit that nobody raises', () => {
  it('is the number of peerings of an Azure hub', () => {
    const most = facts.number('azure.vnet.peerings', 'peerings');
    expect(quotas('vmware-global-reach', { spokes: most })[0]).toContain(
      `warning: Hub has ${most} of ${most} peerings`,
    );
    expect(quotas('vmware-global-reach', { spokes: most + 1 })[0]).toContain(
      `error: Hub has ${most + 1} of ${most} peerings`,
    );
  });

  it('is the number of BGP peers of a Cloud Router, two for each spoke', () => {
    const most = facts.number('gcp.cr.peers', 'peers');
    expect(quotas('gcp-vpn', { spokes: most / 2 + 1 }).join('\n')).toContain(
      `error: Router of the hub has ${most + 2} of ${most}`,
    );
  });

  it('is the number of VPC spokes of a Network Connectivity Center hub, the services among them', () => {
    const most = facts.number('gcp.ncc.vpcspokes', 'spokes');
    expect(quotas('gcp-ncc', { spokes: most }).join('\n')).toContain(`error: Hub has ${most + 1} of ${most}`);
  });
});
