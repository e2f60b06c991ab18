/** Firewall rules of Google Cloud designs with a network of services and spokes, all within one pool of addresses. */
import { each } from './lines.ts';

export const servicesAndAppsRules = (
  services: string,
  spokes: number,
  pool: string,
): string => `  services-in:
    kind: gcp-firewall-rule
    network: ${services}
    action: allow
    protocols: [{ protocol: udp, ports: 53 }, { protocol: tcp, ports: 443 }, { protocol: icmp }]
    ranges: [${pool}]
${each(
  spokes,
  (n) => `  apps-${n}-in:
    kind: gcp-firewall-rule
    network: spoke-${n}
    action: allow
    protocols: [{ protocol: tcp, ports: 443 }, { protocol: icmp }]
    ranges: [${pool}]`,
)}`;
