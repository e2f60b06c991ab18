/**
 * VLAN tag (IEEE 802.1Q clause 9): what follows the tag's EtherType, which stands in the header before. The customer tag
 * (0x8100) and the service tag of provider bridges (0x88A8, once 802.1ad) are alike; QinQ is one behind the other.
 *
 * Left out: the older outer EtherTypes 0x9100 and 0x9200.
 */
import { put16, u16 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { etherTypeNames } from './ether-type.ts';
import { layOut } from './field.ts';
import { cutShort, type HeaderFormat } from './header-format.ts';

export interface Vlan {
  /** Priority code point, 0 to 7. */
  readonly priority: number;
  readonly dropEligible: boolean;
  /** 0 means that the tag carries a priority only. */
  readonly id: number;
  readonly etherType: number;
}

export const vlanTagBytes = 4;
/** Reserved for implementations (clause 9.6, table 9-2). */
const ID_RESERVED = 0xfff;

const fields = layOut(0, [
  ['Priority', 3, 'decimal', 'priority code point'],
  ['Drop eligible', 1, 'flag', 'may be dropped first when queues are full'],
  ['VLAN', 12, 'decimal', 'VLAN identifier', { 0: 'priority only', [ID_RESERVED]: 'reserved' }],
  ['EtherType', 16, 'hex', 'what follows the tag', etherTypeNames],
]);

function tag(name: string): HeaderFormat<Vlan> {
  return {
    name,
    length: () => vlanTagBytes,
    read(bytes, at, end) {
      if (end - at < vlanTagBytes) return cutShort(name, vlanTagBytes, at, end);
      const control = u16(bytes, at);
      const header = {
        priority: control >> 13,
        dropEligible: (control & 0x1000) !== 0,
        id: control & 0xfff,
        etherType: u16(bytes, at + 2),
      };
      const faults = header.id === ID_RESERVED ? ['VLAN 4095 is reserved'] : [];
      return { ok: true, header, length: vlanTagBytes, fields, faults };
    },
    write(into, at, { priority, dropEligible, id, etherType }) {
      if (id === ID_RESERVED) throw new RangeError('VLAN 4095 is reserved');
      const high = (checkedBits('the priority', priority, 3) << 13) | (dropEligible ? 0x1000 : 0);
      put16(into, at, high | checkedBits('the VLAN identifier', id, 12));
      put16(into, at + 2, checkedBits('the EtherType', etherType, 16));
      return vlanTagBytes;
    },
  };
}

export const vlan = tag('802.1Q tag');
export const providerVlan = tag('802.1ad service tag');
