import { describe, expect, it } from 'vitest';
import { factsOf, verdictOf } from '../../src-renderer/panels/flow-sentences.ts';
import { type FlowResult, runFabric } from '../../src-sim/index.ts';
import { FabricDraft } from '../support/fabric-builder.ts';

const plain: FlowResult = runFabric(
  new FabricDraft().host('a', '10.0.0.1').host('b', '10.0.0.2').link('a', 'b').flow('f', 'a', 'b').build(),
).flows[0];

describe('the verdict on a flow', () => {
  it('is that all arrived where all did', () => {
    // 1 Mbit/s in packets of 8,000 bit for a second.
    expect(verdictOf(plain)).toBe('All 125 packets arrived.');
  });

  it('names what was lost and why, the most frequent reason first', () => {
    const lossy = { ...plain, offered: 200, delivered: 190, lossByFate: { 'link-loss': 2, 'queue-full': 8 } };
    // 10 of 200 are 5 %.
    expect(verdictOf(lossy)).toMatch(/^5 % of 200 packets were lost \(8: .*; 2: .*\)\.$/);
  });

  it('tells of losses among the answers, too', () => {
    const back = {
      offered: 100,
      delivered: 99,
      inFlight: 0,
      lossByFate: { 'queue-full': 1 },
      latencyNs: null,
      waterfallNs: null,
    };
    expect(verdictOf({ ...plain, back })).toMatch(/^All 125 packets arrived\. 1 % of 100 answers were lost/);
  });

  it('says what was under way at the instant', () => {
    expect(verdictOf({ ...plain, offered: 130, inFlight: 5 })).toBe(
      'Of 130 packets 125 arrived, none was lost. 5 were still under way.',
    );
  });
});

describe('the facts of a flow', () => {
  it('are those that were measured: of plain packets, jitter alone', () => {
    expect(factsOf(plain).map(([title]) => title)).toEqual(['Jitter']);
  });
});
