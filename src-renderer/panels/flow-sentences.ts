/** What became of a flow, in sentences: how much arrived, how long answers and round trips took, how evenly packets came. */
import { type Fate, fateSentence, type FlowResult } from '../../src-sim/index.ts';
import { formatCount, formatNs, formatShare } from '../ui/number-format.ts';

/** There and, where something answers, back; the reasons for what was lost with the most frequent first. */
export function verdictOf(flow: FlowResult): string {
  const there = arrivalOf(flow, 'packets');
  const lostBack = flow.back === null ? 0 : lossOf(flow.back);
  return lostBack === 0 ? there : `${there} ${arrivalOf(flow.back!, 'answers')}`;
}

type OneWay = Pick<FlowResult, 'offered' | 'delivered' | 'inFlight' | 'lossByFate'>;

const lossOf = ({ lossByFate }: OneWay): number =>
  Object.values(lossByFate).reduce((sum, count) => sum + count, 0);

function arrivalOf(way: OneWay, noun: string): string {
  const { offered, delivered, inFlight, lossByFate } = way;
  const lost = lossOf(way);
  const open = inFlight === 0 ? '' : ` ${formatCount(inFlight)} were still under way.`;
  if (lost === 0) {
    return delivered === offered
      ? `All ${formatCount(offered)} ${noun} arrived.`
      : `Of ${formatCount(offered)} ${noun} ${formatCount(delivered)} arrived, none was lost.${open}`;
  }
  const reasons = Object.entries(lossByFate)
    .toSorted(([, a], [, b]) => b - a)
    .map(([fate, count]) => `${formatCount(count)}: ${fateSentence[fate as Fate]}`);
  return `${formatShare(lost / offered)} of ${formatCount(offered)} ${noun} were lost (${reasons.join('; ')}).${open}`;
}

/** Figures that only some flows have. */
export function factsOf(flow: FlowResult): readonly (readonly [title: string, text: string])[] {
  const { tcp, echo, jitterNs, requests, migration } = flow;
  const facts: (readonly [string, string])[] = [];
  if (requests !== null) {
    const { completed, made, perSecond, responseNs } = requests;
    const text = `${formatCount(completed)} of ${formatCount(made)} answered, ${perSecond.toFixed(1)} a second`;
    facts.push(['Requests', responseNs === null ? text : `${text}, ${spread(responseNs)}`]);
  }
  const roundTrip = tcp?.roundTripNs ?? echo?.roundTripNs ?? null;
  if (roundTrip !== null) facts.push(['Round trip', spread(roundTrip)]);
  if (echo !== null) {
    facts.push(['Echoes', `${formatCount(echo.received)} of ${formatCount(echo.sent)} came back`]);
  }
  if (jitterNs !== null) {
    facts.push(['Jitter', `${formatNs(jitterNs.mean)} on average, ${formatNs(jitterNs.max)} at most`]);
  }
  if (tcp !== null && tcp.retransmissions > 0) {
    facts.push([
      'Sent again',
      `${formatCount(tcp.retransmissions)} segments, ${formatCount(tcp.timeouts)} time-outs`,
    ]);
  }
  if (migration !== null) {
    const { rounds, downtimeNs } = migration;
    const down = downtimeNs === null ? 'not across yet' : `stopped for ${formatNs(downtimeNs)}`;
    facts.push(['Migration', `${formatCount(rounds.length)} rounds, ${down}`]);
  }
  return facts;
}

const spread = ({ p50, p99, max }: { p50: number; p99: number; max: number }): string =>
  `p50 ${formatNs(p50)}, p99 ${formatNs(p99)}, at most ${formatNs(max)}`;
