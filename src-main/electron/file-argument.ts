/** The document named on a command line, whatever else Electron, Chromium and the desktop have put there. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasDocumentName } from '../services/file-grants.ts';

export function fileArgument(argv: readonly string[], folder: string): string | null {
  for (const argument of argv.slice(1)) {
    if (argument.startsWith('-') || !hasDocumentName(argument)) continue;
    const path = resolve(folder, argument);
    if (existsSync(path)) return path;
  }
  return null;
}
