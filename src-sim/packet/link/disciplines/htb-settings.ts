/** The class tree of a hierarchical token bucket, read and completed with the defaults of Linux's tc. */
import { type Checked, checked, unless, wholeNumber, wholeNumberOrNone } from './checked-settings.ts';
import { type ChildOfClass, readChildOfClass } from './children.ts';
import { tokenDepthProblem } from '../shapers/token-account.ts';

export interface HtbClass {
  /** Place of the parent in the list, before this one; -1: none. */
  readonly parent: number;
  /** What it gets in any case. */
  readonly rateBps: number;
  /** What it gets at most, with what its ancestors can lend. */
  readonly ceilBps: number;
  readonly burstBytes: number;
  readonly cburstBytes: number;
  /** Bytes in turn when several borrow from the same ancestor. */
  readonly quantumBytes: number;
  /** 0 is served first when there is something to borrow. */
  readonly priority: number;
}

export type GivenHtbClass = Pick<HtbClass, 'parent' | 'rateBps'> & Partial<HtbClass>;

export interface HtbSettings {
  readonly classes: readonly HtbClass[];
  /** Places of the classes without children, in their order. */
  readonly leaves: readonly number[];
  /** Counts leaves. */
  readonly childOfClass: ChildOfClass;
}

export const htbLevels = 8;
export const htbPriorities = 8;
const classesMax = 256;

/** tc's: what the rate gives in a timer tick of a millisecond, and a packet. */
const defaultBurst = (rateBps: number): number => Math.ceil(rateBps / 8000) + 1600;

/** tc's: a tenth of a second at the rate (r2q 10), which Linux keeps between 1000 and 200 000. */
const defaultQuantum = (rateBps: number): number =>
  Math.min(200_000, Math.max(1000, Math.floor(rateBps / 80)));

function completed(given: GivenHtbClass): HtbClass {
  const ceilBps = given.ceilBps ?? given.rateBps;
  return {
    ceilBps,
    burstBytes: defaultBurst(given.rateBps),
    cburstBytes: defaultBurst(ceilBps),
    quantumBytes: defaultQuantum(given.rateBps),
    priority: 0,
    ...given,
  };
}

export function readHtb(given: readonly GivenHtbClass[], childOfClass?: ChildOfClass): Checked<HtbSettings> {
  const classes = given.map(completed);
  const problems = [
    unless(
      classes.length >= 1 && classes.length <= classesMax,
      `HTB has from 1 to ${classesMax} classes, not ${classes.length}`,
    ),
    ...classes.flatMap(classProblems),
  ];
  const shape = checked(classes, ...problems);
  if (!shape.ok) return shape;
  const depths: number[] = [];
  for (const { parent } of classes) depths.push(parent < 0 ? 1 : depths[parent] + 1);
  const parents = new Set(classes.map(({ parent }) => parent));
  const leaves = classes.flatMap((_, place) => (parents.has(place) ? [] : [place]));
  const map = readChildOfClass(childOfClass, leaves.length, classesMax);
  if (!map.ok) return map;
  return checked(
    { classes, leaves, childOfClass: map.value },
    unless(Math.max(...depths) <= htbLevels, `the classes of HTB nest at most ${htbLevels} deep`),
  );
}

function classProblems(each: HtbClass, place: number): (string | null)[] {
  const of = `of HTB class ${place}`;
  return [
    unless(
      Number.isInteger(each.parent) && each.parent >= -1 && each.parent < place,
      `the parent ${of} must come before it in the list, or be -1 for none`,
    ),
    tokenDepthProblem(`the rate ${of}`, each.rateBps, `the burst ${of}`, each.burstBytes),
    tokenDepthProblem(`the ceiling ${of}`, each.ceilBps, `the ceiling burst ${of}`, each.cburstBytes),
    unless(
      each.ceilBps >= each.rateBps,
      `the ceiling ${of} (${each.ceilBps} bit/s) must not be below its rate (${each.rateBps} bit/s)`,
    ),
    wholeNumberOrNone(`the quantum ${of} in bytes`, each.quantumBytes, 1),
    wholeNumber(`the priority ${of}`, each.priority, 0, htbPriorities - 1),
  ];
}
