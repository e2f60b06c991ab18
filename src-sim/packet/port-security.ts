/** What the guards of ports do to frames that enter: who may send from which MAC address, and what class frames are put in. */
import type { Fabric } from '../fabric/fabric.ts';
import { isCutOff, stationAt } from '../fabric/port-security.ts';
import type { Ledger } from './ledger.ts';
import * as P from './link/packet-record.ts';

const nothing = -1;
const anyStation = -1;
const noStation = -2;

export class PortSecurity {
  /** By port of a switch: the one MAC address that frames may come from, or one of the above. */
  private readonly admitted: Int32Array;
  private readonly classes: Int8Array;

  constructor(fabric: Fabric) {
    this.admitted = Int32Array.from(fabric.ports, (_, port) => admittedAt(fabric, port));
    this.classes = Int8Array.from(fabric.ports, ({ guard }) => guard?.trafficClass ?? nothing);
  }

  /** Whether a frame may enter; one that may is put into the class of the port. */
  admits(port: number, packet: number, ledger: Ledger): boolean {
    const admitted = this.admitted[port];
    if (admitted !== anyStation && admitted !== ledger.field(packet, P.sender)) return false;
    const trafficClass = this.classes[port];
    if (trafficClass !== nothing) ledger.setField(packet, P.trafficClass, trafficClass);
    return true;
  }

  /** The machine at a port gets nothing. */
  isCutOff(port: number): boolean {
    return this.admitted[port] === noStation;
  }
}

function admittedAt(fabric: Fabric, port: number): number {
  const { guard } = fabric.ports[port];
  const station = guard === undefined ? -1 : stationAt(fabric, port);
  if (station < 0) return anyStation;
  if (isCutOff(fabric, station)) return noStation;
  if (guard?.refusesForged !== true) return anyStation;
  const claims = fabric.ports[station].attachment?.claims;
  return claims?.by === 'adapter' ? claims.station : station;
}
