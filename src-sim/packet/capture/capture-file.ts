/** A whole capture file, chunk by chunk, in the order of the packets given. */
import {
  type CapturedPacket,
  type CaptureInterface,
  enhancedPacket,
  interfaceDescription,
  sectionHeader,
} from './pcapng.ts';

export function* captureFile(
  application: string,
  interfaces: readonly CaptureInterface[],
  packets: Iterable<CapturedPacket>,
): Generator<Uint8Array, void, undefined> {
  yield sectionHeader(application);
  for (const description of interfaces) yield interfaceDescription(description);
  for (const packet of packets) {
    const description = interfaces[packet.interfaceIndex];
    if (description === undefined) {
      throw new RangeError(
        `the capture has ${interfaces.length} interfaces, but no index ${packet.interfaceIndex}`,
      );
    }
    yield enhancedPacket(packet, description.fcs);
  }
}
