/** A copy of the bytes behind typed arrays, whichever and however many look at them, in pages that later copies share. */
import { partBytes, type StatePart, valueBytes } from './state-parts.ts';

/** Bytes copied, compared and shared together. Of big arrays little changes between two copies: counters of a few latencies. */
const pageBytes = 1 << 14;

export class BufferPart implements StatePart {
  readonly addedBytes: number;
  private readonly bytes: Uint8Array;
  private readonly pages: readonly Uint8Array[];

  private constructor(bytes: Uint8Array, pages: readonly Uint8Array[], before: BufferPart | undefined) {
    this.bytes = bytes;
    this.pages = pages;
    const own = pages.filter((page, number) => page !== before?.pages[number]);
    this.addedBytes = this.ownBytes + own.reduce((sum, page) => sum + pageSize(page), 0);
  }

  /** Pages that have not changed since an earlier part are its own; if none has, so is the whole. */
  static of(buffer: ArrayBuffer, before: BufferPart | undefined): BufferPart {
    const bytes = new Uint8Array(buffer);
    const pages = Array.from({ length: Math.ceil(bytes.length / pageBytes) }, (_, number) => {
      const page = pageOf(bytes, number);
      const known = before?.pages[number];
      return known !== undefined && areEqual(page, known) ? known : page.slice();
    });
    const isSame = before !== undefined && pages.every((page, number) => page === before.pages[number]);
    return isSame ? before : new BufferPart(bytes, pages, before);
  }

  isCurrent(): boolean {
    return this.pages.every((page, number) => areEqual(pageOf(this.bytes, number), page));
  }

  restore(): void {
    for (const [number, page] of this.pages.entries()) this.bytes.set(page, number * pageBytes);
  }

  *pieces(): Iterable<[object, number]> {
    yield [this, this.ownBytes];
    for (const page of this.pages) yield [page, pageSize(page)];
  }

  private get ownBytes(): number {
    return partBytes + this.pages.length * valueBytes;
  }
}

const pageSize = (page: Uint8Array): number => partBytes + page.length;

const pageOf = (bytes: Uint8Array, number: number): Uint8Array =>
  bytes.subarray(number * pageBytes, (number + 1) * pageBytes);

/** Both begin at a multiple of four bytes. */
function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  const words = a.length >> 2;
  const [wordsA, wordsB] = [a, b].map((bytes) => new Int32Array(bytes.buffer, bytes.byteOffset, words));
  for (let i = 0; i < words; i++) if (wordsA[i] !== wordsB[i]) return false;
  for (let i = words << 2; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
