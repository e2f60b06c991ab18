/** Bundles entries of src-main for tests that need another process, where Node may not read TypeScript itself. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

const root = dirname(dirname(import.meta.dirname));

/** Returns the folder that holds NAME.js for each entry. Inside the checkout, so that the code finds its own files. */
export async function bundled(entries: Readonly<Record<string, string>>): Promise<string> {
  const cache = join(root, 'node_modules', '.cache', 'netwright');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'test-bundle-'));
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)]));
  const bundle = await rolldown({ input, platform: 'node', external: [/^node:/], logLevel: 'silent' });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].js' });
  await bundle.close();
  return folder;
}
