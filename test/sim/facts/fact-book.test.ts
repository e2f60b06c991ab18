import { describe, expect, it } from 'vitest';
import { checkOverride, factBook } from '../../../src-sim/facts/fact-book.ts';
import { publishedFacts } from '../../../src-sim/facts/published-facts.ts';

describe('the published facts', () => {
  it('have ids that are unique across all files', () => {
    const ids = publishedFacts.map((fact) => fact.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('each name a source, its address, a date and how far to trust it', () => {
    for (const fact of publishedFacts) {
      expect(fact.source.title, fact.id).not.toBe('');
      expect(fact.source.url, fact.id).toMatch(/^https?:\/\//u);
      expect(fact.asOf, fact.id).toMatch(/^(?:\d{4}(?:-\d{2})?|unknown)$/u);
      expect(fact.confidence, fact.id).toMatch(
        /^(?:verified|standard|secondary|dated|derived|computed|unverified|general)$/u,
      );
      expect(fact.title, fact.id).not.toBe('');
    }
  });

  it('are finite numbers with a unit, or texts without one', () => {
    for (const fact of publishedFacts) {
      if (typeof fact.value === 'number') {
        expect(Number.isFinite(fact.value) && fact.value >= 0, fact.id).toBe(true);
        expect(fact.unit, fact.id).not.toBe('');
      } else {
        expect(fact.value.trim(), fact.id).not.toBe('');
        expect(fact.unit, fact.id).toBe('');
      }
      expect(fact.published, fact.id).toBe(fact.value);
      expect(fact.overridden, fact.id).toBe(false);
    }
  });

  it('agree with the header layouts of the standards', () => {
    const book = factBook();
    // VXLAN (RFC 7348): IPv4 20 + UDP 8 + VXLAN 8 + inner Ethernet 14 = 50; IPv6 is 20 bytes longer.
    expect(book.number('encap.vxlan.ipMtuOverhead.ipv4', 'bytes')).toBe(50);
    expect(book.number('encap.vxlan.ipMtuOverhead.ipv6', 'bytes')).toBe(70);
    expect(book.number('encap.vxlan.port.udpDestination', 'port')).toBe(4789);
    // GRE (RFC 2784) without options: IPv4 20 + GRE 4.
    expect(book.number('encap.gre.ipMtuOverhead.ipv4', 'bytes')).toBe(24);
    // Ethernet itself takes nothing from the IP MTU, for either family.
    expect(book.number('encap.ethernet.ipMtuOverhead.ipv6', 'bytes')).toBe(0);
    // AES-GCM in ESP (RFC 4106): IV 8, ICV 16.
    expect(book.number('encap.ipsec-esp-tunnel.aes-gcm-16.ivBytes', 'bytes')).toBe(8);
    expect(book.number('encap.ipsec-esp-tunnel.aes-gcm-16-nat-t.icvBytes', 'bytes')).toBe(16);
  });

  it('keep what their kind adds', () => {
    const book = factBook();
    expect(book.get('aws.tgw.data.gb')).toMatchObject({ kind: 'price', unit: 'USD/GB', provider: 'aws' });
    expect(book.get('aws.vpc.subnet.reserved')).toMatchObject({ kind: 'limit', adjustable: false });
    expect(book.get('vpp.ip4').kind).toBe('datapath');
    expect(book.get('azure.vnet.reservedranges').value).toContain('168.63.129.16/32');
  });
});

describe('a fact book', () => {
  it('throws for an unknown id and names near ones', () => {
    expect(() => factBook().get('aws.vpc.subnet.reservd')).toThrow('did you mean aws.vpc.subnet.reserved');
    expect(() => factBook().get('toString')).toThrow(RangeError);
    expect(factBook().has('toString')).toBe(false);
  });

  it('throws when a number is asked in another unit, or of a text', () => {
    expect(() => factBook().number('aws.vpc.subnet.reserved', 'bytes')).toThrow(
      'aws.vpc.subnet.reserved is given in "addresses", not in "bytes"',
    );
    expect(() => factBook().number('azure.er.speeds')).toThrow('is a text');
  });

  it('puts the value of the user first and remembers the published one', () => {
    const book = factBook({ 'aws.vpc.subnet.reserved': 7, 'aws.vpc.avoid.172.17': '172.18.0.0/16' });
    expect(book.get('aws.vpc.subnet.reserved')).toMatchObject({ value: 7, published: 5, overridden: true });
    expect(book.get('aws.vpc.avoid.172.17')).toMatchObject({ value: '172.18.0.0/16', overridden: true });
    expect(book.get('azure.subnet.reserved')).toMatchObject({ value: 5, overridden: false });
    expect(factBook().number('aws.vpc.subnet.reserved')).toBe(5);
    expect(book.ids()).toEqual(factBook().ids());
  });

  it('refuses an override that does not fit, with a sentence', () => {
    expect(checkOverride('aws.vpc.subnet.reserved', 6)).toEqual({ ok: true, value: 6 });
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY, '6']) {
      expect(checkOverride('aws.vpc.subnet.reserved', value).ok, String(value)).toBe(false);
    }
    expect(checkOverride('azure.er.speeds', 5).ok).toBe(false);
    expect(checkOverride('azure.er.speeds', ' ').ok).toBe(false);
    expect(checkOverride('no.such.fact', 5)).toMatchObject({ ok: false });
    expect(() => factBook({ 'no.such.fact': 5 })).toThrow(RangeError);
  });
});
