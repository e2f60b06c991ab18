// Weighs what the window loads before it can be used: the entry, the chunks it imports statically, their styles.
// Chunks behind a dynamic import are listed but not counted.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './tool.mjs';

const limitKb = 350;
const folder = join(root, 'dist', 'renderer');
const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'));

const initial = new Set();
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) collect(key);

let total = 0;
for (const file of readdirSync(join(folder, 'assets')).map((name) => `assets/${name}`)) {
  const kb = gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1000;
  if (initial.has(file)) total += kb;
  console.log(`${initial.has(file) ? 'initial' : 'later  '} ${kb.toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(`bundle: ${total.toFixed(1)} kB compressed before first use (limit ${limitKb} kB)`);
process.exitCode = total > 0 && total <= limitKb ? 0 : 1;

function collect(key) {
  const chunk = manifest[key];
  if (initial.has(chunk.file)) return;
  initial.add(chunk.file);
  for (const style of chunk.css ?? []) initial.add(style);
  for (const imported of chunk.imports ?? []) collect(imported);
}
