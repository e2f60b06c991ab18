/** Lines up a table for a terminal: two spaces between columns, headings in capitals, numbers to the right. */
export interface Column {
  readonly heading: string;
  readonly right?: boolean;
}

export function columnLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const headings = columns.map(({ heading }) => heading.toUpperCase());
  const widths = columns.map((_column, at) =>
    Math.max(...[headings, ...rows].map((row) => shownWidth(row[at] ?? ''))),
  );
  return [headings, ...rows].map((row) =>
    columns
      .map(({ right }, at) => {
        const cell = row[at] ?? '';
        const space = ' '.repeat((widths[at] ?? 0) - shownWidth(cell));
        return right === true ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}

const shownWidth = (text: string): number => Array.from(text).length;
