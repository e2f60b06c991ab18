/** The largest packet to the next node, beside the largest of the way. */
import { formatCount } from '../../ui/number-format.ts';

const widthPx = 220;

interface MtuBarProps {
  readonly mtu: number;
  readonly largest: number;
  readonly isNarrowest: boolean;
}

export function MtuBar({ mtu, largest, isNarrowest }: MtuBarProps) {
  return (
    <span className={isNarrowest ? 'mtu-bar narrowest' : 'mtu-bar'}>
      <svg width={widthPx} height="5" aria-hidden>
        <rect className="track" width={widthPx} height="5" rx="2" />
        <rect className="mtu" width={(mtu / largest) * widthPx} height="5" rx="2" />
      </svg>
      <span className="quiet">
        MTU {formatCount(mtu)}
        {isNarrowest && ', the narrowest'}
      </span>
    </span>
  );
}
