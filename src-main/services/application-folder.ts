/**
 * The folder that holds package.json, dist/ and scenarios/: the checkout, or the packed application. Searched upward
 * from the running file, because bundling moves code between folders.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function applicationFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (isApplication(folder)) return folder;
    if (dirname(folder) === folder) throw new Error('Netwright does not find its own files.');
  }
}

function isApplication(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return (
      typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === 'netwright'
    );
  } catch {
    return false;
  }
}
