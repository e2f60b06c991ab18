/** Circuits of an exchange port that together need more than the port has. */
import { parseRate } from '../../quantity/rate.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';

export const exchangePortRate: Rule = {
  code: 'exchange/port-rate',
  severity: 'error',
  title: 'An exchange port carries more circuits than it has rate for',
  why: 'Exchanges sell circuits on a port up to the rate of the port and no further: the circuit is refused when it is ordered.',
  cure: 'Order a faster port or a second one, or slower circuits.',
  find({ scenario }) {
    return entries(scenario.devices).flatMap(([id, port]) => {
      if (port.kind !== 'exchange-port') return [];
      const circuits = entries(scenario.attachments).flatMap(([, each]) =>
        each.kind === 'virtual-circuit' && each.ends.some(({ to }) => to === id) ? [each.rate] : [],
      );
      const wanted = circuits.reduce((sum, rate) => sum + bitsPerSecond(rate), 0);
      if (wanted <= bitsPerSecond(port.rate)) return [];
      const message = `exchange port ${nameOf(id, port)} has ${port.rate}, and its circuits need ${circuits.join(' and ')}`;
      const { code, severity } = exchangePortRate;
      return [{ code, severity, message, path: ['devices', id, 'rate'] }];
    });
  },
};

function bitsPerSecond(text: string): number {
  const outcome = parseRate(text);
  return outcome.ok ? outcome.value : 0;
}
