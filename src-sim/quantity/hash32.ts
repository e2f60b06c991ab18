/** Two 32-bit hashes whose results are the same everywhere: FNV-1a over UTF-8, and murmur3's finaliser. */

/** FNV-1a, 32 bits (RFC 9923: offset basis 0x811C9DC5, prime 0x01000193) over the UTF-8 bytes of a text. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  const eat = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  for (const character of text) {
    const c = character.codePointAt(0)!;
    if (c < 0x80) eat(c);
    else if (c < 0x800) {
      eat(0xc0 | (c >> 6));
      eat(0x80 | (c & 63));
    } else {
      if (c < 0x10000) eat(0xe0 | (c >> 12));
      else {
        eat(0xf0 | (c >> 18));
        eat(0x80 | ((c >> 12) & 63));
      }
      eat(0x80 | ((c >> 6) & 63));
      eat(0x80 | (c & 63));
    }
  }
  return hash >>> 0;
}

/** The finaliser of MurmurHash3 (32 bits): a bijection in which every input bit sways every output bit. */
export function fmix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
