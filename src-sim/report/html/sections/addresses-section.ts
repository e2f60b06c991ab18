/** Who has which addresses, how full each block is, and what is free. */
import type { AddressPlan } from '../../../scenario/address-plan.ts';
import { addressCount, blockRows, shortList } from '../../address-rows.ts';
import { share } from '../../figures.ts';
import type { RecordNames } from '../../record-names.ts';
import { dataTable, figure } from '../data-table.ts';
import { html, type Markup } from '../markup.ts';
import type { Section } from './section.ts';

export const addressesSection: Section = {
  id: 'addresses',
  title: 'Address plan',
  body({ addressPlan }, names) {
    const blocks = blockTable(addressPlan, names);
    const subnets = subnetTable(addressPlan, names);
    return blocks === null && subnets === null
      ? html`<p>The design has no address blocks.</p>`
      : html`${blocks}${subnets}`;
  },
};

function blockTable(plan: AddressPlan, names: RecordNames): Markup | null {
  const rows = blockRows(plan);
  if (rows.length === 0) return null;
  return dataTable(
    'Blocks of pools, used by networks, and of networks, used by subnets',
    [
      { title: 'Owner' },
      { title: 'Block' },
      { title: 'Addresses', figures: true },
      { title: 'Used', figures: true },
      { title: 'Share', figures: true },
      { title: 'Free', narrow: true },
    ],
    rows.map(({ record, cidr, size, used, utilisation, free }) => [
      record === null ? 'private space, no pool' : ownerMarkup(record, names),
      cidr,
      figure(addressCount(size), size),
      figure(addressCount(used), used),
      figure(share(utilisation), utilisation),
      shortList(free),
    ]),
  );
}

function subnetTable({ subnets }: AddressPlan, names: RecordNames): Markup | null {
  if (subnets.length === 0) return null;
  return dataTable(
    'Subnets, used by hosts; the share is of what is not reserved',
    [
      { title: 'Subnet' },
      { title: 'Block' },
      { title: 'Used', figures: true },
      { title: 'Free', figures: true },
      { title: 'Share', figures: true },
      { title: 'Assigned', narrow: true },
      { title: 'Reserved', narrow: true },
    ],
    subnets.map(({ id, cidr, used, free, utilisation, assigned, gateway, reserved, provider }) => [
      ownerMarkup(`subnets.${id}`, names),
      cidr,
      figure(addressCount(used), used),
      figure(addressCount(free), free),
      figure(share(utilisation), utilisation),
      shortList(assigned.map(({ address, owner }) => `${address} ${names.ofWorkload(owner)}`)),
      html`${shortList(reserved)}<div class="aside">${provider === 'generic' ? 'by the protocol' : `by ${provider}`}${
        gateway === null ? '' : `; gateway ${gateway}`
      }</div>`,
    ]),
  );
}

const ownerMarkup = (record: string, names: RecordNames): Markup =>
  html`${names.ofPath(record)}<div class="aside"><code>${record}</code></div>`;
