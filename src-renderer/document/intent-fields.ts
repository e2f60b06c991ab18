/** Fields and names of intents. Selections and lists of several stay in the file. */
import { choice, type Field, list, number, reference, references, text } from './field.ts';

const parties = ['workloads', 'subnets', 'networks', 'sites'] as const;
const asked: readonly Field[] = [
  reference('from', 'From', parties),
  reference('to', 'To', parties),
  choice('protocol', 'Protocol', ['icmp', 'tcp', 'udp']),
  number('port', 'Port'),
];

export const intentFields: Readonly<Record<string, readonly Field[]>> = {
  'must-reach': asked,
  'must-not-reach': asked,
  'stays-within': [
    ...asked,
    references('sites', 'Sites', ['sites']),
    list('countries', 'Countries', 'ISO 3166-1 code, EU or EEA', 'EU'),
  ],
  encrypted: asked,
  redundant: asked,
  'latency-below': [...asked, text('limit', 'Limit, one way', '10 ms', true)],
};

export const intentNouns: Readonly<Record<string, string>> = {
  'must-reach': 'Must reach',
  'must-not-reach': 'Must not reach',
  'stays-within': 'Stays within',
  encrypted: 'Encrypted',
  redundant: 'Redundant',
  'latency-below': 'Latency below',
};
