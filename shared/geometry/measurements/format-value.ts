import type { Measurement } from '../../findings/reading';

const decimals: Record<Measurement['unit'], number> = { mm: 1, '%': 0, deg: 1, '1': 0 };

/** A measurement's value for display, without its unit: mm and degrees with one decimal, per cent and grades whole. */
export function formatValue(measurement: Pick<Measurement, 'value' | 'unit'>): string {
  if (measurement.value === null) return '–';
  const text = measurement.value.toFixed(decimals[measurement.unit]);
  const unsigned = Number(text) === 0 ? text.replace('-', '') : text;
  return unsigned.replace('-', '−');
}
