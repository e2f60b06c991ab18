/** How long a large design takes to check, whole and again after an edit, in CPU time of this process; the fastest of a few turns. */
import { type BenchResult, Reopening, transitText } from '../../src-sim/index.ts';

const networks = 1000;
const turns = 4;

export function measureCheck(): NonNullable<BenchResult['check']> {
  const text = transitText(networks);
  // Network 7 has 10.0.7.0/24; the machine moves up by a few addresses each time.
  const moved = (turn: number): string =>
    text.replace('"address":"10.0.7.10"', `"address":"10.0.7.${11 + turn}"`);
  const seen = (turn: number): string =>
    `${text.slice(0, -1)},"view":{"positions":{"w7":{"x":${turn},"y":0}}}}`;
  const documents = new Reopening();
  const best = { fullSeconds: Infinity, afterEditSeconds: Infinity, afterMoveSeconds: Infinity };
  for (let turn = 0; turn < turns; turn++) {
    best.fullSeconds = Math.min(
      best.fullSeconds,
      secondsOf(() => new Reopening().open(text)),
    );
    documents.open(text);
    best.afterMoveSeconds = Math.min(
      best.afterMoveSeconds,
      secondsOf(() => documents.open(seen(turn))),
    );
    best.afterEditSeconds = Math.min(
      best.afterEditSeconds,
      secondsOf(() => documents.open(moved(turn))),
    );
  }
  return { networks, ...best };
}

function secondsOf(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
