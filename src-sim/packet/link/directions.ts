/**
 * The directions of all links: number 2 l leads from the first port of link l to its second, 2 l + 1 back. A direction is a
 * drop-tail FIFO in front of a transmitter of fixed rate, then a delay; what is beyond that is kept beside the record.
 */
import * as D from './direction-record.ts';

export class Directions {
  readonly count: number;
  readonly numbers: Float64Array;
  readonly integers: Int32Array;

  constructor(count: number) {
    this.count = count;
    this.numbers = new Float64Array(count * D.numbersEach);
    this.integers = new Int32Array(this.numbers.buffer);
    for (let direction = 0; direction < count; direction++) {
      for (const field of [D.sizeSent, D.waiting, D.tail, D.head]) this.setInteger(direction, field, -1);
      this.setInteger(direction, D.state, D.isUp);
    }
  }

  number(direction: number, field: number): number {
    return this.numbers[direction * D.numbersEach + field];
  }

  setNumber(direction: number, field: number, value: number): void {
    this.numbers[direction * D.numbersEach + field] = value;
  }

  integer(direction: number, field: number): number {
    return this.integers[direction * D.integersEach + field];
  }

  setInteger(direction: number, field: number, value: number): void {
    this.integers[direction * D.integersEach + field] = value;
  }

  setUp(direction: number, up: boolean): void {
    const state = this.integer(direction, D.state);
    this.setInteger(direction, D.state, up ? state | D.isUp : state & ~D.isUp);
  }
}
