/**
 * Traffic between two sites that crosses the internet readable: outside ESP, WireGuard and lines that their
 * provider encrypts. One finding per line. Machines on the internet themselves speak TLS and are not looked at.
 */
import type { Finding } from '../../scenario/problem.ts';
import { nameOf } from '../design.ts';
import { type Exposure, ExposedLinks } from '../exposed-links.ts';
import { Places } from '../places.ts';
import type { Rule } from '../rule.ts';
import { sampledPaths, waysOf } from '../sampled-paths.ts';

export const unencrypted: Rule = {
  code: 'security/unencrypted',
  severity: 'warning',
  title: 'Traffic between sites crosses the internet unencrypted',
  why: 'On the internet others own the equipment that packets pass. Whoever taps or misroutes it reads and changes what is not encrypted.',
  cure: 'Put the traffic into an IPsec or WireGuard tunnel between the two sites.',
  find({ scenario, fabric }) {
    if (fabric === null) return [];
    const places = new Places(scenario);
    const links = new ExposedLinks(fabric, places);
    const kindOf = (site: string | null): string | undefined => scenario.sites?.[site ?? '']?.kind;
    const ofPublic = (workload: string): boolean => kindOf(places.siteOf(workload)) === 'internet';
    const shared = ({ sites }: Exposure): boolean => sites.some((site) => kindOf(site) === 'internet');
    const told = new Map<string, Finding>();
    const met = new Set<string>();
    for (const result of sampledPaths(fabric)) {
      if (result.forward.fate !== 'delivered' || result.reverse.fate !== 'delivered') continue;
      const pair = [result.from, result.to].sort().join(' ');
      if (met.has(pair) || ofPublic(result.from) || ofPublic(result.to)) continue;
      met.add(pair);
      const open = waysOf(result)
        .flatMap((way) => links.on(way))
        .find(shared);
      const path = open?.link.origin.path.split('.').slice(0, 2) ?? [];
      if (open === undefined || told.has(path.join('.'))) continue;
      const { noun, name } = open.link.origin;
      const [from, to] = [result.from, result.to].map((id) => nameOf(id, scenario.workloads?.[id]));
      told.set(path.join('.'), {
        code: unencrypted.code,
        severity: unencrypted.severity,
        message: `packets between ${from} and ${to} cross ${noun} ${name} to the internet unencrypted`,
        path,
      });
    }
    return [...told.values()];
  },
};
