/** Two machines and a wire: what rate, delay and queue do to a ping and a copy. */
import type { Template } from './template.ts';

export const twoHosts: Template = {
  id: 'two-hosts',
  title: 'Two hosts',
  description:
    'Two machines at two ends of a line: choose its rate, delay and queue, and see what a ping and a copy make of it.',
  parameters: () => [
    { kind: 'number', name: 'rate', meaning: 'of the line, in Mbit/s', default: 100, min: 1, max: 100_000 },
    { kind: 'number', name: 'delay', meaning: 'of the line, one way, in ms', default: 5, min: 0, max: 1000 },
    {
      kind: 'number',
      name: 'queue',
      meaning: 'packets that wait at each end at most',
      default: 100,
      min: 1,
      max: 100_000,
    },
  ],
  write(values) {
    const rate = values.number('rate');
    return `# Two machines and a line between them.
netwright: 1
name: Two hosts
description: |
  Alice copies to Bob, and measures the round trip while she does. The copy fills the queue in front of the line, and the pings
  wait behind it.
simulation: { seed: 1, duration: 2 s }
sites:
  laboratory: { kind: data-centre, name: Laboratory }
networks:
  bench: { kind: lan, site: laboratory, cidrs: [192.168.1.0/24] }
subnets:
  line-addresses: { kind: segment, network: bench, cidr: 192.168.1.0/24 }
devices:
  switch-a: { kind: switch, name: Switch A, site: laboratory }
  switch-b: { kind: switch, name: Switch B, site: laboratory }
links:
  line:
    kind: wire
    name: Line
    ends: [{ to: switch-a }, { to: switch-b }]
    rate: ${rate} Mbit/s
    delay: ${values.number('delay')} ms
    mtu: 1500 B
    queue: { packets: ${values.number('queue')} }
  port-alice:
    kind: wire
    ends: [{ to: alice }, { to: switch-a }]
    rate: ${Math.min(100_000, rate * 10)} Mbit/s
    delay: 1 us
    mtu: 1500 B
  port-bob:
    kind: wire
    ends: [{ to: bob }, { to: switch-b }]
    rate: ${Math.min(100_000, rate * 10)} Mbit/s
    delay: 1 us
    mtu: 1500 B
workloads:
  alice: { kind: virtual-machine, subnet: line-addresses, address: 192.168.1.10 }
  bob: { kind: virtual-machine, subnet: line-addresses, address: 192.168.1.20 }
traffic:
  ping: { kind: echo, name: Ping, from: alice, to: bob, interval: 100 ms }
  copy: { kind: bulk, name: Copy, from: alice, to: bob, start: 500 ms, size: 5 MB }
measurements:
  queue-length: { kind: series, target: line, quantity: queue-depth, every: 10 ms }
intents:
  answered: { kind: must-reach, from: alice, to: bob }
`;
  },
};
