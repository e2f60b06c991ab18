/** `-o FILE`: saved aside and renamed like every document; `keep` refuses a name that is taken. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { HostFailure } from '../services/host-failure.ts';
import { saveTextFile } from '../services/save-text.ts';
import { readingRefusal, usageRefusal } from './refusal.ts';

export async function writeOutput(file: string, text: string, taken: 'keep' | 'replace'): Promise<void> {
  const path = resolve(file);
  if (taken === 'keep' && existsSync(path)) throw usageRefusal(`There is already a file ${file}.`);
  try {
    await saveTextFile(path, text, { keepPrevious: false });
  } catch (error) {
    if (error instanceof HostFailure) throw readingRefusal('read/failed', error.message, file);
    throw error;
  }
}
