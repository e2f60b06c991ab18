/** Ids for records out of names from elsewhere: unique in a document, and readable. */
const idLength = 70;

export class RecordNames {
  readonly #taken = new Set<string>();

  /** As like the name as an id can be. */
  idFor(name: string, prefix = ''): string {
    const plain = name
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9_-]+/gu, '-')
      .replaceAll(/^[-_]+|-+$/gu, '');
    const base = (prefix + (plain === '' ? 'x' : plain)).slice(0, idLength);
    let id = base;
    for (let n = 2; this.#taken.has(id); n++) id = `${base}-${n}`;
    this.#taken.add(id);
    return id;
  }
}
