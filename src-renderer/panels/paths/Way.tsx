/** One direction of a path, step by step: what decided, the headers around the packet, and how large it may be. */
import { useId } from 'react';
import type { TracePath, TraceStep } from '../../../src-sim/index.ts';
import { recordOfPath } from '../../document/record-path.ts';
import { useApp, useWorkbench } from '../../ui/app-context.ts';
import { formatCount } from '../../ui/number-format.ts';
import { useActions } from '../../ui/use-actions.ts';
import { HeaderBar } from './HeaderBar.tsx';
import { MtuBar } from './MtuBar.tsx';

interface WayProps {
  readonly title: string;
  readonly direction: 'forward' | 'reverse';
  readonly path: TracePath;
}

export function Way({ title, direction, path }: WayProps) {
  const { workbench } = useApp();
  const headingId = useId();
  const lit = useWorkbench((state) => state.litWay === direction);
  const last = path.steps.length - 1;
  const scale = scaleOf(path);
  return (
    <section className="way" aria-labelledby={headingId} data-fate={path.fate}>
      <h3 id={headingId}>
        {title} <span className={path.fate === 'delivered' ? 'fate good' : 'fate bad'}>{path.fate}</span>
        {path.pathMtu !== undefined && (
          <span className="quiet">largest packet {formatCount(path.pathMtu)} B</span>
        )}
        <button
          type="button"
          className="small"
          aria-pressed={lit}
          onClick={() => workbench.setState({ litWay: lit ? null : direction })}
        >
          {lit ? 'Shown on the canvas' : 'Show on the canvas'}
        </button>
      </h3>
      {path.blackHole !== undefined && (
        <p className="black-hole" role="note">
          {path.blackHole.sentence}
        </p>
      )}
      <ol>
        {path.steps.map((step, index) => (
          // The same node may be passed twice: only the place in the list tells the steps apart.
          <Step
            key={index}
            step={step}
            endsHere={index === last && path.fate !== 'delivered'}
            scale={scale}
          />
        ))}
      </ol>
      <p className="quiet">{path.reason}</p>
      {path.branches !== undefined && path.branches.length > 0 && (
        <p className="quiet">
          Flows are shared; the others end: {path.branches.map(({ fate }) => fate).join(', ')}.
        </p>
      )}
    </section>
  );
}

interface Scale {
  readonly headerBytes: number;
  readonly mtu: number;
  readonly leastMtu: number;
}

/** The bars of a way compare with each other. */
function scaleOf({ steps }: TracePath): Scale {
  const sums = steps.map(({ headers = [] }) => headers.reduce((sum, { bytes }) => sum + bytes, 0));
  const mtus = steps.flatMap(({ mtu = 0 }) => (mtu > 0 ? [mtu] : []));
  return { headerBytes: Math.max(0, ...sums), mtu: Math.max(0, ...mtus), leastMtu: Math.min(...mtus) };
}

interface StepProps {
  readonly step: TraceStep;
  readonly endsHere: boolean;
  readonly scale: Scale;
}

/** Deeper than this, further tunnels stand no further in: the style sheet knows as many. */
const depthMax = 4;

function Step({ step, endsHere, scale }: StepProps) {
  const actions = useActions();
  const { depth = 0, headers = [], mtu = 0, tunnel, vlan } = step;
  const classes = [`depth-${Math.min(depth, depthMax)}`, ...(endsHere ? ['ends-here'] : [])].join(' ');
  return (
    <li className={classes} data-depth={depth}>
      <button type="button" onClick={() => actions.select(recordOfPath(step.record))}>
        <b>{recordOfPath(step.record) ?? step.at}</b> <span className="quiet">{step.noun}</span>
        {depth > 0 && <span className="quiet"> around the packet</span>}
        <span className="sentence">{step.sentence}</span>
        <span className="quiet entry">
          {step.decidedBy.table}: {step.decidedBy.entry}
          {vlan !== undefined && ` · VLAN ${vlan}`}
        </span>
        {tunnel !== undefined && (
          <span className="quiet entry">
            into {tunnel.kind} {tunnel.key}: {tunnel.source} to {tunnel.destination}, {tunnel.bytes} B more
          </span>
        )}
        {headers.length > 0 && <HeaderBar headers={headers} longestBytes={scale.headerBytes} />}
        {mtu > 0 && (
          <MtuBar mtu={mtu} largest={scale.mtu} isNarrowest={mtu === scale.leastMtu && mtu < scale.mtu} />
        )}
      </button>
    </li>
  );
}
