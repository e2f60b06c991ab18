import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FabricNode } from '../../../src-sim/fabric/fabric.ts';
import { answerTo, type PacketHeader } from '../../../src-sim/fabric/filter-verdict.ts';
import {
  answerEntering,
  answerLeaving,
  changeEntering,
  changeLeaving,
  headersFor,
  preferredPort,
} from '../../../src-sim/fabric/translate.ts';
import type { Translation } from '../../../src-sim/fabric/translation.ts';
import { addressOf, origin, prefixOf } from '../../support/fabric-builder.ts';

const inside = 0;
const outside = 1;

const any = {
  from: [],
  to: [],
  protocol: 'any',
  portFrom: 0,
  portTo: 65535,
  sentence: '',
  origin: origin('nat'),
} as const;

const source: Translation = {
  ...any,
  kind: 'source',
  port: outside,
  from: [prefixOf('10.0.0.0/8')],
  pool: ['203.0.113.7', '203.0.113.8'].map(addressOf),
  poolPortFrom: 1024,
  poolPortTo: 65535,
  reuse: 'per-destination',
  idleNs: { tcp: 1, udp: 1, icmp: 1 },
};
const destination: Translation = {
  ...any,
  kind: 'destination',
  port: outside,
  to: [prefixOf('203.0.113.7/32')],
  protocol: 'tcp',
  portFrom: 80,
  portTo: 80,
  targets: [{ address: addressOf('10.0.0.5'), port: 8080 }],
};
const elastic: Translation = {
  ...any,
  kind: 'static',
  port: outside,
  inner: addressOf('10.0.0.9'),
  outer: addressOf('203.0.113.9'),
};

const node = (...translations: Translation[]): FabricNode => ({
  id: 'nat',
  role: 'router',
  origin: origin('nat'),
  ports: [inside, outside],
  table: 0,
  addresses: [],
  decrementsTtl: true,
  translations,
});

const header = (from: string, sourcePort: number, to: string, port: number): PacketHeader => ({
  source: addressOf(from),
  destination: addressOf(to),
  protocol: 'tcp',
  sourcePort,
  port,
});

describe('source translation', () => {
  it('keeps the source port where the pool has it', () => {
    const out = changeLeaving(node(source), outside, header('10.0.0.4', 49152, '198.51.100.1', 443));
    expect(out?.header).toEqual(header('203.0.113.7', 49152, '198.51.100.1', 443));
  });

  it('begins the search for a port outside the pool at its remainder', () => {
    // The pool 1024..1033 has 10 ports: 49152 mod 10 = 2 leads to 1026.
    expect(preferredPort({ poolPortFrom: 1024, poolPortTo: 1033 }, 49152)).toBe(1026);
  });

  it('leaves alone what leaves by another port, comes from elsewhere, or is of another family', () => {
    const nat = node(source);
    expect(changeLeaving(nat, inside, header('10.0.0.4', 1, '10.0.0.5', 2))).toBeNull();
    expect(changeLeaving(nat, outside, header('192.0.2.4', 1, '198.51.100.1', 2))).toBeNull();
    const wide = node({ ...source, from: [] });
    expect(changeLeaving(wide, outside, header('2001:db8::1', 1, '2001:db8::2', 2))).toBeNull();
  });

  it('lets nobody in by itself', () => {
    expect(
      changeEntering(node(source), outside, header('198.51.100.1', 443, '203.0.113.7', 49152)),
    ).toBeNull();
  });
});

describe('destination translation', () => {
  it('leads a published port to its target, and no other port', () => {
    const nat = node(destination);
    const request = header('198.51.100.1', 50000, '203.0.113.7', 80);
    expect(changeEntering(nat, outside, request)?.header).toEqual(
      header('198.51.100.1', 50000, '10.0.0.5', 8080),
    );
    expect(changeEntering(nat, outside, { ...request, port: 81 })).toBeNull();
    expect(changeEntering(nat, inside, request)).toBeNull();
  });

  it('keeps the port where the target names none', () => {
    const nat = node({ ...destination, targets: [{ address: addressOf('10.0.0.5'), port: 0 }] });
    expect(changeEntering(nat, outside, header('198.51.100.1', 50000, '203.0.113.7', 80))?.header.port).toBe(
      80,
    );
  });

  it('shares connections over several targets, each staying with its own', () => {
    const shared = {
      ...destination,
      targets: ['10.0.0.5', '10.0.0.6'].map((text) => ({ address: addressOf(text), port: 0 })),
    };
    const chosen = Array.from({ length: 64 }, (_, n) => {
      const request = header('198.51.100.1', 50000 + n, '203.0.113.7', 80);
      const first = changeEntering(node(shared), outside, request)?.header;
      expect(changeEntering(node(shared), outside, request)?.header).toEqual(first);
      expect(headersFor(shared, request)).toContainEqual(first);
      return first?.destination.bits;
    });
    // All 64 at one of two targets by fair choice: 2^-63.
    expect(new Set(chosen).size).toBe(2);
  });
});

describe('static translation', () => {
  it('works both ways and leaves the ports alone', () => {
    const nat = node(elastic);
    const out = header('10.0.0.9', 49152, '198.51.100.1', 443);
    const outer = header('203.0.113.9', 49152, '198.51.100.1', 443);
    expect(changeLeaving(nat, outside, out)?.header).toEqual(outer);
    expect(changeEntering(nat, outside, answerTo(outer))?.header).toEqual(answerTo(out));
  });

  it('holds both ways for the far ends it names only', () => {
    const nat = node({ ...elastic, to: [prefixOf('198.51.100.0/24')] });
    const far = header('192.0.2.1', 443, '203.0.113.9', 1);
    expect(changeEntering(nat, outside, far)).toBeNull();
    expect(changeLeaving(nat, outside, header('10.0.0.9', 1, '192.0.2.1', 443))).toBeNull();
  });

  it('comes in its place among the others: the first that matches decides', () => {
    const packet = header('10.0.0.9', 49152, '198.51.100.1', 443);
    expect(changeLeaving(node(elastic, source), outside, packet)?.translation.kind).toBe('static');
    expect(changeLeaving(node(source, elastic), outside, packet)?.translation.kind).toBe('source');
  });
});

describe('answers', () => {
  const ports = fc.integer({ min: 0, max: 65535 });

  it('to a connection translated at both ends undo the last translation first', () => {
    // A machine inside asks for the published address: hairpin (RFC 4787 section 6).
    const arrived = header('10.0.0.4', 50000, '203.0.113.7', 80);
    const routed = header('10.0.0.4', 50000, '10.0.0.5', 8080);
    const sent = header('203.0.113.7', 50000, '10.0.0.5', 8080);
    const passage = { arrived, routed, sent };
    const entered = answerEntering(passage, header('10.0.0.5', 8080, '203.0.113.7', 50000));
    expect(entered).toEqual(header('10.0.0.5', 8080, '10.0.0.4', 50000));
    expect(answerLeaving(passage, entered!)).toEqual(header('203.0.113.7', 80, '10.0.0.4', 50000));
  });

  it('arrive as answers to what was asked, whatever was made of the question', () => {
    const nat = node(destination, source);
    const addresses = fc.constantFrom('10.0.0.4', '10.0.0.5', '198.51.100.1', '203.0.113.7');
    fc.assert(
      fc.property(addresses, ports, addresses, ports, (from, sourcePort, to, port) => {
        const arrived = header(from, sourcePort, to, port);
        const routed = changeEntering(nat, outside, arrived)?.header ?? arrived;
        const sent = changeLeaving(nat, outside, routed)?.header ?? routed;
        const passage = { arrived, routed, sent };
        const back = answerEntering(passage, answerTo(sent));
        expect(answerLeaving(passage, back!)).toEqual(answerTo(arrived));
      }),
      { seed: 4787 },
    );
  });

  it('of somebody else are not taken for them', () => {
    const arrived = header('10.0.0.4', 50000, '198.51.100.1', 443);
    const sent = header('203.0.113.7', 50000, '198.51.100.1', 443);
    const passage = { arrived, routed: arrived, sent };
    expect(answerEntering(passage, header('198.51.100.2', 443, '203.0.113.7', 50000))).toBeNull();
    expect(answerEntering(passage, header('198.51.100.1', 443, '203.0.113.7', 50001))).toBeNull();
  });
});
