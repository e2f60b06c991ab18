import { describe, expect, it } from 'vitest';
import { factBook } from '../../../src-sim/facts/fact-book.ts';
import { priceUsages, tierSize } from '../../../src-sim/plan/cost/price-usages.ts';
import { monthsUntilFull } from '../../../src-sim/plan/growth.ts';
import { planScenario } from '../../../src-sim/session/plan/plan-scenario.ts';
import { openDesign } from '../../support/design.ts';

describe('growth', () => {
  it('fills a half empty link in ln 2 / ln 1.1 months', () => {
    // ln 2 = 0.693147, ln 1.1 = 0.0953102: 7.2725.
    expect(monthsUntilFull(0.5, 0.1)).toBeCloseTo(7.2725, 4);
    expect(monthsUntilFull(1.2, 0.1)).toBe(0);
    expect(monthsUntilFull(0, 0.1)).toBeNull();
    expect(monthsUntilFull(1e-12, 0.001)).toBeNull();
  });
});

const hub = (more = ''): string => `
networks:
  one: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
  two: { kind: aws-vpc, site: frankfurt, cidrs: [10.2.0.0/16] }
subnets:
  a: { kind: aws-subnet, network: one, cidr: 10.1.1.0/24, zone: eu-central-1a, routeTable: ra }
  b: { kind: aws-subnet, network: two, cidr: 10.2.1.0/24, zone: eu-central-1a, routeTable: rb }
gateways:
  hub: { kind: aws-transit-gateway, site: frankfurt }
attachments:
  to-one: { kind: aws-transit-gateway-attachment, gateway: hub, network: one, subnets: [a], association: all, propagation: [all] }
  to-two: { kind: aws-transit-gateway-attachment, gateway: hub, network: two, subnets: [b], association: all, propagation: [all] }
routeTables:
  all: { kind: aws-transit-gateway-route-table, gateway: hub }
  ra: { kind: aws-route-table, network: one, routes: [{ to: 10.2.0.0/16, via: hub }] }
  rb: { kind: aws-route-table, network: two, routes: [{ to: 10.1.0.0/16, via: hub }] }
securityGroups:
  open-one: { kind: aws-security-group, network: one, inbound: [{ cidr: 0.0.0.0/0, protocol: any }] }
  open-two: { kind: aws-security-group, network: two, inbound: [{ cidr: 0.0.0.0/0, protocol: any }] }
workloads:
  web: { kind: virtual-machine, subnet: a, address: 10.1.1.10, securityGroups: [open-one] }
  store: { kind: virtual-machine, subnet: b, address: 10.2.1.10, securityGroups: [open-two] }
traffic:
  copy: { kind: constant-rate, from: web, to: store, rate: 100 Mbit/s }
${more}`;

describe('cost', () => {
  it('bills attachments by the hour, and what the sender puts into the transit gateway by the gigabyte', () => {
    const opened = openDesign(hub());
    expect(opened.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { cost } = planScenario(opened, { cost: true })!;
    const { facts } = opened;
    const hourly = facts.number('aws.tgw.attachment.hour');
    const perGb = facts.number('aws.tgw.data.gb');
    const found = cost!.items.map(({ record, unit, quantity, amount }) => ({
      record,
      unit,
      quantity,
      amount,
    }));
    // 100 Mbit/s in 730 hours of 3600 s: 1e8 x 2,628,000 / 8e9 = 32,850 GB, all sent by the first.
    expect(found).toContainEqual({
      record: 'attachments.to-one',
      unit: 'GB',
      quantity: 32_850,
      amount: 32_850 * perGb,
    });
    for (const record of ['attachments.to-one', 'attachments.to-two']) {
      expect(found).toContainEqual({ record, unit: 'hour', quantity: 730, amount: 730 * hourly });
    }
    expect(found).toHaveLength(3);
    expect(cost!.total).toBeCloseTo(32_850 * perGb + 2 * 730 * hourly, 6);
  });

  it('follows prices that users write, and says so', () => {
    const { cost } = planScenario(openDesign(hub('facts: { aws.tgw.data.gb: 0.5 }')), { cost: true })!;
    const item = cost!.items.find(({ fact }) => fact === 'aws.tgw.data.gb')!;
    expect(item).toMatchObject({ price: 0.5, amount: 16_425, confidence: 'yours' });
  });

  it('counts tiers over all who use them, and leaves each its share', () => {
    expect(tierSize({ tier: 'first 10 TB per month' })).toBe(10_000);
    expect(tierSize({ tier: 'next 4 PB' })).toBe(4e6);
    expect(tierSize({ tier: 'over 150 TB per month' })).toBe(Infinity);
    const facts = factBook();
    const prices = ['aws.transfer.internet.1', 'aws.transfer.internet.2'];
    const usage = (record: string, quantity: number) => {
      return { record, name: record, what: 'out', quantity, unit: 'GB', prices };
    };
    const { items } = priceUsages(facts, { billed: [usage('x', 9_000), usage('y', 3_000)], unpriced: [] });
    // 12 TB: 10 in the first tier and 2 in the second; x has three quarters of each.
    const of = (record: string) =>
      items.filter((item) => item.record === record).map(({ quantity }) => quantity);
    expect(of('x').sort((a, b) => b - a)).toEqual([7_500, 1_500]);
    expect(of('y').sort((a, b) => b - a)).toEqual([2_500, 500]);
  });

  it('has every price list it may ask for', () => {
    const facts = factBook();
    const ids = ['aws.nat', 'aws.nfw', 'aws.gwlbe'].flatMap((id) => [`${id}.hour`, `${id}.gb`]);
    for (const id of [...ids, 'aws.pl.gb.1', 'gcp.internet.premium.1', 'azure.vwan.hub.gb']) {
      expect(facts.has(id)).toBe(true);
    }
  });
});
