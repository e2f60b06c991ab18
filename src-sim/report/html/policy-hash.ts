/** A SHA-256 in base64 (RFC 4648 section 4), as a content security policy names what it allows inline. */
import { sha256 } from '../../quantity/sha256.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** 32 bytes are ten groups of three and one of two, so a last group of 16 bits and one padding character. */
export function policyHash(text: string): string {
  const hex = sha256(text);
  let base64 = '';
  for (let at = 0; at < hex.length; at += 6) {
    const group = Number.parseInt(hex.slice(at, at + 6).padEnd(6, '0'), 16);
    for (const shift of [18, 12, 6, 0]) base64 += ALPHABET[(group >>> shift) & 63];
  }
  return `'sha256-${base64.slice(0, -1)}='`;
}
