/** Values of a template's parameters by name. Asking for one that is not declared, or as another kind, is a programming error. */

export class Values {
  readonly #given: ReadonlyMap<string, number | string>;

  constructor(given: ReadonlyMap<string, number | string>) {
    this.#given = given;
  }

  number(name: string): number {
    const value = this.#given.get(name);
    if (typeof value !== 'number') throw new RangeError(`the template declares no number ${name}`);
    return value;
  }

  text(name: string): string {
    const value = this.#given.get(name);
    if (typeof value !== 'string') throw new RangeError(`the template declares no text ${name}`);
    return value;
  }
}
