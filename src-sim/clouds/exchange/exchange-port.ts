/**
 * A port at an exchange. It passes frames to the device at the other end of its line, so whatever ends at the port ends at that
 * device, later by the delay of the line and no faster than it.
 * Left out: that several circuits share the rate of the port (exchanges sell no more than it has; a design rule counts).
 */
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { given, ifWritten, writtenDuration, writtenRate } from '../written.ts';

/** Needs the devices to be placed. */
export function placeExchangePorts({ scenario, junctions }: BuildContext): void {
  for (const [id, port] of recordsOf(scenario.devices)) {
    if (port.kind !== 'exchange-port') continue;
    const device = junctions.get(port.device);
    if (device === undefined) continue;
    junctions.set(id, {
      ...device,
      origin: recordOrigin('devices', id, port),
      rateBps: writtenRate(port.rate),
      ...given({ delayNs: ifWritten(port.delay, writtenDuration) }),
    });
  }
}
