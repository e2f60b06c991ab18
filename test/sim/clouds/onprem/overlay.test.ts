import { describe, expect, it } from 'vitest';
import { PacketRun, runFabric } from '../../../../src-sim/packet/run-fabric.ts';
import { openScenario } from '../../../../src-sim/session/open.ts';
import { fillTemplate } from '../../../../src-sim/templates/fill-template.ts';
import { spineLeafEvpn } from '../../../../src-sim/templates/spine-leaf-evpn.ts';
import { ask, fabricOf, nodesPassed, openDesign, problemsOf } from '../../../support/design.ts';

interface Choices {
  readonly overlay?: string;
  readonly segments?: string;
  /** Largest packet of the wire between the leaves. */
  readonly mtu?: number;
  readonly ipv6?: boolean;
  readonly traffic?: string;
  readonly second?: string;
}

/** Two leaves with a rack each, one wire between them, a web and a data server at each. */
function twoLeaves({
  overlay = '',
  segments,
  mtu = 9000,
  ipv6 = false,
  traffic = '',
  second = '',
}: Choices = {}): string {
  const loopback = (n: number): string => (ipv6 ? `fd00::${n}` : `10.255.0.${n}`);
  const length = ipv6 ? 128 : 32;
  const ways = (other: number): string =>
    `{ kind: router, routes: [{ to: '${loopback(other)}/${length}', via: leaf-${other} }] }`;
  const port = (id: string, n: number, vlan: number): string =>
    `  port-${id}: { kind: wire, ends: [{ to: ${id} }, { to: rack-${n}, access: ${vlan} }], rate: 10 Gbit/s, delay: 1 us }\n`;
  return `networks:
  tenant: { kind: lan, site: cellar, cidrs: [10.1.0.0/16, 10.2.0.0/16] }
subnets:
  web: { kind: segment, network: tenant, cidr: 10.1.0.0/16 }
  data: { kind: segment, network: tenant, cidr: 10.2.0.0/16 }
devices:
  leaf-1: ${ways(2)}
  leaf-2: ${ways(1)}
  rack-1: { kind: switch }
  rack-2: { kind: switch }
attachments:
  fabric:
    kind: overlay
    encapsulation: vxlan
    mtu: 9000 B
    endpoints:
      - { at: rack-1, by: leaf-1, local: '${loopback(1)}' }
      - { at: rack-2, by: leaf-2, local: '${loopback(2)}'${second} }
    segments:
${segments ?? '      - { identifier: 10010, vlan: 10, subnet: web }\n      - { identifier: 10020, vlan: 20, subnet: data }'}
${overlay}
links:
  between: { kind: wire, ends: [{ to: leaf-1 }, { to: leaf-2 }], rate: 10 Gbit/s, delay: 1 us, mtu: ${mtu} B }
${port('web-1', 1, 10)}${port('data-1', 1, 20)}${port('web-2', 2, 10)}${port('data-2', 2, 20)}workloads:
  web-1: { kind: virtual-machine, subnet: web, address: 10.1.0.11 }
  web-2: { kind: virtual-machine, subnet: web, address: 10.1.0.12 }
  data-1: { kind: virtual-machine, subnet: data, address: 10.2.0.11 }
  data-2: { kind: virtual-machine, subnet: data, address: 10.2.0.12 }
${traffic}`;
}

const gateways = `      - { identifier: 10010, vlan: 10, subnet: web, gateway: 10.1.0.1, vrf: tenant }
      - { identifier: 10020, vlan: 20, subnet: data, gateway: 10.2.0.1, vrf: tenant }`;
const symmetric: Choices = {
  overlay: '    control: evpn\n    vrfs: [{ name: tenant, identifier: 50001 }]',
  segments: gateways,
};
const asymmetric: Choices = {
  overlay: '    control: evpn\n    vrfs: [{ name: tenant }]',
  segments: gateways,
};
const oneCall = `simulation: { duration: 1 ms }
traffic:
  call: { kind: constant-rate, from: web-1, to: web-2, rate: 8 Mbit/s, packetSize: 1000 B }`;

describe('an overlay', () => {
  it('bridges a segment between racks and does not route between segments by itself', () => {
    const fabric = fabricOf(twoLeaves());
    const within = ask(fabric, 'web-1', 'web-2');
    expect(within.class).toBe('delivered');
    expect(nodesPassed(within)).toEqual(['web-1', 'rack-1', 'leaf-1', 'leaf-2', 'rack-2', 'web-2']);
    expect(ask(fabric, 'web-1', 'data-2').forward.fate).toBe('no-route');
  });

  it('sends copies only to switches that take part in a segment', () => {
    const fabric = fabricOf(twoLeaves({ overlay: '    control: evpn', second: ', identifiers: [10010]' }));
    const remotes = (key: number) =>
      fabric.ports.flatMap(({ tunnel }) => (tunnel?.key === key ? [tunnel.remotes.length] : []));
    expect(remotes(10_010)).toEqual([1, 1]);
    expect(remotes(10_020)).toEqual([0]);
    expect(ask(fabric, 'data-1', 'data-2').forward.fate).toBe('no-neighbour');
  });

  it('routes at both ends through the VNI of the tenant where there is one', () => {
    const result = ask(fabricOf(twoLeaves(symmetric)), 'web-1', 'data-2');
    expect(result.class).toBe('delivered');
    const nodes = [
      'web-1',
      'rack-1',
      'leaf-1.tenant',
      'leaf-1',
      'leaf-2',
      'leaf-2.tenant',
      'rack-2',
      'data-2',
    ];
    expect(nodesPassed(result)).toEqual(nodes);
  });

  it('routes at the first end only, into the segment of the receiver, where there is none', () => {
    const result = ask(fabricOf(twoLeaves(asymmetric)), 'web-1', 'data-2');
    // The answer is routed at the other end, by the gateway there.
    expect([result.forward.fate, result.reverse.fate, result.class]).toEqual([
      'delivered',
      'delivered',
      'asymmetric',
    ]);
    const nodes = ['web-1', 'rack-1', 'leaf-1.tenant', 'rack-1', 'leaf-1', 'leaf-2', 'rack-2', 'data-2'];
    expect(nodesPassed(result)).toEqual(nodes);
  });

  it('reaches a segment that the first switch does not have by a route of type 5 or 2 in the VNI of the tenant, else not', () => {
    const lacks = { second: ', identifiers: [10010]' };
    const there = ask(fabricOf(twoLeaves({ ...symmetric, ...lacks })), 'web-2', 'data-1');
    expect(there.class).toBe('delivered');
    expect(ask(fabricOf(twoLeaves({ ...asymmetric, ...lacks })), 'web-2', 'data-1').forward.fate).toBe(
      'no-route',
    );
  });

  it('carries its packets over IPv6 all the same', () => {
    const fabric = fabricOf(twoLeaves({ ...symmetric, ipv6: true }));
    expect(ask(fabric, 'web-1', 'data-2').class).toBe('delivered');
  });
});

describe('packets and traces', () => {
  const machines = ['web-1', 'web-2', 'data-1', 'data-2'];
  const pairs = machines.flatMap((from) =>
    machines.filter((to) => to !== from).map((to) => [from, to] as const),
  );
  const traffic = `simulation: { duration: 1 ms }\ntraffic:\n${pairs
    .map(
      ([from, to], n) =>
        `  f${n}: { kind: constant-rate, from: ${from}, to: ${to}, rate: 8 Mbit/s, packetSize: 1000 B }`,
    )
    .join('\n')}`;
  const unanswered =
    '    control: evpn\n    evpn: { suppression: false }\n    vrfs: [{ name: tenant, identifier: 50001 }]';

  it.each([
    ['flooding', {}],
    ['symmetric', symmetric],
    ['asymmetric', asymmetric],
    ['symmetric, not everywhere', { ...symmetric, second: ', identifiers: [10010]' }],
    ['asymmetric, not everywhere', { ...asymmetric, second: ', identifiers: [10010]' }],
    ['nobody answers for others', { ...symmetric, overlay: unanswered }],
    ['over IPv6', { ...symmetric, ipv6: true }],
  ])('agree on who reaches whom: %s', (_, choices: Choices) => {
    const fabric = fabricOf(twoLeaves({ ...choices, traffic }));
    const delivered = runFabric(fabric).flows.map((flow) => flow.delivered === flow.offered);
    expect(delivered).toEqual(
      pairs.map(([from, to]) => ask(fabric, from, to, { protocol: 'udp' }).forward.fate === 'delivered'),
    );
  });
});

describe('questions for neighbours in an overlay', () => {
  const controls = (choices: Choices) =>
    runFabric(fabricOf(twoLeaves({ ...choices, traffic: oneCall }))).control;

  it('stay at the first switch where EVPN knows the answer', () => {
    // One question and one answer, whatever the number of switches.
    expect(controls({ overlay: '    control: evpn' }).injected).toBe(2);
  });

  it('go to everybody where switches flood and learn, or may not answer', () => {
    // The question, its copy in rack 1 for nobody else there, and the answer: rack 1 has web-1 and the tunnel only, so no copies.
    expect(controls({}).injected).toBe(2);
    const { links } = runFabric(fabricOf(twoLeaves({ traffic: oneCall })));
    const suppressed = runFabric(
      fabricOf(twoLeaves({ overlay: '    control: evpn', traffic: oneCall })),
    ).links;
    const crossing = (all: typeof links): number =>
      all.find(({ id }) => id === 'between:leaf-1>leaf-2')!.packets;
    // 8 Mbit/s / 8,000 bit: one packet in a millisecond, and the question where it has to cross.
    expect([crossing(links), crossing(suppressed)]).toEqual([2, 1]);
    const unanswered = '    control: evpn\n    evpn: { suppression: false }';
    const { links: asked } = runFabric(fabricOf(twoLeaves({ overlay: unanswered, traffic: oneCall })));
    expect(crossing(asked)).toBe(2);
  });
});

describe('sizes over an underlay', () => {
  // 20 + 8 + 8 + 14 = 50 bytes around an inner packet over IPv4, 40 + 8 + 8 + 14 = 70 over IPv6 (RFC 7348 section 5).
  const inner = [
    1430, 1431, 1450, 1451, 1480, 1481, 1500, 1501, 1530, 1531, 1550, 1551, 8930, 8931, 8950, 8951, 9000,
  ];
  const flows = inner
    .map(
      (bytes) =>
        `  of-${bytes}: { kind: constant-rate, from: web-1, to: web-2, port: ${bytes}, rate: ${8 * bytes} kbit/s, packetSize: ${bytes} B }`,
    )
    .join('\n');
  const traffic = `simulation: { duration: 1 ms }\ntraffic:\n${flows}`;

  it.each([
    [1500, false, 1450],
    [1550, false, 1500],
    [1600, false, 1550],
    [9000, false, 8950],
    [9050, false, 9000],
    [1500, true, 1430],
    [1550, true, 1480],
    [1600, true, 1530],
    [9000, true, 8930],
    [9070, true, 9000],
  ])('of %i bytes (IPv6: %s) fit up to %i and not a byte more', (mtu, ipv6, largest) => {
    const fabric = fabricOf(twoLeaves({ mtu, ipv6, traffic, overlay: '    dontFragment: set' }));
    const through = runFabric(fabric).flows.filter(({ delivered }) => delivered > 0);
    expect(through.map(({ id }) => id)).toEqual(
      inner.filter((bytes) => bytes <= largest).map((n) => `of-${n}`),
    );
  });
});

describe('design rules for overlays', () => {
  it('name an endpoint that no route leads to', () => {
    const text = twoLeaves().replace("routes: [{ to: '10.255.0.1/32', via: leaf-1 }]", '');
    expect(problemsOf(text, 'overlay/no-underlay').map(({ message }) => message)).toEqual([
      'router leaf-2 has no route to 10.255.0.1, where overlay fabric ends',
    ]);
    expect(problemsOf(twoLeaves(), 'overlay/no-underlay')).toEqual([]);
  });

  it('name a wire that is too narrow, and the size that cures it', () => {
    const [problem] = problemsOf(twoLeaves({ mtu: 9000 }), 'overlay/mtu');
    expect(problem?.message).toBe(
      'between carries 9000 B; packets of 9000 B in overlay fabric take 9050 B there',
    );
    expect(problem?.cure?.title).toBe('Raise it to 9050 B');
    expect(problemsOf(twoLeaves({ mtu: 9050 }), 'overlay/mtu')).toEqual([]);
  });

  it('name an identifier that two overlays of one endpoint have', () => {
    const other = `  twin: { kind: tunnel, encapsulation: vxlan, key: 10010, ends: [{ to: rack-1, by: leaf-1, local: 10.255.0.1, access: 30 }, { to: rack-2, by: leaf-2, local: 10.255.0.2, access: 30 }] }\n`;
    const text = twoLeaves().replace('attachments:\n', `attachments:\n${other}`);
    const [problem] = problemsOf(text, 'overlay/identifier-twice');
    expect(problem?.message).toBe('overlay fabric has identifier 10010 at 10.255.0.1, as twin has');
    expect(problemsOf(twoLeaves(), 'overlay/identifier-twice')).toEqual([]);
  });

  it.each([
    ['vxlan', 16_777_216, '16777215'],
    ['nvgre', 4095, 'a VSID of nvgre is from 4096 to 16777214'],
    ['nvgre', 16_777_215, 'a VSID of nvgre is from 4096 to 16777214'],
  ])('refuse in %s the identifier %i', (encapsulation, identifier, message) => {
    const text = twoLeaves({ segments: `      - { identifier: ${identifier}, vlan: 10, subnet: web }` });
    const { problems } = openDesign(text.replace('encapsulation: vxlan', `encapsulation: ${encapsulation}`));
    const told = problems.filter(({ severity }) => severity === 'error').map((each) => each.message);
    expect(told.join('\n')).toContain(message);
  });

  it('refuse one identifier for two VLANs, and a gateway without a control plane', () => {
    const twice = `      - { identifier: 7, vlan: 10 }\n      - { identifier: 7, vlan: 20 }`;
    expect(openDesign(twoLeaves({ segments: twice })).problems[0]?.message).toContain(
      'VNI 7 is that of VLAN 10 already',
    );
    const { problems } = openDesign(
      twoLeaves({ segments: gateways, overlay: '    vrfs: [{ name: tenant }]' }),
    );
    expect(problems[0]?.message).toContain('a gateway on every switch needs control: evpn');
  });

  it('tell what EVPN and flooding cost for the same drawing', () => {
    const of = (text: string): string | undefined => problemsOf(text, 'overlay/figures')[0]?.message;
    // 1 session between 2 routers. Routes: 4 machines + 4 gateways, 2 x 2 segments, 2 x 2 prefixes: 16. 90 s and one interval of 5 s.
    expect(of(twoLeaves(symmetric))).toBe(
      'overlay fabric: EVPN between 2 switches has 1 session and 16 routes; what is for all leaves a switch 1 time and crosses 1 link (by a multicast group 1 time and crosses 1 link); a failure is known everywhere after 95 s at most',
    );
    expect(of(twoLeaves())).toContain('2 switches flood and learn');
  });
});

describe('spines and leaves', () => {
  const text = (set: Record<string, string> = {}, events = ''): string => {
    const filled = fillTemplate(spineLeafEvpn, set);
    if (!filled.ok) throw new Error(filled.message);
    return filled.value.text + events;
  };
  const run = (document: string) => {
    const { fabric, problems } = openScenario(document);
    if (fabric === null) throw new Error(problems.map(({ message }) => message).join('\n'));
    return runFabric(fabric).flows;
  };

  it.each([
    [{}],
    [{ spines: '1', leaves: '2' }],
    [{ spines: '4', leaves: '8', hosts: '16' }],
    [{ underlay: 'ipv6', mtu: '1570' }],
  ])('of any size have no problems: %o', (set) => {
    const { problems } = openScenario(text(set));
    expect(problems.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('say how far their uplinks are oversubscribed, and refuse an underlay that is too narrow', () => {
    // 16 x 25 / (4 x 100) = 1; 32 x 25 / (2 x 100) = 4.
    expect(text({ spines: '4', hosts: '16' })).toContain('Servers can send 1 times');
    expect(text({ spines: '2', hosts: '32' })).toContain('Servers can send 4 times');
    const narrow = fillTemplate(spineLeafEvpn, { mtu: '1549' });
    expect(narrow.ok ? '' : narrow.message).toContain('1549 B on the underlay leave 1499 B');
  });

  // 1 Gbit/s / 11,200 bit = 89.3 packets a millisecond, 893 in 10 ms.
  it('lose what is sent into a broken cable until routers know of it, and nothing after', () => {
    const lost = (event: string): number[] =>
      run(text({}, `\nevents:\n  cut: { kind: fail, at: 2 ms, target: spine-1${event} }\n`))
        .filter(({ id }) => id.startsWith('copies'))
        .map(({ offered, delivered }) => offered - delivered);
    const known = lost(', converges: 1 ms');
    const unknown = lost('');
    // Each flow goes by one spine or the other: 1 ms of it is lost, or nothing; untold, 8 ms.
    for (const [n, packets] of known.entries()) {
      if (unknown[n] === 0) expect(packets).toBe(0);
      else {
        expect(Math.abs(packets - 89)).toBeLessThanOrEqual(1);
        expect(Math.abs(unknown[n] - 714)).toBeLessThanOrEqual(1);
      }
    }
    expect(unknown.some((packets) => packets > 0)).toBe(true);
  });

  const moved = (event: string): ReturnType<typeof run> => {
    const wire =
      '  new-place: { kind: wire, ends: [{ to: data-2-2 }, { to: rack-3, access: 20 }], rate: 25 Gbit/s, delay: 500 ns }\n';
    const document = text().replace('\nlinks:\n', `\nlinks:\n${wire}`);
    return run(
      `${document}\nevents:\n  move: { kind: migrate, at: 2 ms, target: data-2-2, to: new-place, ${event} }\n`,
    );
  };

  it('find a machine that has moved, with its address, and lose what comes meanwhile', () => {
    const lostOf = (flows: ReturnType<typeof run>): number => {
      const { offered, delivered } = flows.find(({ id }) => id === 'copies-1')!;
      return offered - delivered;
    };
    // Stopped for 1 ms: 89 packets. Known everywhere 2 ms later: 268.
    expect(Math.abs(lostOf(moved('blackout: 1 ms')) - 89)).toBeLessThanOrEqual(1);
    expect(Math.abs(lostOf(moved('blackout: 1 ms, converges: 2 ms')) - 268)).toBeLessThanOrEqual(1);
  });

  it('are the same after going back over a failure and what was learned of it', () => {
    const events = '\nevents:\n  cut: { kind: fail, at: 2 ms, target: spine-1, converges: 1 ms }\n';
    const { fabric } = openScenario(text({}, events));
    const there = new PacketRun(fabric!, { history: {} });
    there.advanceTo(5e6);
    there.rewindTo(1e6);
    there.advanceTo(3.5e6);
    there.rewindTo(2.5e6);
    while (there.advance(1e6));
    expect(there.result().digest).toBe(runFabric(fabric!).digest);
  });
});
