import { describe, expect, it } from 'vitest';
import { Streams } from '../../../src-sim/packet/streams.ts';
import { addressOf, FabricDraft } from '../../support/fabric-builder.ts';

describe('streams that come about during a run', () => {
  it('keep what is known of each, however many there are', () => {
    const fabric = new FabricDraft().host('a', '10.0.0.1').host('b', '10.0.0.2').link('a', 'b').build();
    const streams = new Streams(fabric);
    const before = streams.count;
    // More than the room that a first growth makes, and than that of a second.
    const added = Array.from({ length: 200 }, (_, n) => {
      const header = {
        source: addressOf('10.0.0.1'),
        destination: addressOf(`10.0.1.${n}`),
        protocol: 'udp',
        sourcePort: n,
        port: 9,
      } as const;
      return streams.add({ header, sourceNode: 0, back: -1, like: -1 });
    });
    expect(added).toEqual(added.map((_, n) => before + n));
    for (const [n, stream] of added.entries()) {
      expect(streams.destinations[streams.destinationOf(stream)]).toEqual(addressOf(`10.0.1.${n}`));
      expect(streams.counterOf(stream)).toBe(streams.controlCounter);
    }
  });
});
