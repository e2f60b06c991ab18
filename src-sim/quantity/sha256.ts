/** SHA-256 (FIPS 180-4, sections 5 and 6.2) of a text's UTF-8 bytes: names a document in reports and keys of results. */
const roundConstants = fractions(64, 3);
const initialState = fractions(8, 2);

/** First 32 bits of the fractional parts of the roots of the first primes, exactly, by integer root (section 4.2.2, 5.3.3). */
function fractions(count: number, degree: 2 | 3): Uint32Array {
  const words = new Uint32Array(count);
  for (let prime = 2, found = 0; found < count; prime++) {
    let divisor = 2;
    while (prime % divisor !== 0) divisor++;
    if (divisor !== prime) continue;
    words[found++] = Number(BigInt.asUintN(32, integerRoot(BigInt(prime) << BigInt(32 * degree), degree)));
  }
  return words;
}

function integerRoot(value: bigint, degree: 2 | 3): bigint {
  let low = 0n;
  let high = 1n << 40n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** BigInt(degree) <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

export function sha256(text: string): string {
  const message = padded(utf8(text));
  const view = new DataView(message.buffer);
  const state = initialState.slice();
  const schedule = new Uint32Array(64);
  for (let block = 0; block < message.length; block += 64) {
    for (let t = 0; t < 16; t++) schedule[t] = view.getUint32(block + 4 * t);
    for (let t = 16; t < 64; t++) {
      const w15 = schedule[t - 15];
      const w2 = schedule[t - 2];
      const small0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
      const small1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
      schedule[t] = schedule[t - 16] + small0 + schedule[t - 7] + small1;
    }
    compress(state, schedule);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

function compress(state: Uint32Array, schedule: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t++) {
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + big1 + ((e & f) ^ (~e & g)) + roundConstants[t] + schedule[t]) | 0;
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] += word;
}

function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const bits = new DataView(message.buffer);
  bits.setUint32(message.length - 8, Math.floor(bytes.length / 2 ** 29));
  bits.setUint32(message.length - 4, (bytes.length * 8) >>> 0);
  return message;
}

function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    const c = character.codePointAt(0)!;
    if (c < 0x80) bytes[length++] = c;
    else if (c < 0x800) {
      bytes[length++] = 0xc0 | (c >> 6);
      bytes[length++] = 0x80 | (c & 63);
    } else if (c < 0x10000) {
      bytes[length++] = 0xe0 | (c >> 12);
      bytes[length++] = 0x80 | ((c >> 6) & 63);
      bytes[length++] = 0x80 | (c & 63);
    } else {
      bytes[length++] = 0xf0 | (c >> 18);
      bytes[length++] = 0x80 | ((c >> 12) & 63);
      bytes[length++] = 0x80 | ((c >> 6) & 63);
      bytes[length++] = 0x80 | (c & 63);
    }
  }
  return bytes.subarray(0, length);
}
