import { describe, expect, it } from 'vitest';
import type { Fabric, Filter } from '../../../src-sim/fabric/fabric.ts';
import { tunnelKinds } from '../../../src-sim/fabric/tunnel.ts';
import { innerBytesMax as ofEngine, wrappedBytes } from '../../../src-sim/packet/wire/tunnel-overhead.ts';
import { bytesOf, innerBytesMax, tunnelHeaders } from '../../../src-sim/trace/header-stack.ts';
import { trace } from '../../../src-sim/trace/trace.ts';
import { addressOf, FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';

const esp = { kind: 'esp', key: 300 } as const;

/** a - gw1 = tunnel over r = gw2 - b. */
function branches(settle: (draft: FabricDraft) => void = () => undefined): FabricDraft {
  const draft = new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.1.1')
    .router('gw1', true, '192.0.2.1')
    .router('gw2', true, '198.51.100.1')
    .router('r')
    .link('a', 'gw1', { mtu: 1500 })
    .link('gw1', 'r', { mtu: 1500 })
    .link('r', 'gw2', { mtu: 1500 })
    .link('gw2', 'b', { mtu: 1500 })
    .tunnel('vpn1', 'gw1', { ...esp, local: '192.0.2.1', remotes: ['198.51.100.1'] })
    .tunnel('vpn2', 'gw2', { ...esp, local: '198.51.100.1', remotes: ['192.0.2.1'] })
    .route('gw1', '10.0.0.0/24', ['a'])
    .route('gw1', '10.0.1.0/24', ['vpn1'])
    .route('gw1', '0.0.0.0/0', ['r'])
    .route('gw2', '10.0.1.0/24', ['b'])
    .route('gw2', '10.0.0.0/24', ['vpn2'])
    .route('gw2', '0.0.0.0/0', ['r'])
    .route('r', '192.0.2.0/24', ['gw1']);
  settle(draft);
  return draft;
}

const open = (draft: FabricDraft): FabricDraft => draft.route('r', '198.51.100.0/24', ['gw2']);
const ab = (fabric: Fabric) => trace(fabric, { from: 'a', to: 'b', protocol: 'tcp', port: 443 });

const onlyEsp = (name: string): Filter => ({
  id: name,
  stateful: true,
  tracker: name,
  rules: [
    {
      allow: true,
      from: [prefixOf('192.0.2.0/24')],
      to: [],
      protocol: 'esp',
      portFrom: 0,
      portTo: 65535,
      sentence: 'esp from gw1',
      origin: origin(name),
    },
  ],
  otherwise: `${name} has no rule for this packet`,
  origin: origin(name, 'filter'),
});

describe('a trace through a tunnel of routers', () => {
  it('shows the way of the packet around it, one deeper, with all headers', () => {
    const { class: outcome, forward } = ab(open(branches()).build());
    expect(outcome).toBe('delivered');
    expect(forward.steps.map(({ at, depth = 0 }) => `${at} ${depth}`)).toEqual([
      'a 0',
      'gw1 0',
      'gw1 0',
      'gw1 1',
      'r 1',
      'gw2 1',
      'gw2 0',
      'gw2 0',
      'b 0',
    ]);
    // 20 B outer IPv4; ESP with AES-GCM: 8 + 8 (IV) + 2 + 16 = 34 B; 54 B in all.
    expect(forward.steps[2].tunnel).toEqual({
      kind: 'esp',
      key: 300,
      source: '192.0.2.1',
      destination: '198.51.100.1',
      bytes: 54,
    });
    expect(forward.steps[4].headers?.map(({ kind }) => kind)).toEqual(['ipv4', 'esp', 'ipv4', 'tcp']);
  });

  it('carries what the underlay leaves, and its router says so', () => {
    const { forward } = ab(open(branches()).build());
    // 1500 - 20 - 32 = 1448 B of ciphertext, a multiple of four, two of them the trailer: 1446 B.
    expect(forward.steps[1].mtu).toBe(1446);
    expect(forward.pathMtu).toBe(1446);
    expect(forward.blackHole).toBeUndefined();
  });

  it('is a black hole where the router is silent, or where what it tells is filtered', () => {
    const silent = open(
      branches((draft) => draft.builder.setNode(draft.node('gw1'), { tellsErrors: false })),
    );
    expect(ab(silent.build()).forward.blackHole).toMatchObject({ at: 'gw1', mtu: 1446 });
    const tcpOnly: Filter = {
      ...onlyEsp('wall'),
      stateful: false,
      rules: [{ ...onlyEsp('wall').rules[0], from: [], protocol: 'tcp' }],
    };
    const filtered = open(branches()).filter('a', 'gw1', 'ingress', tcpOnly);
    const { blackHole } = ab(filtered.build()).forward;
    expect(blackHole?.sentence).toBe(
      'packets from 1447 to 1500 B vanish at tunnel vpn1, which carries 1446 B: ' +
        'what test gw1 tells its sender is lost at test a (denied)',
    );
  });

  it('fails as the packet around it does, and says so', () => {
    const { class: outcome, forward } = ab(branches().build());
    expect(outcome).toBe('no-route');
    expect(forward.fate).toBe('no-route');
    expect(forward.reason).toBe('tunnel vpn1 does not carry: table r has no route to 198.51.100.1');
    expect(forward.steps.at(-1)).toMatchObject({ at: 'r', depth: 1 });
  });

  it('ends where nobody unwraps it', () => {
    const draft = open(
      branches((plain) => {
        plain.router('gw3', true, '198.51.100.3').link('r', 'gw3');
        plain.tunnel('lost', 'gw1', { ...esp, local: '192.0.2.1', remotes: ['198.51.100.3'] });
        plain
          .host('c', '10.0.2.1')
          .route('r', '198.51.100.3/32', ['gw3'])
          .route('gw1', '10.0.2.0/24', ['lost']);
      }),
    );
    const { forward } = trace(draft.build(), { from: 'a', to: 'c', protocol: 'icmp' });
    expect(forward.fate).toBe('no-tunnel');
    expect(forward.reason).toBe('at test gw3 ends no tunnel that would unwrap ESP 300 from 192.0.2.1');
  });

  it('answers through a stateful filter of the underlay that knows the question', () => {
    const both = open(branches())
      .filter('r', 'gw1', 'ingress', { ...onlyEsp('wall'), id: 'in' })
      .filter('r', 'gw2', 'ingress', { ...onlyEsp('wall'), id: 'back' });
    // The rules let ESP pass from gw1 only: what gw2 sends passes as the answer to it.
    expect(ab(both.build()).class).toBe('delivered');
    const fromB = trace(both.build(), { from: 'b', to: 'a', protocol: 'icmp' });
    expect(fromB.class).toBe('denied');
    expect(fromB.forward.reason).toContain(
      'tunnel vpn2 does not carry: wall has no rule for esp from 198.51.100.1',
    );
  });

  it('ends a tunnel that is led into itself', () => {
    const draft = branches((plain) => plain.route('gw1', '198.51.100.0/24', ['vpn1']));
    expect(ab(draft.build())).toMatchObject({ class: 'loop', forward: { fate: 'ttl-exceeded' } });
  });
});

/** Two switches, each behind a tunnel end of its own, joined by VXLAN over r; a and b are in VLAN 10 of one and the other. */
function overlay(): Fabric {
  return new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.0.2')
    .switch('sw1')
    .switch('sw2')
    .router('leaf1', true, '192.0.2.1')
    .router('leaf2', true, '192.0.2.2')
    .router('r')
    .link('a', 'sw1', { mtu: 1500 })
    .link('b', 'sw2', { mtu: 1500 })
    .link('leaf1', 'r', { mtu: 1500 })
    .link('r', 'leaf2', { mtu: 1500 })
    .attach('a', 'sw1', '10.0.0.1')
    .attach('b', 'sw2', '10.0.0.2')
    .tunnel('vtep1', 'sw1', { node: 'leaf1', local: '192.0.2.1', remotes: ['192.0.2.2'], key: 5010 })
    .tunnel('vtep2', 'sw2', { node: 'leaf2', local: '192.0.2.2', remotes: ['192.0.2.1'], key: 5010 })
    .route('leaf1', '0.0.0.0/0', ['r'])
    .route('leaf2', '0.0.0.0/0', ['r'])
    .route('r', '192.0.2.1/32', ['leaf1'])
    .route('r', '192.0.2.2/32', ['leaf2'])
    .build();
}

describe('a trace through a tunnel of switches', () => {
  it('carries frames', () => {
    const { class: outcome, forward } = ab(overlay());
    expect(outcome).toBe('delivered');
    expect(forward.steps.map(({ at, depth = 0 }) => `${at} ${depth}`)).toEqual([
      'a 0',
      'sw1 0',
      'leaf1 0',
      'leaf1 1',
      'r 1',
      'leaf2 1',
      'leaf2 0',
      'sw2 0',
      'b 0',
    ]);
    // 20 IPv4 + 8 UDP + 8 VXLAN + 14 inner Ethernet = 50 B (RFC 7348 section 5).
    expect(forward.steps[2].tunnel).toMatchObject({ kind: 'vxlan', key: 5010, bytes: 50 });
  });

  it('tells nobody of what is too large for it', () => {
    const { forward } = ab(overlay());
    expect(forward.pathMtu).toBe(1450);
    expect(forward.blackHole?.sentence).toBe(
      'packets from 1451 to 1500 B vanish at tunnel vtep1, which carries 1450 B: test sw1 tells nobody, being a switch',
    );
  });
});

describe('what a tunnel adds', () => {
  it.each(tunnelKinds.flatMap((kind) => ([4, 6] as const).map((family) => [kind, family] as const)))(
    'is for %s over IPv%i what the packet engine writes',
    (kind, family) => {
      for (const ofSwitch of [false, true]) {
        for (const key of [0, 77]) {
          const local = addressOf(family === 4 ? '192.0.2.1' : '2001:db8::1');
          const common = { kind, key, optionBytes: kind === 'geneve' ? 8 : 0 };
          const tunnel = {
            ...common,
            node: 0,
            local,
            remotes: [],
            dontFragment: 'set',
            hopLimit: 64,
          } as const;
          const carries = ofSwitch || ['vxlan', 'nvgre', 'geneve'].includes(kind);
          const shape = { ...common, underlay: family, carriesFrames: carries, mtu: 0 };
          // Nothing to fill up: ESP encrypts two bytes more than a multiple of four, WireGuard 1408 = 88 x 16.
          const bytes = (kind === 'wireguard' ? 1408 : 1402) - (carries ? 14 : 0);
          expect(bytesOf(tunnelHeaders(tunnel, ofSwitch))).toBe(wrappedBytes(shape, bytes) - bytes);
          for (const outer of [576, 1499, 1500, 1501, 1502, 9000]) {
            for (const mtu of [0, 1420, 8000]) {
              expect(innerBytesMax(tunnel, ofSwitch, 0, mtu, outer)).toBe(ofEngine({ ...shape, mtu }, outer));
            }
          }
        }
      }
    },
  );
});
