/** What the document says a wire does to packets, in numbers. Loss without bursts is a figure of every link. */
import type { LinkSpec } from '../../fabric/builder.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { given, ifWritten, writtenDuration, writtenPercent } from '../written.ts';

type Wire = RecordOf<'links'>;

export function lossFigures(wire: Wire): Partial<Pick<LinkSpec, 'loss' | 'impairments'>> {
  const { loss, corruption, duplication, reordering, jitter } = wire;
  const impairments = given({
    burstLoss: typeof loss === 'object' ? { mean: writtenPercent(loss.mean), burst: loss.burst } : undefined,
    bitErrorRate: corruption,
    duplication: ifWritten(duplication, writtenPercent),
    reordering: ifWritten(reordering, ({ share, delay, correlation, gap }) => ({
      share: writtenPercent(share),
      delayNs: writtenDuration(delay),
      ...given({ correlation: ifWritten(correlation, writtenPercent), gap }),
    })),
    jitter: ifWritten(jitter, ({ spread, distribution, keepOrder }) => ({
      shape: distribution ?? ('uniform' as const),
      spreadNs: writtenDuration(spread),
      keepOrder: keepOrder ?? false,
    })),
  });
  return {
    ...(typeof loss === 'string' ? { loss: writtenPercent(loss) } : {}),
    ...(Object.keys(impairments).length === 0 ? {} : { impairments }),
  };
}
