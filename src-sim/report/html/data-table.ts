/** Tables of a report: right-aligned figures, sortable and filterable where the script runs, whole where it does not. */
import { type Content, html, type Markup } from './markup.ts';

export interface Column {
  readonly title: string;
  readonly figures?: boolean;
  /** Text that may break anywhere: paths, sources. */
  readonly narrow?: boolean;
}

/** What a cell shows, and what it is sorted by where that is another thing. */
export interface Cell {
  readonly shows: Content;
  readonly sortBy: number | string;
}

export function dataTable(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Content | Cell)[])[],
): Markup {
  const head = columns.map((column) => html`<th scope="col"${classOf(column)}>${column.title}</th>`);
  const body = rows.map(
    (row) => html`<tr>${row.map((cell, index) => cellMarkup(cell, columns[index]))}</tr>
`,
  );
  return html`<table class="data${rows.length <= SHORT_ROWS ? ' short' : ''}"><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table>
`;
}

/** Tables up to this length are kept on one page of paper. */
const SHORT_ROWS = 14;

/** A figure shown with its unit and sorted by its value. */
export const figure = (shows: string, sortBy: number): Cell => ({ shows, sortBy });

function cellMarkup(cell: Content | Cell, column: Column): Markup {
  if (!isCell(cell)) return html`<td${classOf(column)}>${cell}</td>`;
  return html`<td${classOf(column)} data-sort="${cell.sortBy}">${cell.shows}</td>`;
}

const isCell = (cell: Content | Cell): cell is Cell =>
  typeof cell === 'object' && cell !== null && 'shows' in cell;

function classOf(column: Column): Markup | null {
  if (column.figures === true) return html` class="figures"`;
  return column.narrow === true ? html` class="narrow"` : null;
}
