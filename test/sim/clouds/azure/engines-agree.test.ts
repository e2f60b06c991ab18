import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runFabric } from '../../../../src-sim/packet/run-fabric.ts';
import { trace } from '../../../../src-sim/trace/trace.ts';
import { azureFabric } from '../../../support/azure-design.ts';
import { hubAndSpoke, viaFirewall } from './hub-and-spoke.ts';

const machines = ['jump', 'front', 'store', 'storage'];
const pairs = machines.flatMap((from) => machines.flatMap((to) => (from === to ? [] : [{ from, to }])));

/** Every machine sends to every other one; storage is a private endpoint, which may not. */
const traffic = `  storage: { kind: azure-private-endpoint, subnet: data, address: 10.2.1.50 }
traffic:
${pairs
  .map(
    ({ from, to }) =>
      `  ${from}-${to}: { kind: constant-rate, from: ${from}, to: ${to}, protocol: udp, port: 9, rate: 1 Mbit/s, packetSize: 500 B, stop: 10 ms }`,
  )
  .join('\n')}
`;

const design = fc.record({
  forwardedA: fc.boolean(),
  forwardedB: fc.boolean(),
  routesA: fc.constantFrom('', viaFirewall, '{ to: 10.2.0.0/16, drop: true }'),
  routesB: fc.constantFrom('', viaFirewall, '{ to: 10.1.0.0/16, via: firewall }'),
  rules: fc.constantFrom('', '{ protocol: udp }', '{ protocol: tcp }', '{ from: [10.1.0.0/16] }'),
  subnetB: fc.constantFrom('', ', endpointPolicies: true'),
});

describe('trace and packet engine', () => {
  it('agree on every pair of machines around an Azure hub, whatever its flags, routes and rules', () => {
    fc.assert(
      fc.property(design, (choices) => {
        const fabric = azureFabric(hubAndSpoke({ ...choices, more: traffic }));
        const { flows } = runFabric(fabric);
        for (const { from, to } of pairs) {
          const told = trace(fabric, { from, to, protocol: 'udp', port: 9 }).forward.fate;
          const flow = flows.find(({ id }) => id === `${from}-${to}`);
          expect({ from, to, arrives: (flow?.delivered ?? 0) > 0 }).toEqual({
            from,
            to,
            arrives: told === 'delivered',
          });
        }
      }),
      { seed: 20, numRuns: 40 },
    );
  });
});
