import { describe, expect, it } from 'vitest';
import type { FabricNode, Port } from '../../../src-sim/fabric/fabric.ts';
import type { PortVlan } from '../../../src-sim/fabric/switching.ts';
import { tagOfLeaving, untagged, vlanOfEntering, wrongVlan } from '../../../src-sim/fabric/vlan-rules.ts';
import { origin } from '../../support/fabric-builder.ts';

const switchNode = (vlanAware: boolean): FabricNode => ({
  id: 'sw',
  role: 'switch',
  origin: origin('sw'),
  ports: [0],
  table: 0,
  addresses: [],
  decrementsTtl: false,
  bridge: { vlanAware, ageingNs: 0, addressesMax: 0 },
});
const portOf = (vlan?: PortVlan): Port => ({
  id: 'p',
  node: 0,
  link: 0,
  table: 0,
  ingress: [],
  egress: [],
  origin: origin('p'),
  ...(vlan === undefined ? {} : { vlan }),
});

const aware = switchNode(true);
const access = portOf({ mode: 'access', vlan: 10 });
const trunk = portOf({ mode: 'trunk', allowed: [10, 20] });
const nativeTrunk = portOf({ mode: 'trunk', allowed: [10, 20], native: 30 });

describe('what VLAN an entering frame is in', () => {
  it('an access port puts untagged frames into its VLAN and takes no tag but that VLAN’s own', () => {
    expect(vlanOfEntering(aware, access, untagged)).toBe(10);
    expect(vlanOfEntering(aware, access, 10)).toBe(10);
    expect(vlanOfEntering(aware, access, 20)).toBe(wrongVlan);
  });

  it('a trunk takes the tags it allows and drops untagged frames unless it has a native VLAN', () => {
    expect(vlanOfEntering(aware, trunk, 20)).toBe(20);
    expect(vlanOfEntering(aware, trunk, 40)).toBe(wrongVlan);
    expect(vlanOfEntering(aware, trunk, untagged)).toBe(wrongVlan);
    expect(vlanOfEntering(aware, nativeTrunk, untagged)).toBe(30);
    expect(vlanOfEntering(aware, nativeTrunk, 30)).toBe(30);
  });

  it('a port nobody configured is untagged in VLAN 1', () => {
    expect(vlanOfEntering(aware, portOf(), untagged)).toBe(1);
    expect(tagOfLeaving(aware, portOf(), 1, untagged)).toBe(untagged);
  });

  it('a switch that does not look at tags has one domain and leaves them as they are', () => {
    const unaware = switchNode(false);
    expect(vlanOfEntering(unaware, access, 77)).toBe(0);
    expect(tagOfLeaving(unaware, access, 0, 77)).toBe(77);
  });
});

describe('how a leaving frame is tagged', () => {
  it('untagged from access ports and in the native VLAN, tagged in the others of a trunk, not at all elsewhere', () => {
    expect(tagOfLeaving(aware, access, 10, 10)).toBe(untagged);
    expect(tagOfLeaving(aware, access, 20, untagged)).toBe(wrongVlan);
    expect(tagOfLeaving(aware, nativeTrunk, 20, untagged)).toBe(20);
    expect(tagOfLeaving(aware, nativeTrunk, 30, untagged)).toBe(untagged);
    expect(tagOfLeaving(aware, nativeTrunk, 40, untagged)).toBe(wrongVlan);
  });
});
