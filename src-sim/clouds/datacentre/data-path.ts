/**
 * What moving a packet costs a host, by how it does it. A core that moves R million packets a second needs 1000 / R ns for one;
 * the rates are published ones, of the closest thing that has been measured where nobody measured the thing itself: Linux'
 * routing stands for its bridge and for the kernel's part of Open vSwitch, vhost-user to a machine for both DPDK and VPP.
 * Interrupts add the latency of XDP, which they dominate; polling that of DPDK. What a NIC does by itself
 * takes a packet the time its rate leaves, whatever the cores do.
 *
 * Left out: segmentation and receive offloads, which let a core move 64 kB at a time.
 */
import type { Processing } from '../../fabric/processing.ts';
import type { FactBook } from '../../facts/fact-book.ts';
import { given, ifWritten, writtenDuration } from '../written.ts';
import type { Hypervisor } from './host-parts.ts';

type DataPath = NonNullable<Hypervisor['dataPath']>;

interface Path {
  /** Packet rate of a core. */
  readonly rate: { readonly id: string; readonly unit: string; readonly cores: number };
  readonly polls: boolean;
}

const perCore = 'Mpps/core';

const paths: Readonly<Record<DataPath['kind'], Path>> = {
  kernel: { rate: { id: 'kernel.route.single', unit: perCore, cores: 1 }, polls: false },
  'ovs-kernel': { rate: { id: 'kernel.route.single', unit: perCore, cores: 1 }, polls: false },
  xdp: { rate: { id: 'xdp.route.single', unit: perCore, cores: 1 }, polls: false },
  // Measured with two cores.
  dpdk: { rate: { id: 'vpp.vhost', unit: 'Mpps', cores: 2 }, polls: true },
  vpp: { rate: { id: 'vpp.vhost', unit: 'Mpps', cores: 2 }, polls: true },
  'smart-nic': { rate: { id: 'asap2.single', unit: 'Mpps', cores: 1 }, polls: true },
  'cloud-offload': { rate: { id: 'asap2.vxlan', unit: 'Mpps', cores: 1 }, polls: true },
};

/** Linux' netdev_max_backlog. */
const queuePackets = 1000;

export function processingOf(facts: FactBook, written: DataPath): Processing {
  const { rate, polls } = paths[written.kind];
  const latencyNs = (id: string): number => facts.number(id, 'us') * 1000;
  const [idle, busy] = polls
    ? [latencyNs('dpdk.latency.high'), latencyNs('dpdk.latency.high')]
    : [latencyNs('xdp.latency.low'), latencyNs('xdp.latency.high')];
  return {
    packetNs: (1000 * rate.cores) / facts.number(rate.id, rate.unit),
    byteNs: 0,
    wrappingNs: 0,
    cores: written.cores ?? 1,
    queuePackets: written.queue ?? queuePackets,
    delayNs: busy,
    wakeNs: idle - busy,
    ...given({
      packetNs: ifWritten(written.perPacket, writtenDuration),
      byteNs: ifWritten(written.perByte, writtenDuration),
      wrappingNs: ifWritten(written.perEncapsulation, writtenDuration),
    }),
  };
}
