// Translations in a few words, for fabrics without a document.
import type {
  DestinationTranslation,
  SourceTranslation,
  StaticTranslation,
} from '../../src-sim/fabric/translation.ts';
import { addressOf, origin } from './fabric-builder.ts';

const any = {
  from: [],
  to: [],
  protocol: 'any',
  portFrom: 0,
  portTo: 65535,
  sentence: 'translates',
  origin: origin('nat', 'translation'),
} as const;

const day = 86_400e9;

export const sourceTranslation = (
  port: number,
  pool: readonly string[],
  figures: Partial<SourceTranslation> = {},
): SourceTranslation => ({
  ...any,
  kind: 'source',
  port,
  pool: pool.map(addressOf),
  poolPortFrom: 1024,
  poolPortTo: 65535,
  reuse: 'per-destination',
  idleNs: { tcp: day, udp: day, icmp: day },
  ...figures,
});

export const destinationTranslation = (
  port: number,
  targets: readonly string[],
  figures: Partial<DestinationTranslation> = {},
): DestinationTranslation => ({
  ...any,
  kind: 'destination',
  port,
  targets: targets.map((target) => ({ address: addressOf(target), port: 0 })),
  ...figures,
});

export const staticTranslation = (port: number, inner: string, outer: string): StaticTranslation => ({
  ...any,
  kind: 'static',
  port,
  inner: addressOf(inner),
  outer: addressOf(outer),
});
