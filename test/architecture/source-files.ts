// The source files of the repository as the architecture tests see them: path from the top, with slashes, and text.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export const repository = dirname(dirname(import.meta.dirname));

/** Every file below the folders, in a fixed order. */
export function pathsUnder(...folders: readonly string[]): string[] {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(repository, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
  return paths.toSorted();
}

/** Every TypeScript file below the folders with its text. */
export function sourcesUnder(...folders: readonly string[]): SourceFile[] {
  return pathsUnder(...folders)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));
}
