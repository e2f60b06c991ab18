/** The headers of a frame, outermost first, with every field, its value and what it means. A field chosen is marked in the bytes. */
import type { OpenedFrame, ShownField, ShownLayer } from '../../../src-sim/index.ts';
import { formatCount } from '../../ui/number-format.ts';
import type { Marked } from './HexView.tsx';

interface LayerTreeProps {
  readonly frame: OpenedFrame;
  readonly marked: Marked | null;
  readonly onMark: (marked: Marked | null) => void;
}

export function LayerTree({ frame, marked, onMark }: LayerTreeProps) {
  const { start, end } = frame.payload;
  return (
    <div className="layer-tree" role="group" aria-label="Headers">
      {frame.layers.map((layer) => (
        <Layer key={layer.start} layer={layer} marked={marked} onMark={onMark} />
      ))}
      {end > start && <p className="quiet payload">Payload, {formatCount(end - start)} B</p>}
    </div>
  );
}

interface LayerProps extends Pick<LayerTreeProps, 'marked' | 'onMark'> {
  readonly layer: ShownLayer;
}

function Layer({ layer, marked, onMark }: LayerProps) {
  return (
    <details open data-layer={layer.name} className={layer.quoted ? 'quoted' : ''}>
      <summary>
        <b>{layer.name}</b>{' '}
        <span className="quiet">
          {layer.headerBytes} B{layer.quoted && ', quoted'}
          {layer.checksum === 'good' && ', checksum right'}
        </span>
        {layer.faults.map((fault) => (
          <span key={fault} className="fault">
            {' '}
            {fault}
          </span>
        ))}
      </summary>
      <ul>
        {layer.fields.map((field) => (
          <Field key={`${field.bitOffset} ${field.name}`} field={field} marked={marked} onMark={onMark} />
        ))}
      </ul>
    </details>
  );
}

interface FieldProps extends Pick<LayerTreeProps, 'marked' | 'onMark'> {
  readonly field: ShownField;
}

function Field({ field, marked, onMark }: FieldProps) {
  const isMarked = marked?.bitOffset === field.bitOffset && marked.bits === field.bits;
  return (
    <li className={isMarked ? 'marked' : ''}>
      <button
        type="button"
        aria-pressed={isMarked}
        title={field.meaning}
        onClick={() => onMark(isMarked ? null : { bitOffset: field.bitOffset, bits: field.bits })}
      >
        <span className="field-name">{field.name}</span> <code>{field.value}</code>
        <span className="quiet field-meaning">{field.meaning}</span>
      </button>
    </li>
  );
}
