/** A table whose columns can be sorted and whose rows can be chosen, by mouse or keyboard. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';

export interface Column<T> {
  readonly id: string;
  readonly title: string;
  readonly sortBy: (row: T) => number | string;
  readonly show: (row: T) => ReactNode;
  /** Aligned to the left; numbers go to the right. */
  readonly text?: boolean;
}

interface DataTableProps<T> {
  readonly caption: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  /** Largest first; left out: the order of the rows. */
  readonly sortedBy?: string;
  readonly keyOf: (row: T) => string;
  readonly onChoose: (row: T) => void;
}

/** More rows than anybody reads would only make the window slow; sorting brings the others up. */
const rowsMax = 500;

export function DataTable<T>({ caption, rows, columns, sortedBy, keyOf, onChoose }: DataTableProps<T>) {
  const [order, setOrder] = useState<{ id: string; down: boolean } | null>(
    sortedBy === undefined ? null : { id: sortedBy, down: true },
  );
  const sorted = useMemo(() => {
    const column = columns.find(({ id }) => id === order?.id);
    if (column === undefined || order === null) return rows;
    const sign = order.down ? -1 : 1;
    return rows.toSorted((a, b) => sign * compare(column.sortBy(a), column.sortBy(b)));
  }, [rows, columns, order]);
  const turn = (id: string): void => setOrder((now) => ({ id, down: now?.id === id ? !now.down : true }));
  return (
    <table className="data">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ id, title, text }) => {
            const down = order?.id === id ? order.down : null;
            return (
              <th
                key={id}
                scope="col"
                className={text === true ? 'text' : ''}
                aria-sort={down === null ? 'none' : down ? 'descending' : 'ascending'}
              >
                <button type="button" onClick={() => turn(id)}>
                  {title}
                  {down === true && <ArrowDown size={11} aria-hidden />}
                  {down === false && <ArrowUp size={11} aria-hidden />}
                </button>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {sorted.slice(0, rowsMax).map((row) => (
          <tr key={keyOf(row)} data-row={keyOf(row)} onClick={() => onChoose(row)}>
            {columns.map(({ id, show, text }, index) => (
              <td key={id} data-column={id} className={text === true ? 'text' : ''}>
                {index === 0 ? (
                  <button type="button" className="cell">
                    {show(row)}
                  </button>
                ) : (
                  show(row)
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {sorted.length > rowsMax && (
        <tfoot>
          <tr>
            <td colSpan={columns.length} className="quiet text">
              {sorted.length - rowsMax} more rows are not shown; sort to bring others up.
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
