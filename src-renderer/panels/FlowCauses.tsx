/** For each flow: what became of it, what limits it, where the time of its packets went, and its round trips, requests and jitter. */
import { type FlowResult, limitSentence, type Waterfall, waterfallParts } from '../../src-sim/index.ts';
import { WaterfallBar } from '../charts/WaterfallBar.tsx';
import { formatNs } from '../ui/number-format.ts';
import { useActions } from '../ui/use-actions.ts';
import { factsOf, verdictOf } from './flow-sentences.ts';

export function FlowCauses({ flows }: { readonly flows: readonly FlowResult[] }) {
  const sent = flows.filter(({ offered }) => offered > 0);
  if (sent.length === 0) return null;
  const falls = sent.flatMap(({ waterfallNs, back }) => [waterfallNs, back?.waterfallNs ?? null]);
  const longestNs = falls.reduce((most, fall) => Math.max(most, fall?.total ?? 0), 0);
  return (
    <section className="flow-causes" aria-label="Why the flows are as fast as they are">
      <Legend falls={falls} />
      {sent.map((flow) => (
        <Flow key={flow.id} flow={flow} longestNs={longestNs} />
      ))}
    </section>
  );
}

/** The parts that any bar has. */
function Legend({ falls }: { readonly falls: readonly (Waterfall | null)[] }) {
  const parts = waterfallParts.filter(([key]) => falls.some((fall) => (fall?.[key] ?? 0) > 0));
  return (
    <h3>
      Where the time of a packet goes
      {parts.map(([key, title]) => (
        <span key={key} className="quiet waterfall-part">
          <svg className="waterfall-bar" width="10" height="10" aria-hidden>
            <rect className={key} width="10" height="10" rx="2" />
          </svg>{' '}
          {title}
        </span>
      ))}
    </h3>
  );
}

interface FlowProps {
  readonly flow: FlowResult;
  readonly longestNs: number;
}

function Flow({ flow, longestNs }: FlowProps) {
  const actions = useActions();
  const { id, waterfallNs, back } = flow;
  return (
    <article className="flow-cause" data-flow={id}>
      <button type="button" className="cell" onClick={() => actions.select(id)}>
        <b>{id}</b>
      </button>
      <div className="flow-bars">
        {waterfallNs !== null && <Bar title="there" fall={waterfallNs} longestNs={longestNs} />}
        {back !== null && back.waterfallNs !== null && (
          <Bar title="back" fall={back.waterfallNs} longestNs={longestNs} />
        )}
      </div>
      <div>
        <p>
          <span className="flow-verdict">{verdictOf(flow)}</span> {limitSentence(flow.limit)}
        </p>
        <dl>
          {factsOf(flow).map(([title, text]) => (
            <div key={title}>
              <dt>{title}</dt> <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </article>
  );
}

interface BarProps {
  readonly title: string;
  readonly fall: Waterfall;
  readonly longestNs: number;
}

function Bar({ title, fall, longestNs }: BarProps) {
  return (
    <p>
      <WaterfallBar waterfall={fall} longestNs={longestNs} />{' '}
      <span className="quiet">
        {title} {formatNs(fall.total)}
      </span>
    </p>
  );
}
