import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveTextFile } from '../../../src-main/services/save-text.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

describe('saving a document', () => {
  it('makes missing folders and leaves nothing but the document', async () => {
    const folder = join(scratchFolder(), 'deep', 'down');
    await saveTextFile(join(folder, 'a.yaml'), 'one', { keepPrevious: true });
    expect(readdirSync(folder)).toEqual(['a.yaml']);
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe('one');
  });

  it('keeps what the file held before as NAME~', async () => {
    const path = join(scratchFolder(), 'a.yaml');
    for (const text of ['one', 'two', 'three']) await saveTextFile(path, text, { keepPrevious: true });
    expect(readFileSync(path, 'utf8')).toBe('three');
    expect(readFileSync(`${path}~`, 'utf8')).toBe('two');
  });

  it.skipIf(process.platform === 'win32')('keeps the permissions of the file', async () => {
    const path = join(scratchFolder(), 'a.yaml');
    writeFileSync(path, 'one');
    chmodSync(path, 0o640);
    await saveTextFile(path, 'two', { keepPrevious: false });
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('removes what a killed save left, and no other hidden file', async () => {
    const folder = scratchFolder();
    const path = join(folder, 'a.yaml');
    // No process has this id: it is above every system's largest.
    writeFileSync(join(folder, '.a.yaml.99999999-1.tmp'), 'half');
    writeFileSync(join(folder, '.a.yaml.99999999-1.tmp~'), 'half');
    writeFileSync(join(folder, '.a.yaml.notes'), 'mine');
    writeFileSync(join(folder, `.a.yaml.${process.ppid}-1.tmp`), 'somebody is writing');
    await saveTextFile(path, 'new', { keepPrevious: false });
    expect(readdirSync(folder).sort()).toEqual([`.a.yaml.${process.ppid}-1.tmp`, '.a.yaml.notes', 'a.yaml']);
  });

  it('leaves the document as it was when it cannot write', async () => {
    const folder = scratchFolder();
    const path = join(folder, 'a.yaml');
    // A folder cannot be replaced by a file.
    mkdirSync(join(path, 'below'), { recursive: true });
    await expect(saveTextFile(path, 'new', { keepPrevious: false })).rejects.toThrow('a.yaml');
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });

  it('saves names as long as the file system allows, and says so when the kept copy would be longer', async () => {
    const folder = scratchFolder();
    // 255 bytes is the limit of ext4, xfs, APFS and NTFS: 250 and ".yaml".
    const path = join(folder, `${'n'.repeat(250)}.yaml`);
    await saveTextFile(path, 'one', { keepPrevious: true });
    await expect(saveTextFile(path, 'two', { keepPrevious: true })).rejects.toThrow('too long');
    expect(readFileSync(path, 'utf8')).toBe('one');
  });
});
