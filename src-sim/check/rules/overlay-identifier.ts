/** Two overlays or tunnels of one endpoint with the same identifier. */
import { formatAddress } from '../../quantity/address.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Rule } from '../rule.ts';

/** IP in IP has no identifier, so several tunnels of one endpoint are told apart by their other ends. */
const unidentified = 'ip-in-ip';

export const overlayIdentifier: Rule = {
  code: 'overlay/identifier-twice',
  severity: 'error',
  title: 'Two overlays share an identifier',
  why: 'What comes in at an endpoint is told apart by its identifier (VNI, VSID, key) alone. Two overlays with the same one at the same outer address get frames of each other.',
  cure: 'Give one of them another identifier, or another outer address.',
  find({ fabric }) {
    const first = new Map<string, string>();
    const told = new Set<string>();
    return (fabric?.ports ?? []).flatMap(({ tunnel, origin }): Finding[] => {
      if (tunnel === undefined || tunnel.kind === unidentified || tunnel.key === 0) return [];
      const { kind, key, local, remotes } = tunnel;
      // Tunnels of routers to different remotes may share a key.
      const towards = remotes.length > 1 ? '' : remotes.map(formatAddress).join();
      const place = `${kind} ${key} ${formatAddress(local)} ${towards}`;
      const other = first.get(place);
      if (other === undefined) first.set(place, origin.path);
      if (other === undefined || other === origin.path || told.has(`${other} ${origin.path}`)) return [];
      told.add(`${other} ${origin.path}`);
      const name = other.split('.')[1];
      return [
        {
          code: overlayIdentifier.code,
          severity: overlayIdentifier.severity,
          message: `${origin.noun} ${origin.name} has identifier ${key} at ${formatAddress(local)}, as ${name} has`,
          path: origin.path.split('.'),
        },
      ];
    });
  },
};
