/**
 * Reads a document: bounded in size, only from real files, only text. UTF-8 with or without mark, UTF-16 with mark.
 * Left out: other encodings, which cannot be told apart from the bytes; they are refused rather than guessed.
 */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { documentBytesMax } from '../contract/host-validation.ts';
import { fileFailure, HostFailure } from './host-failure.ts';

export interface TextFile {
  readonly text: string;
  readonly modifiedMs: number;
}

export async function readTextFile(path: string, bytesMax = documentBytesMax): Promise<TextFile> {
  const name = basename(path);
  try {
    // Without O_NONBLOCK, opening a pipe would wait for a writer that may never come.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const found = await file.stat();
      if (found.isDirectory()) throw new HostFailure('file/not-a-file', `${name} is a folder, not a file.`);
      if (!found.isFile())
        throw new HostFailure('file/not-a-file', `${name} is a device or a pipe, not a file.`);
      if (found.size > bytesMax) throw tooLarge(name, bytesMax);
      // Room for one byte more than the size: it may have grown since.
      const bytes = Buffer.alloc(Math.min(found.size, bytesMax) + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
        if (bytesRead === 0) break;
        length += bytesRead;
        if (length > bytesMax) throw tooLarge(name, bytesMax);
        if (length === bytes.length)
          throw new HostFailure('host/failed', `${name} changed while it was read.`);
      }
      return { text: decodeText(bytes.subarray(0, length), name), modifiedMs: found.mtimeMs };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileFailure(error, name);
  }
}

export function decodeText(bytes: Uint8Array, name: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  const refusal = new HostFailure('file/not-text', `${name} is not a text file.`);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw refusal;
    return text;
  } catch {
    throw refusal;
  }
}

function tooLarge(name: string, bytesMax: number): HostFailure {
  return new HostFailure(
    'file/too-large',
    `${name} is larger than ${bytesMax / 1024 / 1024} MiB, the most a document may have.`,
  );
}
