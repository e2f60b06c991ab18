/** Fields and names of traffic, and of what is measured of it. */
import { choice, type Field, flag, number, reference, text } from './field.ts';

const between: readonly Field[] = [
  reference('from', 'From', ['workloads']),
  reference('to', 'To', ['workloads']),
];
const times: readonly Field[] = [text('start', 'Start', '0 ms'), text('stop', 'Stop', '1 s')];
const port = number('port', 'Port');
const congestion = choice('congestion', 'Congestion control', ['cubic', 'reno', 'bbr', 'dctcp']);
const packetSize = text('packetSize', 'Packet size', '1500 B');
const every = text('every', 'Every', '10 ms', true);

const packets: readonly Field[] = [
  ...between,
  choice('protocol', 'Protocol', ['udp', 'tcp', 'icmp']),
  port,
  text('rate', 'Rate', '10 Mbit/s', true),
  packetSize,
  ...times,
];

export const trafficFields: Readonly<Record<string, readonly Field[]>> = {
  'constant-rate': packets,
  poisson: packets,
  'on-off': [...packets, text('on', 'On for', '10 ms', true), text('off', 'Off for', '30 ms', true)],
  video: [
    ...between,
    port,
    text('rate', 'Mean rate', '5 Mbit/s', true),
    number('frames', 'Frames a second'),
    text('pattern', 'Pattern', 'IBBPBBPBBPBB'),
    packetSize,
    ...times,
  ],
  echo: [
    ...between,
    choice('protocol', 'Protocol', ['icmp', 'udp']),
    text('interval', 'Interval', '1 s'),
    number('count', 'Requests'),
    text('packetSize', 'Packet size', '84 B'),
    ...times,
  ],
  bulk: [...between, port, text('size', 'Size', '10 MB'), congestion, flag('ecn', 'ECN'), ...times],
  'request-response': [
    ...between,
    port,
    number('users', 'Users'),
    text('think', 'Think time', '1 s'),
    text('every', 'One request every', '20 ms'),
    number('connections', 'Connections'),
    flag('fresh', 'A connection each'),
    text('request', 'Request size', '400 B', true),
    text('response', 'Answer size', '40 kB', true),
    text('work', 'Work of the server', '5 ms'),
    number('workers', 'Workers'),
    congestion,
    ...times,
  ],
  storage: [
    ...between,
    port,
    text('block', 'Block size', '4 KiB', true),
    number('depth', 'Operations at a time'),
    text('reads', 'Share of reads', '100 %'),
    text('access', 'Access time', '100 us'),
    congestion,
    ...times,
  ],
  migration: [
    ...between,
    port,
    text('memory', 'Memory', '4 GiB', true),
    text('dirty', 'Memory written at', '200 Mbit/s', true),
    text('workingSet', 'Of that much', '1 GiB'),
    text('downtime', 'Downtime allowed', '300 ms'),
    number('rounds', 'Rounds at most'),
    congestion,
    ...times,
  ],
  series: [
    reference('target', 'Target', ['links', 'attachments', 'workloads']),
    choice('quantity', 'Quantity', ['utilisation', 'queue-depth', 'queue-bytes', 'drops', 'marks']),
    every,
  ],
  'flow-series': [
    reference('target', 'Target', ['traffic']),
    choice('quantity', 'Quantity', ['goodput', 'congestion-window', 'round-trip']),
    every,
  ],
  'node-series': [
    reference('target', 'Target', ['workloads', 'devices', 'gateways']),
    choice('quantity', 'Quantity', ['packet-rate', 'drops']),
    every,
  ],
};

export const trafficNouns: Readonly<Record<string, string>> = {
  'constant-rate': 'Traffic, constant rate',
  poisson: 'Traffic, Poisson',
  'on-off': 'Traffic, on and off',
  video: 'Traffic, video',
  echo: 'Traffic, echo requests',
  bulk: 'Traffic, one TCP connection',
  'request-response': 'Traffic, requests and answers',
  storage: 'Traffic, block storage',
  migration: 'Traffic, live migration',
  series: 'Measured series of a link',
  'flow-series': 'Measured series of a flow',
  'node-series': 'Measured series of a node',
};
