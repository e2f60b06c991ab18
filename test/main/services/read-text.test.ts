import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HostFailure } from '../../../src-main/services/host-failure.ts';
import { readTextFile } from '../../../src-main/services/read-text.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const codeOf = async (path: string, bytesMax?: number): Promise<string> => {
  try {
    await readTextFile(path, bytesMax);
    return 'read';
  } catch (error) {
    return error instanceof HostFailure ? error.code : 'another error';
  }
};

function fileWith(bytes: Uint8Array | string): string {
  const path = join(scratchFolder(), 'scenario.yaml');
  writeFileSync(path, bytes);
  return path;
}

describe('reading a document', () => {
  it('returns UTF-8 text as it is', async () => {
    expect((await readTextFile(fileWith('name: Zürich 🏔\r\n'))).text).toBe('name: Zürich 🏔\r\n');
  });

  it('takes a UTF-8 byte order mark off', async () => {
    expect((await readTextFile(fileWith('\u{feff}a: 1'))).text).toBe('a: 1');
  });

  it('reads UTF-16 with a byte order mark, little and big endian', async () => {
    const little = Buffer.from('\u{feff}a: é', 'utf16le');
    expect((await readTextFile(fileWith(little))).text).toBe('a: é');
    expect((await readTextFile(fileWith(Buffer.from(little).swap16()))).text).toBe('a: é');
  });

  it('reads an empty file as empty text, for the parser to judge', async () => {
    expect((await readTextFile(fileWith(''))).text).toBe('');
  });

  it('refuses bytes that are not text', async () => {
    expect(await codeOf(fileWith(Uint8Array.of(0x61, 0xff, 0xfe, 0x62)))).toBe('file/not-text');
    expect(await codeOf(fileWith('a\0b'))).toBe('file/not-text');
    // Half a UTF-16 unit after the mark.
    expect(await codeOf(fileWith(Uint8Array.of(0xff, 0xfe, 0x61)))).toBe('file/not-text');
  });

  it('says what is missing, a folder, or a loop of links', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'sub.yaml'));
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    writeFileSync(join(folder, 'plain'), '');
    expect(await codeOf(join(folder, 'none.yaml'))).toBe('file/missing');
    expect(await codeOf(join(folder, 'plain', 'below.yaml'))).toBe('file/missing');
    expect(await codeOf(join(folder, 'sub.yaml'))).toBe('file/not-a-file');
    expect(await codeOf(join(folder, 'loop.yaml'))).toBe('file/not-a-file');
  });

  it.skipIf(process.platform === 'win32')(
    'does not wait at a pipe nobody writes to, nor read devices',
    async () => {
      const pipe = join(scratchFolder(), 'pipe.yaml');
      execFileSync('mkfifo', [pipe]);
      expect(await codeOf(pipe)).toBe('file/not-a-file');
      expect(await codeOf('/dev/zero')).toBe('file/not-a-file');
    },
  );

  it('refuses what is over the limit without reading it', async () => {
    const path = fileWith('');
    // 100 MB without a block on disk.
    truncateSync(path, 100_000_000);
    expect(await codeOf(path)).toBe('file/too-large');
    expect(await codeOf(fileWith('12345'), 5)).toBe('read');
    expect(await codeOf(fileWith('123456'), 5)).toBe('file/too-large');
  });

  it('says that permission is missing', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may read every file');
    const path = fileWith('a: 1');
    chmodSync(path, 0);
    expect(await codeOf(path)).toBe('file/no-permission');
  });
});
