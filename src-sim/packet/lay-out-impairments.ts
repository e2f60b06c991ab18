/** Which directions lose, damage, delay or double packets. Each has its own state and its own stream of chance. */
import type { Fabric, Link } from '../fabric/fabric.ts';
import { randomStream } from '../quantity/random.ts';
import type { Checked } from './link/disciplines/checked-settings.ts';
import {
  type ImpairmentPart,
  type ImpairmentSettings,
  LinkImpairments,
  readImpairments,
} from './link/impairments/link-impairments.ts';

export function layOutImpairments(fabric: Fabric, seed: number): (LinkImpairments | undefined)[] {
  return fabric.links.flatMap((link) => [0, 1].map((way) => impairmentsOf(link, way, seed)));
}

function impairmentsOf(link: Link, way: number, seed: number): LinkImpairments | undefined {
  const settings = impairmentSettings(link);
  if (Object.keys(settings).length === 0) return undefined;
  const read = readImpairments(settings);
  const certain = <T>(part: Checked<T>): T => {
    if (!part.ok) throw new RangeError(`link ${link.id} cannot be built: ${part.message}`);
    return part.value;
  };
  return new LinkImpairments(
    {
      loss: certain(read.loss),
      burstLoss: certain(read.burstLoss),
      corruption: certain(read.corruption),
      duplication: certain(read.duplication),
      reordering: certain(read.reordering),
      jitter: certain(read.jitter),
    },
    randomStream(seed, `link ${link.id} ${way}`),
  );
}

function impairmentSettings({ loss, impairments = {} }: Link): ImpairmentSettings {
  const { reordering, jitter, ...others } = impairments;
  return {
    ...(loss > 0 ? { loss } : {}),
    ...others,
    ...(reordering && { reordering: { ...reordering, probability: reordering.share } }),
    ...(jitter && { jitter: { ...jitter, jitterNs: jitter.spreadNs } }),
  };
}

/** What of a link's impairments cannot be built, and why. */
export function impairmentRefusals(
  link: Link,
): { readonly part: ImpairmentPart; readonly message: string }[] {
  const read = readImpairments(impairmentSettings(link));
  return Object.entries(read).flatMap(([part, outcome]) =>
    outcome.ok ? [] : [{ part: part as ImpairmentPart, message: outcome.message }],
  );
}
