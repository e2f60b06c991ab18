/** How much simulated time passes in a second of the person who watches. */
import { useDesk, usePlayback } from '../../ui/use-desk.ts';

const speeds: readonly (readonly [string, number | null])[] = [
  ['as fast as it goes', null],
  ['1 s a second', 1e9],
  ['100 ms a second', 1e8],
  ['10 ms a second', 1e7],
  ['1 ms a second', 1e6],
  ['100 µs a second', 1e5],
  ['10 µs a second', 1e4],
];

export function SpeedChoice() {
  const { playback } = useDesk();
  const speed = usePlayback((state) => state.speed);
  const chosen = speeds.findIndex(([, each]) => each === speed);
  return (
    <select
      className="speed"
      aria-label="Speed"
      value={chosen}
      onChange={(event) => playback.setSpeed(speeds[Number(event.target.value)][1])}
    >
      {speeds.map(([title], place) => (
        <option key={title} value={place}>
          {title}
        </option>
      ))}
    </select>
  );
}
