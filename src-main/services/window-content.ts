/**
 * The window's own files and the headers they are served with, the same through both doors. Only files below the
 * built folder are served, nothing is listed, nothing comes from elsewhere.
 */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/**
 * Two libraries add one fixed style element each (Cytoscape its container's position, React Aria the touch action of
 * what can be pressed). Those two texts are allowed by their digest, so inline styles as such stay forbidden.
 */
const libraryStyleDigests = [
  'sha256-pgvDUBa4IjFA2yuSJ2cqcyxmNYJMborsd0ORcRv9vw8=',
  'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=',
];

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${libraryStyleDigests.map((digest) => `'${digest}'`).join(' ')}`,
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const contentHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Rebuilt files keep their addresses only where the name has a digest in it; always ask.
  'Cache-Control': 'no-cache',
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface ContentFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The file behind an address path (still percent-encoded), or null where there is none to be had. */
export async function windowFile(folder: string, urlPath: string): Promise<ContentFile | null> {
  const path = decoded(urlPath === '/' ? '/index.html' : urlPath);
  const type = types[extname(path ?? '')];
  if (path === null || type === undefined) return null;
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
    // Compared after links and dots are resolved: nothing leads out of the folder.
    if (!real.startsWith(root + sep)) return null;
    return { type, bytes: await readFile(real) };
  } catch {
    return null;
  }
}

function decoded(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath);
    return /[\0\\:]/.test(path) ? null : path;
  } catch {
    return null;
  }
}
