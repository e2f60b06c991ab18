/**
 * What a port of a switch inside a host lets a machine do with MAC addresses. A machine may have its adapter take another
 * address, which `refusesChanged` answers by cutting it off both ways; or send frames from another one than its adapter
 * has, which `refusesForged` drops. The one definition that explained and simulated frames share.
 */
import type { Layout } from './fabric.ts';

/** What is plugged in at the other end of a port's link; -1: nothing. */
export function stationAt({ ports, links }: Layout, port: number): number {
  const { link } = ports[port];
  if (link < 0) return -1;
  const [a, b] = links[link].ports;
  return a === port ? b : a;
}

/** Whether the switch neither takes nor gives frames of a station, because it took another address. */
export function isCutOff(fabric: Layout, station: number): boolean {
  if (fabric.ports[station].attachment?.claims?.by !== 'adapter') return false;
  const opposite = stationAt(fabric, station);
  return opposite >= 0 && fabric.ports[opposite].guard?.refusesChanged === true;
}

/** Whether the switch drops the packets of a station, because they come from another address than its adapter has. */
export function isForger(fabric: Layout, station: number): boolean {
  if (fabric.ports[station].attachment?.claims?.by !== 'frames') return false;
  const opposite = stationAt(fabric, station);
  return opposite >= 0 && fabric.ports[opposite].guard?.refusesForged === true;
}
