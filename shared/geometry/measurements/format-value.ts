import type { Measurement } from '../../findings/reading';

/** Decimals shown at most. */
const most: Record<Measurement['unit'], number> = { mm: 1, '%': 0, deg: 1, '1': 0 };

/**
 * Decimals a value deserves: down to the first digit of its uncertainty that counts (the second where the first is 1), at
 * most one for mm and degrees and none for per cent and grades.
 */
function decimalsOf({ unit, uncertainty }: Pick<Measurement, 'unit' | 'uncertainty'>): number {
  if (uncertainty === undefined || uncertainty <= 0) return most[unit];
  const place = Math.floor(Math.log10(uncertainty));
  const startsWithOne = Math.floor(uncertainty / 10 ** place) === 1;
  return Math.min(most[unit], Math.max(0, startsWithOne ? 1 - place : -place));
}

function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const unsigned = Number(text) === 0 ? text.replace('-', '') : text;
  return unsigned.replace('-', '−');
}

/** A measurement's value for display, without its unit, to the precision its uncertainty deserves; "–" for none. */
export function formatValue(measurement: Pick<Measurement, 'value' | 'unit' | 'uncertainty'>): string {
  return measurement.value === null ? '–' : fixed(measurement.value, decimalsOf(measurement));
}

/** The uncertainty of a measurement to the decimals of its value, without its unit; null where it has none. */
export function formatUncertainty(
  measurement: Pick<Measurement, 'value' | 'unit' | 'uncertainty'>,
): string | null {
  const { value, uncertainty } = measurement;
  if (value === null || uncertainty === undefined) return null;
  const decimals = decimalsOf(measurement);
  // Never ±0: what is smaller than the last digit shown is at most that digit.
  return fixed(Math.max(uncertainty, 10 ** -decimals), decimals);
}

/** Value, uncertainty and unit as they stand in the panel and on the image, e.g. "4.4 ± 0.5 mm", "29 ± 4 %", "12.1 ± 2.3°". */
export function valueInWords(measurement: Pick<Measurement, 'value' | 'unit' | 'uncertainty'>): string {
  const uncertainty = formatUncertainty(measurement);
  const number = `${formatValue(measurement)}${uncertainty === null ? '' : ` ± ${uncertainty}`}`;
  const { unit } = measurement;
  return unit === '1' ? number : unit === 'deg' ? `${number}°` : `${number} ${unit}`;
}
