/** Inbound rules that let anybody in: of security groups, of Google Cloud's firewall, and of firewalls on the internet. */
import type { Finding, ProblemSource } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, nameOf, prefixOf } from '../design.ts';
import type { Rule } from '../rule.ts';

export const openToTheWorld: Rule = {
  code: 'security/open-to-the-world',
  severity: 'warning',
  title: 'A security rule lets the whole world in',
  why: 'A source of 0.0.0.0/0 or ::/0 admits every address there is. As soon as the machine has a way to the internet, it is scanned and tried within minutes.',
  cure: 'Name the prefixes or the security group that need access; keep the whole world for public web ports.',
  find: ({ scenario }) =>
    [...openGroups(scenario), ...openGoogleRules(scenario), ...openFirewalls(scenario)].map(finding),
};

function finding({ owner, what, path, source }: Opening): Finding {
  const { code, severity } = openToTheWorld;
  const found = { code, severity, message: `${owner} allows ${what} from anywhere`, path };
  return source === undefined ? found : { ...found, source };
}

interface Opening {
  readonly owner: string;
  readonly what: string;
  readonly path: Finding['path'];
  readonly source?: ProblemSource;
}

interface Service {
  readonly protocol?: string | undefined;
  readonly ports?: number | string | undefined;
}

const awsSource: ProblemSource = {
  title: 'Security group rules (VPC User Guide)',
  url: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
};

const wordsOf = ({ protocol, ports }: Service): string => {
  const what = protocol === undefined || protocol === 'any' ? 'everything' : protocol;
  return ports === undefined ? what : `${what} ${ports}`;
};

const isWorld = (cidr: string): boolean => cidr === 'Internet' || prefixOf(cidr)?.length === 0;

function openGroups(scenario: Scenario): Opening[] {
  return entries(scenario.securityGroups).flatMap(([id, group]): Opening[] => {
    const place = (n: number): Finding['path'] => ['securityGroups', id, 'inbound', n];
    if (group.kind === 'aws-security-group') {
      const owner = `security group ${nameOf(id, group)}`;
      return (group.inbound ?? []).flatMap((rule, n): Opening[] =>
        rule.cidr !== undefined && isWorld(rule.cidr)
          ? [{ owner, what: wordsOf(rule), path: place(n), source: awsSource }]
          : [],
      );
    }
    if (group.kind !== 'azure-network-security-group') return [];
    const owner = `network security group ${nameOf(id, group)}`;
    return (group.inbound ?? []).flatMap((rule, n): Opening[] => {
      const anybody = rule.from === undefined && rule.fromGroups === undefined;
      const open = rule.access === 'allow' && (anybody || [rule.from ?? []].flat().some(isWorld));
      return open ? [{ owner, what: wordsOf(rule), path: place(n) }] : [];
    });
  });
}

interface GoogleRule {
  readonly action: string;
  readonly direction?: string | undefined;
  readonly ranges?: readonly string[] | undefined;
  readonly protocols?: readonly Service[] | undefined;
}

function openGoogleRules(scenario: Scenario): Opening[] {
  const isOpen = ({ action, direction, ranges }: GoogleRule, anybody: boolean): boolean =>
    action === 'allow' && direction !== 'egress' && (ranges === undefined ? anybody : ranges.some(isWorld));
  const what = ({ protocols = [{}] }: GoogleRule): string => protocols.map(wordsOf).join(', ');
  return entries(scenario.securityGroups).flatMap(([id, group]): Opening[] => {
    if (group.kind === 'gcp-firewall-rule') {
      const named = group.sourceTags !== undefined || group.sourceServiceAccounts !== undefined;
      if (group.disabled === true || !isOpen(group, !named)) return [];
      const owner = `firewall rule ${nameOf(id, group)}`;
      return [{ owner, what: what(group), path: ['securityGroups', id] }];
    }
    if (group.kind !== 'gcp-firewall-policy') return [];
    const owner = `firewall policy ${nameOf(id, group)}`;
    return group.rules.flatMap((rule, n): Opening[] =>
      isOpen(rule, true) ? [{ owner, what: what(rule), path: ['securityGroups', id, 'rules', n] }] : [],
    );
  });
}

/** Of firewalls with an access to the internet: rules for its zone, or for any. */
function openFirewalls(scenario: Scenario): Opening[] {
  return entries(scenario.devices).flatMap(([id, device]): Opening[] => {
    if (device.kind !== 'firewall') return [];
    const accesses = entries(scenario.attachments).flatMap(([access, each]) =>
      each.kind === 'internet-access' && each.device === id ? [access] : [],
    );
    if (accesses.length === 0) return [];
    const zones = device.zones ?? [];
    const outside = new Set(
      accesses.map((access) => zones.find(({ members }) => members.includes(access))?.name ?? access),
    );
    const owner = `firewall ${nameOf(id, device)}`;
    return (device.rules ?? []).flatMap((rule, n): Opening[] => {
      const fromOutside = rule.from === undefined || outside.has(rule.from);
      const inwards = rule.to === undefined || !outside.has(rule.to);
      const open = rule.action === 'allow' && fromOutside && inwards;
      if (!open || !(rule.source?.some(isWorld) ?? true)) return [];
      return [{ owner, what: wordsOf(rule), path: ['devices', id, 'rules', n] }];
    });
  });
}
