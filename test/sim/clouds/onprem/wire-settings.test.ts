import { describe, expect, it } from 'vitest';
import { openScenario } from '../../../../src-sim/session/open.ts';

/** Two machines, each on a wire of its own to a router; what is given goes into the first wire. */
const document = (wire: string, events = ''): string => `
netwright: 1
name: Wires
sites: { lab: { kind: data-centre } }
networks: { net: { kind: lan, site: lab, cidrs: [10.0.0.0/8] } }
subnets:
  left: { kind: segment, network: net, cidr: 10.0.0.0/29 }
  right: { kind: segment, network: net, cidr: 10.0.1.0/29 }
devices: { r: { kind: router, site: lab } }
links:
  w:
    kind: wire
    ends: [{ to: a }, { to: r, address: 10.0.0.1 }]
    subnet: left
    rate: 10 Mbit/s
    delay: 1 ms
    ${wire}
  v: { kind: wire, ends: [{ to: r, address: 10.0.1.1 }, { to: b }], subnet: right, rate: 10 Mbit/s, delay: 1 ms }
workloads:
  a: { kind: virtual-machine, subnet: left, address: 10.0.0.2 }
  b: { kind: virtual-machine, subnet: right, address: 10.0.1.2 }
traffic:
  t: { kind: constant-rate, from: a, to: b, rate: 1 Mbit/s, class: 5 }
${events}`;

const open = (wire: string, events = '') => openScenario(document(wire, events));

const linkOf = (wire: string) => {
  const { fabric, problems } = open(wire);
  if (fabric === null) throw new Error(JSON.stringify(problems));
  return fabric.links[0];
};

describe('the queue of a wire', () => {
  const written: readonly (readonly [string, object])[] = [
    ['{ packets: 10 }', { packets: 10, bytes: 0 }],
    [
      '{ discipline: { kind: codel, target: 2 ms, interval: 50 ms, ecn: true }, packets: 300 }',
      { discipline: { kind: 'codel', targetNs: 2e6, intervalNs: 50e6, ecn: true, packetsMax: 300 } },
    ],
    [
      '{ discipline: { kind: red, min: 10 kB, max: 30 kB, probability: 10 % } }',
      {
        discipline: {
          kind: 'red',
          minBytes: 10_000,
          maxBytes: 30_000,
          maxProbability: 0.1,
          limitBytes: 120_000,
        },
      },
    ],
    [
      '{ discipline: { kind: pie, target: 10 ms, alpha: 0.2 } }',
      { discipline: { kind: 'pie', targetNs: 10e6, alpha: 0.2 } },
    ],
    [
      '{ discipline: { kind: fq-codel, flows: 64, quantum: 300 B }, bytes: 1 MB }',
      { discipline: { kind: 'fq-codel', flows: 64, quantumBytes: 300, bytesMax: 1_000_000 } },
    ],
    [
      '{ packets: 9, discipline: { kind: token-bucket, rate: 1 Mbit/s, burst: 15 kB, peak: 2 Mbit/s } }',
      {
        discipline: {
          kind: 'token-bucket',
          rateBps: 1e6,
          burstBytes: 15_000,
          peakRateBps: 2e6,
          packetsMax: 9,
        },
      },
    ],
    [
      '{ packets: 9, police: { rate: 1 Mbit/s, burst: 15 kB } }',
      {
        discipline: {
          kind: 'policed',
          rateBps: 1e6,
          burstBytes: 15_000,
          queue: { kind: 'fifo', packetsMax: 9 },
        },
      },
    ],
    [
      '{ discipline: { kind: strict-priority, queueOfClass: [1, 0], queues: [{ packets: 1 }, { packets: 2, discipline: { kind: pie } }] } }',
      {
        discipline: {
          kind: 'strict-priority',
          childOfClass: [1, 0],
          queues: [
            { kind: 'fifo', packetsMax: 1 },
            { kind: 'pie', packetsMax: 2 },
          ],
        },
      },
    ],
    [
      '{ discipline: { kind: drr, quanta: [3 kB, 1500 B], queues: [{ packets: 1 }, { bytes: 2 kB }] } }',
      {
        discipline: {
          kind: 'deficit-round-robin',
          by: 'bytes',
          quanta: [3000, 1500],
          queues: [
            { kind: 'fifo', packetsMax: 1 },
            { kind: 'fifo', bytesMax: 2000 },
          ],
        },
      },
    ],
    [
      '{ discipline: { kind: wrr, weights: [3], queues: [{ packets: 1 }] } }',
      {
        discipline: {
          kind: 'deficit-round-robin',
          by: 'packets',
          quanta: [3],
          queues: [{ kind: 'fifo', packetsMax: 1 }],
        },
      },
    ],
    [
      '{ discipline: { kind: htb, classes: [{ rate: 10 Mbit/s, classes: [{ rate: 3 Mbit/s, ceiling: 10 Mbit/s, priority: 1 }, { rate: 7 Mbit/s, queue: { packets: 5 } }] }, { rate: 1 Mbit/s }] } }',
      {
        discipline: {
          kind: 'htb',
          classes: [
            { parent: -1, rateBps: 10e6 },
            { parent: 0, rateBps: 3e6, ceilBps: 10e6, priority: 1 },
            { parent: 0, rateBps: 7e6 },
            { parent: -1, rateBps: 1e6 },
          ],
          queues: [{ kind: 'fifo' }, { kind: 'fifo', packetsMax: 5 }, { kind: 'fifo' }],
        },
      },
    ],
  ];
  for (const [queue, expected] of written) {
    it(`is read from ${queue}`, () => {
      expect(linkOf(`queue: ${queue}`).queue).toEqual({ packets: 0, bytes: 0, ...expected });
    });
  }

  const refused: readonly (readonly [string, string, string, string])[] = [
    [
      'with the sentence of the discipline',
      'queue: { discipline: { kind: token-bucket, rate: 1 Mbit/s, burst: 100 B } }',
      'links.w.queue',
      'The burst of the shaper (100 B) is smaller than the longest packet (1500 B), which could never pass: raise the burst or lower the MTU.',
    ],
    [
      'where a class inside contradicts itself',
      'queue: { discipline: { kind: htb, classes: [{ rate: 3 Mbit/s, ceiling: 1 Mbit/s }] } }',
      'links.w.queue',
      'The ceiling of HTB class 0 (1000000 bit/s) must not be below its rate (3000000 bit/s).',
    ],
    [
      'where there are more weights than queues',
      'queue: { discipline: { kind: wrr, weights: [1, 2], queues: [{ packets: 1 }] } }',
      'links.w.queue',
      'A round robin has 2 quanta but 1 queues: give as many of each.',
    ],
    [
      'where bursts are too short for the loss',
      'loss: { mean: 90 %, burst: 1 }',
      'links.w.loss',
      'A loss of 0.9 needs bursts of at least 9 packets, not 1.',
    ],
    [
      'where more than everything is lost',
      'loss: 150 %',
      'links.w.loss',
      'The loss must be a probability from 0 to 1, not 1.5.',
    ],
  ];
  for (const [title, wire, path, message] of refused) {
    it(`is refused ${title}`, () => {
      const { problems, fabric } = open(wire);
      expect(fabric).toBeNull();
      expect(problems).toMatchObject([{ code: 'model/link-setting', severity: 'error', path, message }]);
    });
  }

  const misread: readonly (readonly [string, string, string])[] = [
    [
      'queue: { packets: 1, discipline: { kind: red, min: 1 kB, max: 2 kB } }',
      'links.w.queue.packets',
      'limited by bytes',
    ],
    [
      'queue: { packets: 1, discipline: { kind: htb, classes: [{ rate: 1 Mbit/s }] } }',
      'links.w.queue.packets',
      'no limit of its own',
    ],
    ['queue: { discipline: { kind: fifo } }', 'links.w.queue.discipline.kind', 'not a kind'],
    ['queue: { packets: 1, bytes: 1 kB }', 'links.w.queue', 'either by packets or by bytes'],
    ['queue: {}', 'links.w.queue', 'either by packets or by bytes'],
  ];
  for (const [wire, path, part] of misread) {
    it(`is not ${wire}`, () => {
      const { problems } = open(wire);
      expect(problems).toHaveLength(1);
      expect(problems[0].path).toBe(path);
      expect(problems[0].message).toContain(part);
    });
  }
});

describe('the impairments of a wire', () => {
  it('are read with their units, and loss without bursts stays a figure of the link', () => {
    const wire = `
    loss: 1 %
    corruption: 1e-9
    duplication: 0.1 %
    reordering: { share: 2 %, delay: 5 ms, correlation: 25 %, gap: 3 }
    jitter: { spread: 2 ms, distribution: normal }`;
    const { loss, impairments } = linkOf(wire);
    expect(loss).toBe(0.01);
    expect(impairments).toEqual({
      bitErrorRate: 1e-9,
      duplication: 0.001,
      reordering: { share: 0.02, delayNs: 5e6, correlation: 0.25, gap: 3 },
      jitter: { shape: 'normal', spreadNs: 2e6, keepOrder: false },
    });
    expect(linkOf('loss: { mean: 1 %, burst: 8 }')).toMatchObject({
      loss: 0,
      impairments: { burstLoss: { mean: 0.01, burst: 8 } },
    });
    expect(linkOf('mtu: 1500 B').impairments).toBeUndefined();
  });
});

describe('traffic', () => {
  it('has the class it is given', () => {
    expect(open('mtu: 1500 B').fabric?.flows[0].trafficClass).toBe(5);
  });
});

describe('events on a wire', () => {
  it('may concern one direction, counted from the first end of a wire and outwards from anything else', () => {
    const events = `events:
  one: { kind: fail, at: 1 s, target: v, direction: back }
  two: { kind: fail, at: 2 s, target: r, direction: back }
  three: { kind: repair, at: 3 s, target: r, direction: forward }`;
    // Link 0 is w, from a to r; link 1 is v, from r to b. Direction 2 l leads away from the first end.
    expect(open('mtu: 1500 B', events).fabric?.events.map(({ directions }) => directions)).toEqual([
      [3],
      [0, 3],
      [1, 2],
    ]);
  });

  it('may be a link that goes down and up again', () => {
    const events = `events:
  f: { kind: flap, at: 1 s, target: w, down: 10 ms, up: 90 ms, times: 2 }`;
    expect(open('mtu: 1500 B', events).fabric?.events).toMatchObject([
      { atNs: 1e9, action: 'fail', links: [0] },
      { atNs: 1.01e9, action: 'repair', links: [0] },
      { atNs: 1.1e9, action: 'fail', links: [0] },
      { atNs: 1.11e9, action: 'repair', links: [0] },
    ]);
  });
});
