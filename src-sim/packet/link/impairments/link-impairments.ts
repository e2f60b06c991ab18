/**
 * All that one direction does to packets, decided in this order when a packet leaves: lost at random, lost in a burst,
 * damaged; then by how much it is late, and whether it comes twice. A packet that is lost or damaged has no copy; a copy is
 * late by its own chance. Every decision that is asked for draws whatever those before it said.
 *
 * Left out: anything that depends on where a packet goes or what is in it.
 */
import { type Checked, checked } from '../disciplines/checked-settings.ts';
import { isCorrupted, isLost } from '../packet-record.ts';
import type { Bits } from './chance.ts';
import { Corruption, readCorruption } from './corruption.ts';
import { Duplication, readDuplication } from './duplication.ts';
import { GilbertElliott, readBurstLoss } from './gilbert-elliott.ts';
import { Jitter, type JitterSettings, readJitter } from './jitter.ts';
import { RandomLoss, readRandomLoss } from './random-loss.ts';
import { readReordering, Reordering, type ReorderingSettings } from './reordering.ts';

export interface ImpairmentSettings {
  readonly loss?: number;
  readonly burstLoss?: { readonly mean: number; readonly burst: number };
  readonly bitErrorRate?: number;
  readonly duplication?: number;
  readonly reordering?: Pick<ReorderingSettings, 'delayNs' | 'probability'> & Partial<ReorderingSettings>;
  readonly jitter?: Omit<JitterSettings, 'keepOrder'> & Partial<JitterSettings>;
}

interface Chance {
  u32(): number;
}

type Build<T> = (() => T) | undefined;

/** Builders, because each direction has its own state. */
export interface ImpairmentParts {
  readonly loss: Build<RandomLoss>;
  readonly burstLoss: Build<GilbertElliott>;
  readonly corruption: Build<Corruption>;
  readonly duplication: Build<Duplication>;
  readonly reordering: Build<Reordering>;
  readonly jitter: Build<Jitter>;
}

export type ImpairmentPart = keyof ImpairmentParts;

type ReadPart<P extends ImpairmentPart> = Checked<ImpairmentParts[P]>;

/** Each part by itself, so that whoever tells the user can name it. */
export function readImpairments(given: ImpairmentSettings): { [P in ImpairmentPart]: ReadPart<P> } {
  const { loss, burstLoss, bitErrorRate, duplication, reordering, jitter } = given;
  return {
    loss: built(
      loss === undefined ? undefined : readRandomLoss({ probability: loss }),
      (settings) => new RandomLoss(settings),
    ),
    burstLoss: built(
      burstLoss === undefined ? undefined : readBurstLoss(burstLoss.mean, burstLoss.burst),
      (settings) => new GilbertElliott(settings),
    ),
    corruption: built(
      bitErrorRate === undefined ? undefined : readCorruption({ bitErrorRate }),
      (settings) => new Corruption(settings),
    ),
    duplication: built(
      duplication === undefined ? undefined : readDuplication({ probability: duplication }),
      (settings) => new Duplication(settings),
    ),
    reordering: built(
      reordering === undefined ? undefined : readReordering(reordering),
      (settings) => new Reordering(settings),
    ),
    jitter: built(jitter === undefined ? undefined : readJitter(jitter), (settings) => new Jitter(settings)),
  };
}

function built<S, T>(read: Checked<S> | undefined, build: (settings: S) => T): Checked<Build<T>> {
  if (read === undefined) return checked(undefined);
  return read.ok ? checked(() => build(read.value)) : read;
}

export class LinkImpairments {
  /** Whether packets can arrive in another order or number than they were sent. */
  readonly movesPackets: boolean;
  lost = 0;
  corrupted = 0;
  duplicated = 0;
  /** Packets that arrive after one that was sent behind them (RFC 4737 section 3). */
  reordered = 0;
  /** Of 32 random bits; kept, so that whoever copies the run finds it. */
  private readonly chance: Chance;
  private readonly bits: Bits;
  private readonly loss: RandomLoss | undefined;
  private readonly burstLoss: GilbertElliott | undefined;
  private readonly corruption: Corruption | undefined;
  private readonly duplication: Duplication | undefined;
  private readonly reordering: Reordering | undefined;
  private readonly jitter: Jitter | undefined;

  constructor(parts: ImpairmentParts, chance: Chance) {
    this.chance = chance;
    this.bits = () => this.chance.u32();
    this.loss = parts.loss?.();
    this.burstLoss = parts.burstLoss?.();
    this.corruption = parts.corruption?.();
    this.duplication = parts.duplication?.();
    this.reordering = parts.reordering?.();
    this.jitter = parts.jitter?.();
    this.movesPackets =
      this.duplication !== undefined || this.reordering !== undefined || this.jitter !== undefined;
  }

  /** What becomes of a packet on the way: a mark of the packet record, or 0. */
  damage(bytes: number): number {
    const { bits } = this;
    const atRandom = this.loss?.loses(bits) ?? false;
    const inBurst = this.burstLoss?.loses(bits) ?? false;
    const damaged = this.corruption?.damages(bytes, bits) ?? false;
    if (atRandom || inBurst) {
      this.lost++;
      return isLost;
    }
    if (!damaged) return 0;
    this.corrupted++;
    return isCorrupted;
  }

  /** When a packet arrives that left at `leftNs` and would otherwise arrive at `dueNs`. */
  arrivalNs(leftNs: number, dueNs: number): number {
    const late = dueNs + (this.reordering?.extraNs(this.bits) ?? 0);
    return this.jitter?.arrivalNs(leftNs, late, this.bits) ?? late;
  }

  /** Whether a packet comes twice, unless it is damaged. */
  duplicates(damage: number): boolean {
    const twice = (this.duplication?.duplicates(this.bits) ?? false) && damage === 0;
    if (twice) this.duplicated++;
    return twice;
  }
}
