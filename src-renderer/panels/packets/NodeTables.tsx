/** The tables of nodes at an instant: MAC addresses, neighbours, connections, translations, routes. */
import type { NodeTable } from '../../../src-sim/index.ts';
import { formatCount } from '../../ui/number-format.ts';

export function NodeTables({ tables }: { readonly tables: readonly NodeTable[] }) {
  return tables.map((table) => (
    <details key={`${table.node} ${table.title}`} className="node-table" open={table.total <= openMax}>
      <summary>
        {table.title} <span className="quiet">of {table.node}</span>{' '}
        <span className="count">{formatCount(table.total)}</span>
      </summary>
      {table.total === 0 ? <p className="quiet">Empty at this instant.</p> : <Rows table={table} />}
    </details>
  ));
}

/** Longer ones are opened by who wants them. */
const openMax = 12;

function Rows({ table }: { readonly table: NodeTable }) {
  return (
    <table className="data" data-table={table.kind}>
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column} scope="col" className="text">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, place) => (
          // Rows may be equal in all they show.
          <tr key={place}>
            {row.map((cell, column) => (
              <td key={table.columns[column]} className="text">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {table.total > table.rows.length && (
        <tfoot>
          <tr>
            <td className="quiet text" colSpan={table.columns.length}>
              {formatCount(table.total - table.rows.length)} more.
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
