/** Answers that come to a firewall or translation which has not seen the request, because that went another way. */
import { lostAnswers } from '../lost-answers.ts';
import type { Rule } from '../rule.ts';

export const asymmetricStateful: Rule = {
  code: 'route/asymmetric-stateful',
  severity: 'warning',
  title: 'A stateful device sees only the answers',
  why: 'Firewalls and translations remember what they let through and refuse answers to what they have not seen. Where a request goes round them and the answer does not, or they are two that share nothing, connections fail although each direction has a route.',
  cure: 'Send both directions through the same device, or let the devices share their state.',
  find: ({ fabric }) =>
    lostAnswers(
      fabric,
      asymmetricStateful,
      (result) => result.class === 'asymmetric' && result.reverse.fate !== 'delivered',
    ),
};
