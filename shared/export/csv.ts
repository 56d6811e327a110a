/** Before the first header where the file is to open in Excel as UTF-8; R and pandas pass over it. */
export const byteOrderMark = '\uFEFF';

/** A number as this program and JSON write it. */
const plainNumber = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** Beginnings that a spreadsheet takes for a formula, in ASCII and full width, also after white space; and the mark against them. */
const formulaStart = /^[\s'=+\-@＝＋－＠]/;

const needsQuotes = /[",\r\n]/;

/**
 * Text that no spreadsheet runs as a formula: what begins like one gets an apostrophe in front. What begins with an
 * apostrophe gets one too, so that taking one away from every cell that begins with one restores all text. NUL, which
 * neither R nor pandas reads, becomes U+FFFD. Source: OWASP, CSV Injection.
 */
export function harmlessText(text: string): string {
  const readable = text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
  return formulaStart.test(readable) && !plainNumber.test(readable) ? `'${readable}` : readable;
}

/**
 * One cell of a CSV file (RFC 4180): numbers with a decimal point and as many digits as tell them from their
 * neighbours (reading them back gives the same double), text made harmless, null empty.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'number' ? String(value) : harmlessText(value);
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record of a CSV file with its line end. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
