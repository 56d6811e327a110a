import type { Measurement } from '../../shared/findings/reading';
import { formatValue } from '../../shared/geometry/measurements/formatValue';
import styles from './reading.module.css';

const unitWords: Record<Measurement['unit'], string> = { mm: 'mm', '%': '%', deg: '°', '1': '' };

/** Measurements with method code, value and unit; what is refused says why, what is to be known stands below. */
export function MeasurementList({
  label,
  measurements,
}: {
  label: string;
  measurements: readonly Measurement[];
}) {
  if (measurements.length === 0) return null;
  return (
    <table className={styles.measurements} aria-label={label}>
      <tbody>
        {measurements.map((one) => (
          <MeasurementRow key={`${one.name} ${one.method} ${one.level} ${one.unit}`} measurement={one} />
        ))}
      </tbody>
    </table>
  );
}

function MeasurementRow({ measurement }: { measurement: Measurement }) {
  const { name, method, level, unit, value, refused, note } = measurement;
  const showsLevel = method === 'CANAL-AP';
  return (
    <>
      <tr data-method={method} data-level={level} data-unit={unit}>
        <th scope="row">
          {name}
          {showsLevel ? ` ${level}` : ''}
          <span className={styles.method}>{method}</span>
        </th>
        <td className={styles.value}>
          {value === null ? '–' : formatValue(measurement)}{' '}
          <small>{value === null ? '' : unitWords[unit]}</small>
        </td>
      </tr>
      {refused !== undefined && (
        <tr>
          <td colSpan={2} className={styles.refused}>
            {refused}
          </td>
        </tr>
      )}
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
