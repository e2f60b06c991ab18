/** Links that cannot be built as the fabric has them, each with the sentence of the part that refuses. */
import type { Fabric, Link } from '../fabric/fabric.ts';
import { disciplineOf } from './lay-out-disciplines.ts';
import { impairmentRefusals } from './lay-out-impairments.ts';
import type { ImpairmentPart } from './link/impairments/link-impairments.ts';

export interface LinkRefusal {
  readonly link: Link;
  readonly part: 'queue' | ImpairmentPart;
  readonly message: string;
}

export function linkRefusals(fabric: Fabric): LinkRefusal[] {
  return fabric.links.flatMap((link): LinkRefusal[] => {
    const both = link.queueBack === undefined ? [link] : [link, { ...link, queue: link.queueBack }];
    return [
      ...both.flatMap((way) => {
        const queue = disciplineOf(way);
        return queue.ok ? [] : [{ link, part: 'queue' as const, message: queue.message }];
      }),
      ...impairmentRefusals(link).map(({ part, message }) => ({ link, part, message })),
    ];
  });
}
