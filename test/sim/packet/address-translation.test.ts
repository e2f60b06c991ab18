import { describe, expect, it } from 'vitest';
import type { SourceTranslation, Translation } from '../../../src-sim/fabric/translation.ts';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import type { RunResult } from '../../../src-sim/packet/run-result.ts';
import { addressOf, FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';
import { destinationTranslation, sourceTranslation, staticTranslation } from '../../support/translations.ts';

const ms = 1e6;
const pool = '203.0.113.7';

/** Machines a and b behind the router r, which translates towards the server s. */
function lab(translations: (out: number) => readonly Translation[]): FabricDraft {
  const draft = new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.0.2')
    .host('s', '198.51.100.1')
    .router('r', true, pool)
    .link('a', 'r', { delayNs: ms })
    .link('b', 'r', { delayNs: ms })
    .link('r', 's', { delayNs: ms })
    .route('r', '10.0.0.1/32', ['a'])
    .route('r', '10.0.0.2/32', ['b'])
    .route('r', '198.51.100.0/24', ['s']);
  draft.builder.setNode(draft.node('r'), { translations: translations(draft.port('r', 's')) });
  return draft;
}

const natted = (figures: Partial<SourceTranslation> = {}): FabricDraft =>
  lab((out) => [sourceTranslation(out, [pool], figures)]);

const flowOf = (result: RunResult, id: string) => result.flows.find((flow) => flow.id === id)!;

/** Lets in only what comes from the address of the pool. */
const fromPool = {
  id: 'guard',
  stateful: false,
  tracker: 'guard',
  otherwise: 'nothing else',
  origin: origin('guard'),
  rules: [
    {
      allow: true,
      from: [prefixOf(`${pool}/32`)],
      to: [],
      protocol: 'any' as const,
      portFrom: 0,
      portTo: 65535,
      sentence: '',
      origin: origin('rule'),
    },
  ],
};

describe('source translation in a run', () => {
  it('shows the outside the address of the pool', () => {
    const plain = lab(() => [])
      .filter('s', 'r', 'ingress', fromPool)
      .flow('f', 'a', 's')
      .build();
    const translated = natted().filter('s', 'r', 'ingress', fromPool).flow('f', 'a', 's').build();
    // 1 Mbit/s of 8,000 bit for a second: 125 packets.
    expect(flowOf(runFabric(plain), 'f').lossByFate).toEqual({ denied: 125 });
    expect(flowOf(runFabric(translated), 'f').delivered).toBe(125);
  });

  it('brings answers back: two machines finish their transfers through one address', () => {
    const fabric = natted({ poolPortFrom: 5000, poolPortTo: 5001 })
      .filter('s', 'r', 'ingress', fromPool)
      .transfer('x', 'a', 's', { transferBytes: 100_000 })
      .transfer('y', 'b', 's', { transferBytes: 100_000 })
      .build();
    const result = runFabric(fabric);
    for (const id of ['x', 'y']) {
      expect(flowOf(result, id).tcp?.deliveredBytes).toBe(100_000);
      expect(flowOf(result, id).tcp?.state).not.toBe('timeout');
    }
  });

  it('answers echo requests through the pool as well', () => {
    const fabric = natted()
      .filter('s', 'r', 'ingress', fromPool)
      .flow('ping', 'a', 's', { pattern: 'echo', intervalNs: 100 * ms, requests: 5 } as object)
      .build();
    const ping = flowOf(runFabric(fabric), 'ping');
    expect(ping.delivered).toBe(5);
  });

  it('refuses what it has no port for, and everything of it', () => {
    // One port, one destination and port: the second machine gets none. 125 packets each.
    const fabric = natted({ poolPortTo: 1024 }).flow('x', 'a', 's').flow('y', 'b', 's').build();
    const result = runFabric(fabric);
    const ends = ['x', 'y'].map((id) => flowOf(result, id));
    expect(ends.map(({ delivered }) => delivered).sort((a, b) => a - b)).toEqual([0, 125]);
    expect(ends.find(({ delivered }) => delivered === 0)?.lossByFate).toEqual({ 'ports-exhausted': 125 });
  });

  it('gives the port to another once it has been idle for its time', () => {
    // x stops at 0.2 s; y sends from 0.5 s to 1 s. With 400 ms of idle time the port is free from 0.6 s on: of y's
    // 62 or 63 packets, 8 ms apart, those of the last 0.4 s get through: 50, one more or less.
    const idle = 400 * ms;
    const fabric = natted({ poolPortTo: 1024, idleNs: { tcp: idle, udp: idle, icmp: idle } })
      .flow('x', 'a', 's', { stopNs: 200 * ms })
      .flow('y', 'b', 's', { startNs: 500 * ms })
      .build();
    const y = flowOf(runFabric(fabric), 'y');
    expect(Math.abs(y.delivered - 50)).toBeLessThanOrEqual(1);
    expect(y.lossByFate['ports-exhausted']).toBe(y.offered - y.delivered);
  });

  it('gives a closed connection 120 s before its port is free, whatever its idle time', () => {
    const fabric = natted({ poolPortTo: 1024 })
      .transfer('x', 'a', 's', { transferBytes: 1000 })
      .flow('y', 'b', 's', { protocol: 'tcp', port: 5001, startNs: 118e9, stopNs: 124e9 })
      .build(1, 124e9);
    // x closes within a few milliseconds of its start, so that y is refused for 2 of its 6 seconds, or a little more.
    const y = flowOf(runFabric(fabric), 'y');
    // 125 packets a second: 250 refused; closing takes less than 100 ms, another 12.
    expect(y.lossByFate['ports-exhausted']).toBeGreaterThanOrEqual(249);
    expect(y.lossByFate['ports-exhausted']).toBeLessThan(263);
  });

  it('leads messages about a translated packet back to who sent it', () => {
    // Beyond the translating router a link carries 800 B: a router there says so to the address of the pool.
    const draft = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('s', '198.51.100.1')
      .router('r', true, pool)
      .router('far', true, '192.0.2.1')
      .router('near', true, '192.0.2.2')
      .link('a', 'r', { delayNs: ms })
      .link('r', 'far', { delayNs: ms })
      .link('far', 'near', { delayNs: ms, mtu: 800 })
      .link('near', 's', { delayNs: ms })
      .route('r', '10.0.0.0/24', ['a'])
      .route('r', '198.51.100.0/24', ['far'])
      .route('far', '198.51.100.0/24', ['near'])
      .route('near', '198.51.100.0/24', ['s'])
      .route('near', '203.0.113.0/24', ['far'])
      .route('far', '203.0.113.0/24', ['r'])
      .transfer('x', 'a', 's', { transferBytes: 100_000 });
    draft.builder.setNode(draft.node('r'), {
      translations: [sourceTranslation(draft.port('r', 'far'), [pool])],
    });
    const x = flowOf(runFabric(draft.build()), 'x');
    expect(x.tcp?.deliveredBytes).toBe(100_000);
    expect(x.lossByFate['too-big']).toBeGreaterThan(0);
  });
});

describe('static translation in a run', () => {
  it('is one for one, ports untouched, with answers', () => {
    const fabric = lab((out) => [staticTranslation(out, '10.0.0.1', pool)])
      .filter('s', 'r', 'ingress', fromPool)
      .transfer('x', 'a', 's', { transferBytes: 50_000 })
      .flow('y', 'b', 's')
      .build();
    const result = runFabric(fabric);
    expect(flowOf(result, 'x').tcp?.deliveredBytes).toBe(50_000);
    expect(flowOf(result, 'y').lossByFate).toEqual({ denied: 125 });
  });
});

describe('destination translation in a run', () => {
  const published = (targets: readonly string[]) =>
    lab((out) => [
      destinationTranslation(out, targets, {
        to: [prefixOf(`${pool}/32`)],
        protocol: 'tcp',
        portFrom: 80,
        portTo: 443,
      }),
    ]);
  const toPool = { address: addressOf(pool), transferBytes: 50_000 };

  it('leads connections to a published port to the machine behind it, and their answers back', () => {
    const fabric = published(['10.0.0.1'])
      .transfer('in', 's', 'a', { ...toPool, port: 80 })
      .build();
    expect(flowOf(runFabric(fabric), 'in').tcp?.deliveredBytes).toBe(50_000);
  });

  it('takes nothing at other ports: the address is the router, and nobody has it behind', () => {
    const fabric = published(['10.0.0.1'])
      .flow('in', 's', 'a', { address: addressOf(pool), protocol: 'tcp', port: 22 })
      .build();
    expect(flowOf(runFabric(fabric), 'in').lossByFate).toEqual({ 'no-route': 125 });
  });

  it('shares connections over the machines behind it', () => {
    const draft = published(['10.0.0.1', '10.0.0.2']);
    for (let n = 0; n < 32; n++) {
      draft.transfer(`in${n}`, 's', 'a', { address: addressOf(pool), port: 100 + n, transferBytes: 1000 });
    }
    const result = runFabric(draft.build());
    for (const flow of result.flows) expect(flow.tcp?.deliveredBytes).toBe(1000);
    // Both cables carry connections: all 32 at one of two machines by fair choice have a probability of 2^-31.
    for (const id of ['a-r:r>a', 'b-r:r>b']) {
      expect(result.links.find((link) => link.id === id)?.packets).toBeGreaterThan(0);
    }
  });

  it('works together with source translation: a machine inside reaches another by the published address', () => {
    // b asks for the pool's address, comes in from inside, and is sent back inside with the router's own address as its
    // source (RFC 4787 section 6, hairpinning), so that the answers come back the same way.
    const draft = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .router('r', true, pool)
      .link('a', 'r', { delayNs: ms })
      .link('b', 'r', { delayNs: ms })
      .route('r', '10.0.0.1/32', ['a'])
      .route('r', '10.0.0.2/32', ['b'])
      .filter('a', 'r', 'ingress', fromPool)
      .transfer('t', 'b', 'a', { ...toPool, port: 80 });
    draft.builder.setNode(draft.node('r'), {
      translations: [
        destinationTranslation(draft.port('r', 'b'), ['10.0.0.1'], { to: [prefixOf(`${pool}/32`)] }),
        sourceTranslation(draft.port('r', 'a'), [pool]),
      ],
    });
    expect(flowOf(runFabric(draft.build()), 't').tcp?.deliveredBytes).toBe(50_000);
  });
});
