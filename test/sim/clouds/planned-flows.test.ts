import { describe, expect, it } from 'vitest';
import type { FlowDemand } from '../../../src-sim/fabric/flow.ts';
import { openScenario } from '../../../src-sim/index.ts';

/** Two machines on one segment, and this traffic. */
function opened(traffic: string, measurements = '{}') {
  return openScenario(`netwright: 1
name: Traffic
sites: { lab: { kind: data-centre } }
networks: { net: { kind: lan, site: lab, cidrs: [10.0.0.0/16] } }
subnets: { seg: { kind: segment, network: net, cidr: 10.0.1.0/24, rate: 1 Gbit/s } }
workloads:
  a: { kind: virtual-machine, subnet: seg }
  b: { kind: virtual-machine, subnet: seg }
traffic: { t: { ${traffic} } }
measurements: ${measurements}
`);
}

function flowOf(traffic: string): FlowDemand {
  const { fabric, problems } = opened(traffic);
  expect(problems).toEqual([]);
  return fabric!.flows[0];
}

const complaints = (traffic: string): string =>
  opened(traffic)
    .problems.map(({ message }) => message)
    .join(' ');

describe('traffic of a document', () => {
  it('becomes on and off times of their distributions', () => {
    expect(
      flowOf(
        'kind: on-off, from: a, to: b, rate: 8 Mbit/s, on: 10 ms, off: { mean: 30 ms, distribution: pareto }',
      ),
    ).toMatchObject({
      pattern: 'on-off',
      protocol: 'udp',
      rateBps: 8e6,
      packetBytes: 1500,
      onNs: { kind: 'constant', value: 10e6 },
      offNs: { kind: 'pareto', mean: 30e6, shape: 1.5 },
    });
  });

  it('becomes frames that share the bytes of a group by their weights', () => {
    // 8 Mbit/s at 25 frames a second: 40,000 B a frame, 80,000 B for two; I and P as 3 to 1.
    expect(
      flowOf('kind: video, from: a, to: b, rate: 8 Mbit/s, pattern: IP, weights: { I: 3, P: 1, B: 1 }'),
    ).toMatchObject({ pattern: 'video', port: 5004, framesPerSecond: 25, frameBytes: [60_000, 20_000] });
  });

  it('becomes pings as they are usually sent', () => {
    expect(flowOf('kind: echo, from: a, to: b')).toMatchObject({
      protocol: 'icmp',
      intervalNs: 1e9,
      requests: Infinity,
      packetBytes: 84,
    });
  });

  it('becomes requests of users, or by themselves', () => {
    expect(
      flowOf('kind: request-response, from: a, to: b, users: 7, request: 400 B, response: web-search'),
    ).toMatchObject({
      connections: 7,
      arrivals: { kind: 'closed' },
      workers: Infinity,
      requestBytes: { kind: 'constant', value: 400 },
      responseBytes: { kind: 'empirical' },
    });
    expect(
      flowOf(
        'kind: request-response, from: a, to: b, every: 20 ms, request: 1 B, response: 1 B, fresh: true',
      ),
    ).toMatchObject({ connections: 100, arrivals: { kind: 'open', perSecond: 50, fresh: true } });
  });

  it('becomes storage and migrations', () => {
    expect(flowOf('kind: storage, from: a, to: b, block: 4 KiB, reads: 70 %')).toMatchObject({
      blockBytes: 4096,
      readShare: 0.7,
      queueDepth: 32,
      port: 3260,
    });
    // The working set is never more than the memory.
    expect(
      flowOf('kind: migration, from: a, to: b, memory: 1 MiB, dirty: 8 Mbit/s, workingSet: 2 MiB'),
    ).toMatchObject({
      memoryBytes: 2 ** 20,
      workingSetBytes: 2 ** 20,
      dirtyBytesPerSecond: 1e6,
      downtimeNs: 300e6,
      roundsMax: 30,
    });
  });

  it('is refused where it says two things, or nothing, or would be events without end', () => {
    const requests = 'kind: request-response, from: a, to: b, request: 1 B, response: 1 B';
    const either = 'write either users (who wait for their answers) or every';
    expect(complaints(requests)).toContain(either);
    expect(complaints(`${requests}, users: 1, every: 1 s`)).toContain(either);
    expect(complaints(`${requests}, users: 1, fresh: true`)).toContain('users have a connection each');
    expect(complaints(`${requests}, every: 1 s, think: 1 s`)).toContain('think is the time of users');
    expect(complaints(`${requests}, every: 10 ns`)).toContain('an interval is at least 1 us');
    expect(complaints('kind: video, from: a, to: b, rate: 1 Mbit/s, pattern: IXP')).toContain(
      'a pattern is a row of I, P and B',
    );
  });

  it('is measured where that is asked', () => {
    const { fabric, problems } = opened(
      'kind: bulk, from: a, to: b',
      '{ f: { kind: flow-series, target: t, quantity: goodput, every: 1 ms }, n: { kind: node-series, target: a, quantity: drops, every: 1 ms } }',
    );
    expect(problems).toEqual([]);
    expect(fabric!.flowProbes).toEqual([{ id: 'f', flow: 0, quantity: 'goodput', everyNs: 1e6 }]);
    expect(fabric!.nodeProbes).toMatchObject([{ id: 'n', quantity: 'drops', everyNs: 1e6 }]);
    expect(fabric!.nodes[fabric!.nodeProbes![0].node].id).toBe('a');
  });
});
