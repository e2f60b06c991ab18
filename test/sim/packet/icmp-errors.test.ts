import { describe, expect, it } from 'vitest';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

const ms = 1e6;

const chain = (counts = true): FabricDraft =>
  new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.1.1')
    .router('r', counts, '192.0.2.1')
    .link('a', 'r', { delayNs: ms })
    .link('r', 'b', { delayNs: ms })
    .route('r', '10.0.0.0/24', ['a']);

describe('a router', () => {
  it('tells the sender of what it has no way for, six at once and then one a second', () => {
    // 125 packets in a second, one every 8 ms, from 0 to 8 ms on: six messages at once; the second that has to pass for a
    // seventh is not over when the last packet comes.
    for (const end of ['none', 'unreachable', 'prohibit', 'no-neighbour'] as const) {
      const draft = chain().flow('f', 'a', 'b');
      if (end !== 'none') draft.route('r', '10.0.1.0/24', end);
      const { control, flows } = runFabric(draft.build());
      expect(control).toMatchObject({ injected: 6, delivered: 6 });
      expect(flows[0].delivered).toBe(0);
    }
  });

  it('says nothing about what a route is to drop in silence', () => {
    const { control } = runFabric(chain().route('r', '10.0.1.0/24', 'blackhole').flow('f', 'a', 'b').build());
    expect(control.injected).toBe(0);
  });

  it('says nothing if it is no hop, or was told to be silent', () => {
    expect(runFabric(chain(false).flow('f', 'a', 'b').build()).control.injected).toBe(0);
    const silent = chain().flow('f', 'a', 'b');
    silent.builder.setNode(silent.node('r'), { tellsErrors: false });
    expect(runFabric(silent.build()).control.injected).toBe(0);
  });

  it('tells of packets that have gone round too long', () => {
    const draft = chain().router('s', true, '192.0.2.2').link('r', 's', { delayNs: 1000 });
    draft.route('r', '10.0.1.0/24', ['s']).route('s', '10.0.1.0/24', ['r']).route('s', '10.0.0.0/24', ['r']);
    const { control, flows } = runFabric(draft.flow('f', 'a', 'b').build());
    expect(flows[0].lossByFate).toEqual({ 'ttl-exceeded': 125 });
    // 64 hops of a millisecond at first and a microsecond then: all in time for the limit of six.
    expect(control.delivered).toBe(6);
  });
});

describe('a connection', () => {
  it('ends its attempt when it hears that there is no way', () => {
    const { flows } = runFabric(chain().transfer('t', 'a', 'b').build());
    expect(flows[0].tcp?.state).toBe('unreachable');
    // One SYN, and the answer to it after two milliseconds.
    expect(flows[0].offered).toBe(1);
  });

  it('goes on trying where nobody tells it', () => {
    const draft = chain(false).transfer('t', 'a', 'b', { stopNs: 10e9 });
    const { flows } = runFabric(draft.build(1, 10e9));
    // SYN at 0, 1, 3 and 7 s (RFC 6298: the first timeout is 1 s, and each the double of the one before).
    expect(flows[0].offered).toBe(4);
    expect(flows[0].tcp?.state).toBe('syn-sent');
  });
});
