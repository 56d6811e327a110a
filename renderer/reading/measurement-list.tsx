import type { Measurement } from '../../shared/findings/reading';
import { formatUncertainty, formatValue } from '../../shared/geometry/measurements/format-value';
import { inLocale } from '../ui/format';
import { drawingText, text } from '../ui/text';
import styles from './reading.module.css';

/** How units are written beside values. */
export const unitWords: Record<Measurement['unit'], string> = { mm: 'mm', '%': '%', deg: '°', '1': '' };

interface MeasurementListProps {
  label: string;
  measurements: readonly Measurement[];
  /** Whether points are still being placed: what cannot be measured yet is then named, and its reasons folded away. */
  isBeingPlaced?: boolean;
}

/** Measurements with method code, value and unit; below them what is refused and why. */
export function MeasurementList({ label, measurements, isBeingPlaced = false }: MeasurementListProps) {
  const measured = measurements.filter((one) => one.value !== null);
  const refused = measurements.filter((one) => one.refused !== undefined);
  if (measurements.length === 0) return null;
  return (
    <>
      {measured.length > 0 && (
        <table className={styles.measurements} aria-label={label}>
          <tbody>
            {measured.map((one) => (
              <MeasurementRow key={keyOf(one)} measurement={one} />
            ))}
          </tbody>
          {measured.some((one) => one.uncertainty !== undefined) && (
            <tfoot>
              <tr>
                <td colSpan={2} className={styles.remark}>
                  {drawingText.uncertainty}
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      )}
      {refused.length > 0 && (
        <details className={styles.refused} open={!isBeingPlaced}>
          <summary>
            {(isBeingPlaced ? text.reading.notMeasuredYet : text.reading.notMeasured)(
              [...new Set(refused.map(titleOf))].join(', '),
            )}
          </summary>
          <ul>
            {[...new Set(refused.map((one) => one.refused))].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function keyOf({ name, method, level, unit }: Measurement): string {
  return `${name} ${method} ${level} ${unit}`;
}

function titleOf({ name, method, level }: Measurement): string {
  return method === 'CANAL-AP' ? `${name} ${level}` : name;
}

function MeasurementRow({ measurement }: { measurement: Measurement }) {
  const { method, level, unit, note } = measurement;
  const uncertainty = formatUncertainty(measurement);
  return (
    <>
      <tr data-method={method} data-level={level} data-unit={unit}>
        <th scope="row">
          {titleOf(measurement)}
          <span className={styles.method}>{method}</span>
        </th>
        <td className={styles.value}>
          {inLocale(formatValue(measurement))}
          {uncertainty !== null && (
            <small title={drawingText.uncertainty}>{` ± ${inLocale(uncertainty)}`}</small>
          )}{' '}
          <small>{unitWords[unit]}</small>
        </td>
      </tr>
      {note !== undefined && (
        <tr>
          <td colSpan={2} className={styles.remark}>
            {note}
          </td>
        </tr>
      )}
    </>
  );
}
