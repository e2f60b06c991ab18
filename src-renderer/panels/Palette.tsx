/** What can be added. Each press makes a valid record in the place the selection suggests, with addresses left to address management. */
import { nounOf } from '../document/field-table.ts';
import type { Noun } from '../document/new-record.ts';
import { useActions } from '../ui/use-actions.ts';
import { NounIcon } from './NounIcon.tsx';

const items: readonly { readonly noun: Noun; readonly kind: string; readonly label?: string }[] = [
  { noun: 'region', kind: 'aws-region' },
  { noun: 'azure-region', kind: 'azure-region' },
  { noun: 'gcp-region', kind: 'gcp-region' },
  { noun: 'data-centre', kind: 'data-centre' },
  { noun: 'network', kind: 'aws-vpc', label: 'Network' },
  { noun: 'subnet', kind: 'aws-subnet' },
  { noun: 'machine', kind: 'virtual-machine', label: 'Machine' },
  { noun: 'transit-gateway', kind: 'aws-transit-gateway', label: 'Transit' },
  { noun: 'router', kind: 'router' },
  { noun: 'switch', kind: 'switch' },
];

export function Palette() {
  const actions = useActions();
  return (
    <section className="palette" aria-label="Add">
      <h2>Add</h2>
      <div className="palette-items">
        {items.map(({ noun, kind, label }) => (
          <button key={noun} type="button" onClick={() => actions.add(noun)} title={`Add: ${nounOf(kind)}`}>
            <NounIcon kind={kind} /> {label ?? nounOf(kind)}
          </button>
        ))}
      </div>
    </section>
  );
}
