/** Wires beside the endpoints of an overlay that do not carry its largest packets. */
import { parseBytes } from '../../quantity/size.ts';
import { parseAddress } from '../../quantity/address.ts';
import type { Finding } from '../../scenario/problem.ts';
import { entries, nameOf } from '../design.ts';
import { factSource, type Rule, type RuleContext } from '../rule.ts';

export const overlayMtu: Rule = {
  code: 'overlay/mtu',
  severity: 'warning',
  title: 'The underlay is too narrow for the overlay',
  why: 'The overlay puts headers around every frame. Where the result is larger than a wire of the underlay carries, large packets are cut in pieces or vanish, while small ones pass: connections open and then hang.',
  cure: 'Raise the MTU of the underlay by the headers (1600 B for machines with 1500 B), or lower that of the overlay and its machines.',
  find(context) {
    return entries(context.scenario.attachments).flatMap(([id, each]) =>
      each.kind === 'overlay' ? narrowWires(context, id, each) : [],
    );
  },
};

type Overlay = Extract<NonNullable<RuleContext['scenario']['attachments']>[string], { kind: 'overlay' }>;

const bytesOf = (text: string | undefined): number | null => {
  const outcome = text === undefined ? null : parseBytes(text);
  return outcome?.ok === true ? outcome.value : null;
};

function narrowWires({ scenario, facts }: RuleContext, id: string, overlay: Overlay): Finding[] {
  const inside = bytesOf(overlay.mtu);
  if (inside === null) return [];
  const local = parseAddress(overlay.endpoints.find((end) => end.local !== undefined)?.local ?? '0.0.0.0');
  const family = local.ok && local.value.family === 6 ? 'ipv6' : 'ipv4';
  const fact = `encap.${overlay.encapsulation}.ipMtuOverhead.${family}`;
  const headers = facts.number(fact, 'bytes') + (bytesOf(overlay.options) ?? 0);
  const routers = new Set(overlay.endpoints.map(({ by }) => by));
  const isRouter = (device: string): boolean => scenario.devices?.[device]?.kind === 'router';
  return entries(scenario.links).flatMap(([wire, { ends, mtu, name }]): Finding[] => {
    const carries = bytesOf(mtu);
    const isUnderlay = ends.every(({ to }) => isRouter(to)) && ends.some(({ to }) => routers.has(to));
    if (!isUnderlay || carries === null || carries >= inside + headers) return [];
    return [
      {
        code: overlayMtu.code,
        severity: overlayMtu.severity,
        message: `${name ?? wire} carries ${carries} B; packets of ${inside} B in overlay ${nameOf(id, overlay)} take ${inside + headers} B there`,
        path: ['links', wire, 'mtu'],
        source: factSource(facts, fact),
        cure: {
          title: `Raise it to ${inside + headers} B`,
          edits: [{ op: 'set', path: ['links', wire, 'mtu'], value: `${inside + headers} B` }],
        },
      },
    ];
  });
}
