/**
 * The files in an asar archive, read from its header: a pickle of two 4-byte sizes around a JSON string
 * (github.com/electron/asar, "Format"): uint32 4, uint32 header size, uint32 payload size, uint32 string length, JSON.
 */
import { closeSync, openSync, readSync } from 'node:fs';

interface AsarEntry {
  readonly files?: Readonly<Record<string, AsarEntry>>;
}

export function asarListing(archive: string): string[] {
  const file = openSync(archive, 'r');
  try {
    const sizes = Buffer.alloc(16);
    readSync(file, sizes, 0, 16, 0);
    const header = Buffer.alloc(sizes.readUInt32LE(12));
    readSync(file, header, 0, header.length, 16);
    return filesBelow(JSON.parse(header.toString('utf8')) as AsarEntry, '').sort();
  } finally {
    closeSync(file);
  }
}

function filesBelow({ files = {} }: AsarEntry, folder: string): string[] {
  return Object.entries(files).flatMap(([name, entry]) =>
    entry.files === undefined ? [folder + name] : filesBelow(entry, `${folder}${name}/`),
  );
}
