// Reads the captures we write (draft-ietf-opsawg-pcapng, lowest byte first, one section, one interface), independently of the writer.

export interface ReadFrame {
  readonly timeNs: number;
  readonly bytes: Uint8Array;
  readonly direction: 'inbound' | 'outbound';
  readonly comment: string | null;
}

const enhancedPacket = 6;
const comment = 1;
const flags = 2;

export function pcapngFrames(file: Uint8Array): ReadFrame[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const frames: ReadFrame[] = [];
  for (let at = 0; at < file.length; at += view.getUint32(at + 4, true)) {
    if (view.getUint32(at, true) !== enhancedPacket) continue;
    const length = view.getUint32(at + 20, true);
    const options = optionsFrom(view, at + 28 + ((length + 3) & ~3));
    const text = options.get(comment);
    frames.push({
      timeNs: view.getUint32(at + 12, true) * 2 ** 32 + view.getUint32(at + 16, true),
      bytes: Uint8Array.from(file.subarray(at + 28, at + 28 + length)),
      direction: (options.get(flags)?.[0] ?? 0) % 4 === 1 ? 'inbound' : 'outbound',
      comment: text === undefined ? null : new TextDecoder().decode(text),
    });
  }
  return frames;
}

function optionsFrom(view: DataView, from: number): Map<number, Uint8Array> {
  const options = new Map<number, Uint8Array>();
  for (let at = from; view.getUint16(at, true) !== 0; ) {
    const length = view.getUint16(at + 2, true);
    options.set(view.getUint16(at, true), new Uint8Array(view.buffer, view.byteOffset + at + 4, length));
    at += 4 + ((length + 3) & ~3);
  }
  return options;
}
