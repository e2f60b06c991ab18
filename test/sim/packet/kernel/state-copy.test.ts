import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, StateCopier } from '../../../../src-sim/packet/kernel/state-copy.ts';

/** A little of everything that state is made of. */
class Machine {
  count = 0;
  ratio = 0.5;
  next: Machine | null = null;
  readonly list: unknown[] = [1, 2, 3];
  readonly map = new Map<unknown, unknown>([['a', 1]]);
  readonly set = new Set<unknown>([1, 'b']);
  numbers = new Float64Array(4);
  integers = new Int32Array(this.numbers.buffer);

  grow(): void {
    const { numbers } = this;
    this.numbers = new Float64Array(numbers.length * 2);
    this.numbers.set(numbers);
    this.integers = new Int32Array(this.numbers.buffer);
  }
}

describe('a copy of state', () => {
  it('writes fields, lists, maps, sets and bytes back into the objects they came from', () => {
    const machine = new Machine();
    const { list, map, set, numbers } = machine;
    machine.numbers[1] = 7.5;
    const copier = new StateCopier([machine]);
    const copy = copier.save();
    Object.assign(machine, { count: 9, ratio: 1 / 3, extra: 'later' });
    list.push(4, 5);
    list[0] = 'changed';
    map.clear();
    map.set('b', 2);
    set.add(3);
    numbers.fill(-1);
    copier.restore(copy);
    expect(machine).toMatchObject({ count: 0, ratio: 0.5 });
    expect('extra' in machine).toBe(false);
    expect([machine.list, machine.map, machine.set, machine.numbers]).toEqual([list, map, set, numbers]);
    expect(machine.list).toBe(list);
    expect(list).toEqual([1, 2, 3]);
    expect([...map]).toEqual([['a', 1]]);
    expect([...set]).toEqual([1, 'b']);
    expect([...numbers]).toEqual([0, 7.5, 0, 0]);
  });

  it('brings back lists that were replaced by bigger ones, and what shares their bytes', () => {
    const machine = new Machine();
    machine.integers[0] = 5;
    const { numbers } = machine;
    const copier = new StateCopier([machine]);
    const copy = copier.save();
    machine.grow();
    machine.numbers.fill(1);
    numbers.fill(2);
    copier.restore(copy);
    expect(machine.numbers).toBe(numbers);
    expect(machine.numbers.buffer).toBe(machine.integers.buffer);
    expect([...machine.integers]).toEqual([5, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('follows circles, and forgets what came about later', () => {
    const machine = new Machine();
    machine.next = new Machine();
    machine.next.next = machine;
    const { next } = machine;
    const copier = new StateCopier([machine]);
    const copy = copier.save();
    next.count = 3;
    machine.next = new Machine();
    copier.restore(copy);
    expect(machine.next).toBe(next);
    expect(next.count).toBe(0);
  });

  it('keeps places of a list that were empty', () => {
    const sparse: (number | undefined)[] = [];
    sparse[2] = 5;
    const copier = new StateCopier([sparse]);
    const copy = copier.save();
    sparse[0] = 1;
    sparse[3] = 4;
    copier.restore(copy);
    expect(Object.keys(sparse)).toEqual(['2']);
    expect(sparse.length).toBe(3);
  });

  it('leaves alone what it is told never changes', () => {
    const shared = { plan: { name: 'before' } };
    const machine = { plan: shared.plan, place: 0 };
    const copier = new StateCopier([machine], [shared]);
    const copy = copier.save();
    shared.plan.name = 'after';
    machine.place = 1;
    copier.restore(copy);
    expect(machine).toEqual({ plan: { name: 'after' }, place: 0 });
  });

  it('goes behind what is frozen', () => {
    const state = Object.freeze({ inner: { count: 0 } });
    const copier = new StateCopier([state]);
    const copy = copier.save();
    state.inner.count = 4;
    copier.restore(copy);
    expect(state.inner.count).toBe(0);
  });

  it('refuses kinds of objects whose state it cannot see', () => {
    for (const hidden of [new WeakMap(), [1].values(), /x/g, Promise.resolve()]) {
      expect(() => new StateCopier([{ hidden }]).save()).toThrow('state cannot be copied out of');
    }
  });

  it('can be restored any number of times, in any order', () => {
    const seed = 20261120;
    const doing = fc.oneof(
      fc.record({ act: fc.constant('write' as const), place: fc.nat(3), value: fc.double() }),
      fc.record({ act: fc.constant('push' as const), value: fc.string() }),
      fc.record({ act: fc.constant('set' as const), key: fc.nat(3), value: fc.integer() }),
      fc.record({ act: fc.constant('grow' as const) }),
      fc.record({ act: fc.constant('save' as const) }),
      fc.record({ act: fc.constant('restore' as const), which: fc.nat(9) }),
    );
    const shown = ({ list, map, numbers, integers }: Machine) =>
      structuredClone({ list, map, numbers: [...numbers], integers: [...integers] });
    fc.assert(
      fc.property(fc.array(doing, { maxLength: 60 }), (deeds) => {
        const machine = new Machine();
        const copier = new StateCopier([machine]);
        const copies = [{ copy: copier.save(), shows: shown(machine) }];
        for (const one of deeds) {
          if (one.act === 'write') machine.numbers[one.place] = one.value;
          else if (one.act === 'push') machine.list.push(one.value);
          else if (one.act === 'set') machine.map.set(one.key, one.value);
          else if (one.act === 'grow' && machine.numbers.length < 64) machine.grow();
          else if (one.act === 'save') copies.push({ copy: copier.save(), shows: shown(machine) });
          else if (one.act === 'restore') {
            const { copy, shows } = copies[one.which % copies.length];
            copier.restore(copy);
            expect(shown(machine)).toEqual(shows);
          }
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('what copies take', () => {
  it('is counted once where they share it', () => {
    const state = { big: new Float64Array(1 << 17), count: 0 };
    const copier = new StateCopier([state]);
    const first = copier.save();
    // 2^17 doubles are 1 MiB, 64 pages of 16 KiB, at least.
    const alone = bytesOf([first]);
    expect(alone).toBeGreaterThanOrEqual(2 ** 20);
    expect(bytesOf([first, copier.save()])).toBe(alone);
    // One double more changes one page: 16 KiB, the list of 64 pages again, and little else.
    state.big[0] = 1;
    const other = copier.save();
    const more = bytesOf([first, other]) - alone;
    expect([first.addedBytes, other.addedBytes]).toEqual([alone, more]);
    expect(more).toBeGreaterThanOrEqual(2 ** 14);
    expect(more).toBeLessThan(2 ** 14 + 64 * 16 + 1000);
  });
});
