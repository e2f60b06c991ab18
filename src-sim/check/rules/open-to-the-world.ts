/** Inbound rules that let anybody in. */
import type { Finding } from '../../scenario/problem.ts';
import { entries, nameOf, prefixOf } from '../design.ts';
import type { Rule } from '../rule.ts';

export const openToTheWorld: Rule = {
  code: 'security/open-to-the-world',
  severity: 'warning',
  title: 'A security rule lets the whole world in',
  why: 'A source of 0.0.0.0/0 or ::/0 admits every address there is. As soon as the machine has a way to the internet, it is scanned and tried within minutes.',
  cure: 'Name the prefixes or the security group that need access; keep the whole world for public web ports.',
  find({ scenario }) {
    return entries(scenario.securityGroups).flatMap(([id, group]) =>
      (group.inbound ?? []).flatMap(({ cidr, protocol, ports }, n): Finding[] => {
        if (cidr === undefined || prefixOf(cidr)?.length !== 0) return [];
        const what = protocol === undefined || protocol === 'any' ? 'everything' : protocol;
        return [
          {
            code: openToTheWorld.code,
            severity: openToTheWorld.severity,
            message: `security group ${nameOf(id, group)} allows ${what}${ports === undefined ? '' : ` ${ports}`} from anywhere`,
            path: ['securityGroups', id, 'inbound', n],
            source: {
              title: 'Security group rules (VPC User Guide)',
              url: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
            },
          },
        ];
      }),
    );
  },
};
