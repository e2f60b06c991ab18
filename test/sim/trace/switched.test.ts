import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import { trace } from '../../../src-sim/trace/trace.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

/** a in VLAN 10 on sw1, c in VLAN 20 on sw1, a trunk to sw2, where r has a leg in VLAN 10; b hangs on r. */
function office(vlanOfC: number): Fabric {
  return new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.1.1')
    .host('c', '10.0.0.3')
    .switch('sw1')
    .switch('sw2')
    .router('r')
    .link('a', 'sw1', { mtu: 1500, framingBytes: 14 })
    .link('c', 'sw1', { mtu: 1500, framingBytes: 14 })
    .link('sw1', 'sw2', { mtu: 1400, framingBytes: 14 })
    .link('sw2', 'r', { mtu: 1500, framingBytes: 14 })
    .link('r', 'b', { mtu: 9000, framingBytes: 14 })
    .attach('a', 'sw1', '10.0.0.1')
    .attach('c', 'sw1', '10.0.0.3')
    .attach('r', 'sw2', '10.0.0.254')
    .vlan('sw1', 'a', { mode: 'access', vlan: 10 })
    .vlan('sw1', 'c', { mode: 'access', vlan: vlanOfC })
    .vlan('sw1', 'sw2', { mode: 'trunk', allowed: [10, 20] })
    .vlan('sw2', 'sw1', { mode: 'trunk', allowed: [10, 20] })
    .vlan('sw2', 'r', { mode: 'access', vlan: 10 })
    .routeVia('a', '10.0.1.0/24', 'sw1', '10.0.0.254')
    .route('r', '10.0.0.0/24', ['sw2'])
    .route('r', '10.0.1.0/24', ['b'])
    .build();
}

describe('a trace through switches', () => {
  it('finds the gateway in its VLAN and shows the switches with their tags', () => {
    const { class: outcome, forward } = trace(office(10), { from: 'a', to: 'b', protocol: 'icmp' });
    expect(outcome).toBe('delivered');
    expect(forward.steps.map(({ at, vlan }) => (vlan === undefined ? at : `${at} ${vlan}`))).toEqual([
      'a',
      'sw1 10',
      'sw2 10',
      'r',
      'b',
    ]);
    // Tagged on the trunk: 14 B of frame, 4 of tag, 20 of IPv4, 8 of ICMP.
    expect(forward.steps[1].headers).toEqual([
      { kind: 'framing', bytes: 14 },
      { kind: 'vlan', bytes: 4 },
      { kind: 'ipv4', bytes: 20 },
      { kind: 'icmp', bytes: 8 },
    ]);
    expect(forward.steps[2].headers?.map(({ kind }) => kind)).toEqual(['framing', 'ipv4', 'icmp']);
  });

  it('says who has an address in another VLAN', () => {
    const { class: outcome, forward } = trace(office(20), { from: 'a', to: 'c', protocol: 'icmp' });
    expect(outcome).toBe('no-route');
    expect(forward.fate).toBe('no-neighbour');
    expect(forward.reason).toBe(
      'nobody answers test a for 10.0.0.3: test c has it, but is not in the same VLAN',
    );
    expect(forward.steps.at(-1)?.decidedBy).toMatchObject({ kind: 'neighbour', entry: '10.0.0.3' });
    expect(trace(office(10), { from: 'a', to: 'c', protocol: 'icmp' }).class).toBe('delivered');
  });

  it('says that nobody has an address', () => {
    const { forward } = trace(office(10), { from: 'a', to: '10.0.0.77', protocol: 'icmp' });
    expect(forward.reason).toBe('nobody answers test a for 10.0.0.77');
  });

  it('knows what passes, and that a switch tells nobody of what does not', () => {
    const { forward, reverse } = trace(office(10), { from: 'a', to: 'b', protocol: 'icmp' });
    // The trunk carries the least, 1400 B; a sends 1500 B, as large as its own link takes.
    expect(forward.pathMtu).toBe(1400);
    expect(forward.steps[0].mtu).toBe(1400);
    expect(forward.blackHole).toMatchObject({ at: 'sw1', mtu: 1400 });
    expect(forward.blackHole?.sentence).toContain('packets from 1401 to 1500 B vanish at link sw1-sw2');
    // b sends 9000 B; r tells it of 1500, and then sw2 drops what is larger than 1400.
    expect(reverse.blackHole?.sentence).toContain('packets from 1401 to 1500 B vanish at link sw1-sw2');
  });
});
