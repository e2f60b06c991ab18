/** Peerings of Google Cloud whose two halves do not fit together. */
import type { PathStep } from '../../scenario/edit.ts';
import type { Finding } from '../../scenario/problem.ts';
import { gcpNetworkName, type GcpPeering, ofKind } from '../gcp-design.ts';
import type { Rule } from '../rule.ts';

export const gcpPeeringHalves: Rule = {
  code: 'gcp/peering-halves',
  severity: 'warning',
  title: 'The two halves of a peering do not fit together',
  why: 'A peering is made of two halves: with one it stays inactive. Static and learned routes pass only where one side exports them and the other imports them.',
  cure: 'Make the other half, or set both flags.',
  find({ scenario }) {
    return ofKind(scenario.attachments, 'gcp-vpc-peering').flatMap(([id, peering]) => {
      if (peering.inactive !== true) return customRoutes(id, peering);
      const path = ['attachments', id, 'inactive'];
      const lacking = gcpNetworkName(scenario, peering.ends[1].network);
      const message = `peering ${peering.name ?? id} carries nothing: its half in ${lacking} does not exist`;
      return [
        {
          ...finding(message, path),
          cure: { title: 'Make the other half', edits: [{ op: 'remove', path }] },
        },
      ];
    });
  },
};

const finding = (message: string, path: readonly PathStep[]): Finding => ({
  code: gcpPeeringHalves.code,
  severity: gcpPeeringHalves.severity,
  message,
  path,
});

function customRoutes(id: string, { name, ends }: GcpPeering): Finding[] {
  return ([0, 1] as const).flatMap((n): Finding[] => {
    const [exporter, importer] = [ends[n], ends[1 - n]];
    const exports = exporter.exportCustomRoutes === true;
    const imports = importer.importCustomRoutes === true;
    if (exports === imports) return [];
    const lacking = exports ? 1 - n : n;
    const flag = exports ? 'importCustomRoutes' : 'exportCustomRoutes';
    const path = ['attachments', id, 'ends', lacking, flag];
    const said = exports
      ? `${exporter.network} offers its custom routes, and ${importer.network} does not take them`
      : `${importer.network} would take custom routes, and ${exporter.network} offers none`;
    const cure = {
      title: `Set ${flag} of ${ends[lacking].network}`,
      edits: [{ op: 'set' as const, path, value: true }],
    };
    return [{ ...finding(`peering ${name ?? id}: ${said}`, path.slice(0, -1)), cure }];
  });
}
