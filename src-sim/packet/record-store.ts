/** What packets of one kind carry, as records of 32-bit integers with a list of free places; a packet knows its place. */
export class RecordStore {
  integers: Int32Array;
  private readonly each: number;
  private readonly free: number[] = [];
  private used = 0;

  constructor(integersEach: number) {
    this.each = integersEach;
    this.integers = new Int32Array(64 * integersEach);
  }

  take(): number {
    const place = this.free.pop() ?? this.used++;
    if ((place + 1) * this.each > this.integers.length) {
      const { integers } = this;
      this.integers = new Int32Array(integers.length * 2);
      this.integers.set(integers);
    }
    return place;
  }

  release(place: number): void {
    this.free.push(place);
  }

  get(place: number, field: number): number {
    return this.integers[place * this.each + field];
  }

  set(place: number, field: number, value: number): void {
    this.integers[place * this.each + field] = value;
  }
}
