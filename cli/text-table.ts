/** Width of text on a terminal: combining marks do not occur in what is printed. */
function widthOf(text: string): number {
  return [...text].length;
}

/**
 * Lines of a table: a header and rows of the same length, the first column flush left, the others flush right, two
 * spaces between columns and before the first.
 */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))));
  return lines.map((line) =>
    line
      .map((cell, column) => {
        const fill = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)));
        return column === 0 ? cell + fill : fill + cell;
      })
      .map((cell) => `  ${cell}`)
      .join('')
      .trimEnd(),
  );
}
