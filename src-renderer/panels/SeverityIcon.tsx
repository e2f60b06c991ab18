/** How grave a problem is, by shape as well as by colour. */
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../src-sim/index.ts';

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

export function SeverityIcon({ severity }: { readonly severity: Severity }) {
  const Icon = icons[severity];
  return <Icon size={14} className={`severity ${severity}`} aria-label={severity} />;
}
