/**
 * What the reference workloads look like: a dumbbell with UDP (W1) and with TCP (W2), a hub with fifty spokes (W3) and a
 * leaf-spine (W4), UDP again. Packets of 1500 bytes on every link. They are defined with ns-3 programs beside them.
 *
 * Two more have no peer but another of these: the hub with a thousand hosts instead of two hundred, and the leaf-spine with
 * all traffic between leaves in VXLAN. Their cost for each traversal is told as a share of the other's in the same run.
 */
import type { FlowDemand, TcpChoices } from '../../fabric/flow.ts';
import { fmix32 } from '../../quantity/hash32.ts';

export interface Workload {
  readonly title: string;
  /** Share of the bottleneck's rate that is offered; TCP takes what it gets. */
  readonly load: number;
  /** Packets that may wait at a bottleneck. */
  readonly queue: number;
  readonly untilNs: number;
  /** The workload whose speed this one's is told as a share of. */
  readonly besides?: string;
  draw(load: number): Drawing;
}

export interface Drawing {
  readonly hosts: number;
  readonly wires: readonly Wire[];
  /** Written routes by device: prefix and next hop. */
  readonly routes: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  /** Router a host hangs on, and its wire; its queue where that is not the bottleneck's. */
  readonly access: (
    host: number,
  ) => Omit<Wire, 'a' | 'b'> & { readonly router: string; readonly queue?: number };
  /** The traffic record of a host, but for where it comes from. */
  readonly traffic: (host: number) => Readonly<Record<string, unknown>> | null;
  /** Largest IP packet, where the link counts more bytes than that. */
  readonly mtu?: number;
  readonly attachments?: Readonly<Record<string, unknown>>;
  /** What the peer's program fixes and a document does not say. */
  readonly adjust?: (flow: FlowDemand, from: number, to: readonly number[]) => FlowDemand;
}

interface Wire {
  readonly a: string;
  readonly b: string;
  readonly rate: string;
  readonly delay: string;
}

export const packetBytes = 1500;
const firstPort = 9000;

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Hosts of group g have addresses in 10.g.0.0/16. */
export const groupPrefix = (group: number): string => `10.${group}.0.0/16`;

const packets = (kind: 'constant-rate' | 'poisson', to: readonly number[], ports: number, bps: number) => ({
  kind,
  to: to.map((host) => `host${host}`),
  port: ports === 1 ? firstPort : `${firstPort}-${firstPort + ports - 1}`,
  rate: `${bps} bit/s`,
  packetSize: `${packetBytes} B`,
});

const twoSides = { left: [[groupPrefix(1), 'right']], right: [[groupPrefix(0), 'left']] } as const;

const udpDumbbell: Workload = {
  title: 'UDP dumbbell',
  load: 0.8,
  queue: 100,
  untilNs: 1e9,
  draw: (load) => ({
    hosts: 64,
    wires: [{ a: 'left', b: 'right', rate: '10 Gbit/s', delay: '10 us' }],
    routes: twoSides,
    access: (host) => ({ router: host < 32 ? 'left' : 'right', rate: '10 Gbit/s', delay: '1 us' }),
    traffic: (host) => (host < 32 ? packets('constant-rate', [host + 32], 1, (load * 10e9) / 32) : null),
  }),
};

/** ns-3 3.37's TcpNewReno: RFC 5681 growth, three duplicates, SACK, RTO of 1 s at least, buffers of 4 MiB. */
const ns3Tcp: TcpChoices = {
  congestion: 'reno',
  byteCounting: false,
  rackTlp: false,
  minRtoNs: 1e9,
  rtoFloor: 'total',
  nagle: false,
  sackCompression: false,
  delayedAck: { every: 2, timeoutNs: 200e6, quickAcks: 0 },
  sendBuffer: 2 ** 22,
  receiveBuffer: 2 ** 23,
  receiveBufferMax: 2 ** 23,
  autotune: false,
};

const tcpDumbbell: Workload = {
  title: 'TCP dumbbell',
  load: 1,
  queue: 250,
  untilNs: 10e9,
  draw: () => ({
    hosts: 32,
    wires: [{ a: 'left', b: 'right', rate: '1 Gbit/s', delay: '8 ms' }],
    routes: twoSides,
    access: (host) => ({
      router: host < 16 ? 'left' : 'right',
      rate: '10 Gbit/s',
      delay: '1 ms',
      queue: 10_000,
    }),
    traffic: (host) =>
      host < 16 ? { kind: 'bulk', to: `host${host + 16}`, start: `${10 * host} ms` } : null,
    // Two bytes of PPP beside 1498 of IP, as the peer has it.
    mtu: packetBytes - 2,
    adjust: (flow) => (flow.pattern === 'bulk' ? { ...flow, tcp: ns3Tcp } : flow),
  }),
};

const hubWithSpokes = (
  spokes: number,
  figures: Pick<Workload, 'title' | 'untilNs' | 'besides'>,
): Workload => ({
  ...figures,
  load: 0.6,
  queue: 100,
  draw: (load) => ({
    hosts: 4 * spokes,
    wires: range(spokes).map((s) => ({ a: `spoke${s}`, b: 'hub', rate: '10 Gbit/s', delay: '50 us' })),
    routes: {
      hub: range(spokes).map((s) => [groupPrefix(s), `spoke${s}`]),
      ...Object.fromEntries(range(spokes).map((s) => [`spoke${s}`, [['10.0.0.0/8', 'hub'] as const]])),
    },
    access: (host) => ({ router: `spoke${host >> 2}`, rate: '10 Gbit/s', delay: '1 us' }),
    traffic: (host) => {
      const others = range(4 * spokes).filter((other) => other >> 2 !== host >> 2);
      return packets('poisson', others, 1, (load * 10e9) / 4);
    },
  }),
});

const leafSpine: Workload = {
  title: 'leaf-spine',
  load: 0.7,
  queue: 100,
  untilNs: 4e6,
  draw: (load) => ({
    hosts: 128,
    wires: range(8).flatMap((leaf) =>
      range(4).map((spine) => ({
        a: `leaf${leaf}`,
        b: `spine${spine}`,
        rate: '100 Gbit/s',
        delay: '500 ns',
      })),
    ),
    routes: {
      ...Object.fromEntries(
        range(8).map((leaf) => [`leaf${leaf}`, range(4).map((s) => ['10.0.0.0/8', `spine${s}`] as const)]),
      ),
      ...Object.fromEntries(
        range(4).map((s) => [`spine${s}`, range(8).map((l) => [groupPrefix(l), `leaf${l}`] as const)]),
      ),
    },
    access: (host) => ({ router: `leaf${host >> 4}`, rate: '25 Gbit/s', delay: '500 ns' }),
    traffic: (host) => {
      const place = host & 15;
      const leaf = ((host >> 4) + 1 + (place % 7)) & 7;
      return packets('poisson', [(leaf << 4) | place], 4, load * 25e9);
    },
    adjust: (flow, from, to) => ({
      ...flow,
      entropy: to.flatMap((host) => range(4).map((port) => fmix32((from << 16) | (host << 8) | port))),
    }),
  }),
};

const loopback = (leaf: number): string => `192.168.0.${leaf + 1}`;

/** Leaves reach each other's groups through tunnels, and each other's loopbacks over all spines. */
const overlaidLeafSpine: Workload = {
  ...leafSpine,
  title: 'leaf-spine with VXLAN',
  besides: 'W4',
  draw: (load) => {
    const plain = leafSpine.draw(load);
    const pairs = range(8).flatMap((a) => range(a).map((b) => [b, a] as const));
    const tunnelTo = (from: number, to: number) => `vxlan${Math.min(from, to)}-${Math.max(from, to)}`;
    const others = (leaf: number) => range(8).filter((other) => other !== leaf);
    return {
      ...plain,
      attachments: Object.fromEntries(
        pairs.map(([a, b]) => [
          tunnelTo(a, b),
          {
            kind: 'tunnel',
            encapsulation: 'vxlan',
            key: 10_000,
            mtu: '9000 B',
            ends: [a, b].map((leaf) => ({ to: `leaf${leaf}`, local: loopback(leaf) })),
          },
        ]),
      ),
      routes: Object.fromEntries([
        ...range(8).map((leaf) => [
          `leaf${leaf}`,
          [
            ...others(leaf).map((other) => [groupPrefix(other), tunnelTo(leaf, other)] as const),
            ...others(leaf).flatMap((other) =>
              range(4).map((spine) => [`${loopback(other)}/32`, `spine${spine}`] as const),
            ),
          ],
        ]),
        ...range(4).map((spine) => [
          `spine${spine}`,
          range(8).map((leaf) => [`${loopback(leaf)}/32`, `leaf${leaf}`] as const),
        ]),
      ]),
    };
  },
};

export const workloads: Readonly<Record<string, Workload>> = {
  W1: udpDumbbell,
  W2: tcpDumbbell,
  W3: hubWithSpokes(50, { title: 'hub and fifty spokes', untilNs: 30e6 }),
  W4: leafSpine,
  'W3-1000': hubWithSpokes(250, { title: 'hub and 250 spokes', untilNs: 6e6, besides: 'W3' }),
  'W4-VXLAN': overlaidLeafSpine,
};
