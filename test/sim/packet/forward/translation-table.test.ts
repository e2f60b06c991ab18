import { describe, expect, it } from 'vitest';
import {
  exhausted,
  TranslationTable,
  type TranslationSettings,
} from '../../../../src-sim/packet/forward/translation-table.ts';

const tcp = 6;
const udp = 17;
const [tcpIdle, udpIdle] = [0, 1];
/** RFC 5382 REQ-5: 2 hours 4 minutes; RFC 4787 REQ-5: 2 minutes at least. */
const idleNs = [7440e9, 120e9];
const [alice, bob, server, other] = [1, 2, 10, 11];
const [outerA, outerB] = [100, 101];

const settings: TranslationSettings = {
  pool: [outerA],
  portFrom: 1024,
  portTo: 1027,
  perDestination: true,
  portsEachMax: 0,
  idleNs,
};

class Lab {
  readonly table: TranslationTable;
  now = 0;

  constructor(changes: Partial<TranslationSettings> = {}) {
    this.table = new TranslationTable({ ...settings, ...changes });
  }

  /** Outer address and port of a packet that leaves; null: exhausted. */
  leave(inner: number, port: number, far = server, farPort = 443, protocol = tcp): [number, number] | null {
    const idle = protocol === tcp ? tcpIdle : udpIdle;
    const entry = this.table.leave(this.now, protocol, inner, port, far, farPort, 1024 + (port % 4), idle);
    return entry === exhausted ? null : [this.table.outerAddress(entry), this.table.outerPort(entry)];
  }

  enter(outer: number, port: number, far = server, farPort = 443, protocol = tcp): [number, number] | null {
    const entry = this.table.enter(this.now, protocol, outer, port, far, farPort);
    return entry < 0 ? null : [this.table.innerAddress(entry), this.table.innerPort(entry)];
  }
}

describe('a translation table with ports per destination', () => {
  it('gives a connection the same port every time, and answers back to it', () => {
    const lab = new Lab();
    expect(lab.leave(alice, 1024)).toEqual([outerA, 1024]);
    expect(lab.leave(alice, 1024)).toEqual([outerA, 1024]);
    expect(lab.table.count).toBe(1);
    expect(lab.enter(outerA, 1024)).toEqual([alice, 1024]);
  });

  it('gives the next port to another inner address with the same one', () => {
    const lab = new Lab();
    lab.leave(alice, 1025);
    expect(lab.leave(bob, 1025)).toEqual([outerA, 1026]);
    expect(lab.enter(outerA, 1026)).toEqual([bob, 1025]);
  });

  it('uses a port once per far address, far port and protocol', () => {
    const lab = new Lab();
    for (const inner of [alice, bob]) {
      // Bob's four find no port of alice's to clash with, because they go elsewhere.
      const far = inner === alice ? server : other;
      for (const port of [1024, 1025, 1026, 1027])
        expect(lab.leave(inner, port, far)).toEqual([outerA, port]);
    }
    expect(lab.leave(bob, 1024, server, 80)).toEqual([outerA, 1024]);
    expect(lab.leave(bob, 1024, server, 443, udp)).toEqual([outerA, 1024]);
    expect(lab.leave(bob, 1024)).toBeNull();
  });

  it('lets nobody in who was not talked to', () => {
    const lab = new Lab();
    lab.leave(alice, 1024);
    expect(lab.enter(outerA, 1024, other)).toBeNull();
    expect(lab.enter(outerA, 1024, server, 80)).toBeNull();
    expect(lab.enter(outerA, 1025)).toBeNull();
  });
});

describe('a translation table with a port for each inner one', () => {
  it('keeps the port whoever is talked to, and takes answers from anybody', () => {
    const lab = new Lab({ perDestination: false });
    expect(lab.leave(alice, 1024)).toEqual([outerA, 1024]);
    expect(lab.leave(alice, 1024, other)).toEqual([outerA, 1024]);
    expect(lab.enter(outerA, 1024, 77, 1)).toEqual([alice, 1024]);
  });

  it('has no port for two inner ones', () => {
    const lab = new Lab({ perDestination: false });
    for (const port of [1, 2, 3, 4]) expect(lab.leave(alice, port)).not.toBeNull();
    expect(lab.leave(bob, 1, other)).toBeNull();
  });
});

describe('exhaustion', () => {
  it('comes after all ports of all outer addresses, taken in turn', () => {
    const lab = new Lab({ pool: [outerA, outerB] });
    const given = Array.from({ length: 9 }, (_, n) => lab.leave(alice, 4 * n)?.[0] ?? null);
    // Two addresses of four ports each.
    expect(given).toEqual([outerA, outerA, outerA, outerA, outerB, outerB, outerB, outerB, null]);
  });

  it('ends when an entry has been idle for its time, which packets either way begin anew', () => {
    const lab = new Lab({ portTo: 1024 });
    lab.leave(alice, 0, server, 53, udp);
    lab.now = 119e9;
    expect(lab.enter(outerA, 1024, server, 53, udp)).toEqual([alice, 0]);
    lab.now = 238e9;
    expect(lab.leave(bob, 0, server, 53, udp)).toBeNull();
    // 120 s after the answer of second 119.
    lab.now = 239e9;
    expect(lab.leave(bob, 0, server, 53, udp)).toEqual([outerA, 1024]);
    expect(lab.enter(outerA, 1024, server, 53, udp)).toEqual([bob, 0]);
  });

  it('of one inner address leaves the others their ports', () => {
    const lab = new Lab({ portsEachMax: 2 });
    expect([1, 2, 3].map((port) => lab.leave(alice, port))).toEqual([[outerA, 1025], [outerA, 1026], null]);
    expect(lab.leave(bob, 3)).toEqual([outerA, 1027]);
    lab.now = 7440e9;
    expect(lab.leave(alice, 3)).not.toBeNull();
  });

  it('comes at the last of 64512 ports and not before', () => {
    // 65535 - 1024 + 1.
    const lab = new Lab({ portTo: 65_535 });
    const ports = new Set<number>();
    for (let n = 0; n < 64_512; n++) ports.add(lab.leave(1000 + (n >> 8), n & 255)![1]);
    expect(ports.size).toBe(64_512);
    expect(lab.leave(alice, 1)).toBeNull();
    expect(lab.table.count).toBe(64_512);
  });
});

describe('an entry moved to another class', () => {
  it('has that idle time', () => {
    const lab = new Lab();
    const entry = lab.table.leave(0, tcp, alice, 1024, server, 443, 1024, tcpIdle);
    lab.table.move(entry, udpIdle, 0);
    lab.now = 120e9;
    expect(lab.enter(outerA, 1024)).toBeNull();
  });
});
