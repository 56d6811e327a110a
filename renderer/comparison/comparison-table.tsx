import type {
  ComparedFindings,
  ComparedLevel,
  ComparedMeasurement,
  ComparedValue,
} from '../../shared/findings/compare-readings';
import { formatUncertainty, formatValue } from '../../shared/geometry/measurements/format-value';
import { unitWords } from '../reading/measurement-list';
import { inLocale } from '../ui/format';
import { text } from '../ui/text';
import classes from './comparison.module.css';

const words = text.comparison;

interface ComparisonTableProps {
  levels: readonly ComparedLevel[];
  /** Whose values stand in the two columns; those before and after the operation where left out. */
  heads?: { before: string; after: string };
}

/** The values of two readings side by side, a group of rows for each level. */
export function ComparisonTable({ levels, heads = words.rolesInFull }: ComparisonTableProps) {
  if (levels.length === 0) return <p>{words.nothing}</p>;
  return (
    <table className={classes.table} aria-label={words.values}>
      <caption className={classes.hint}>{words.differenceHint}</caption>
      <thead>
        <tr>
          <th scope="col">{words.columns.finding}</th>
          <th scope="col">{heads.before}</th>
          <th scope="col">{heads.after}</th>
          <th scope="col">{words.columns.difference}</th>
          <th scope="col">{words.columns.verdict}</th>
        </tr>
      </thead>
      {levels.map((level) => (
        <tbody key={level.level}>
          <tr>
            <th scope="rowgroup" colSpan={5} className={classes.level}>
              {words.level(level.level)}
            </th>
          </tr>
          <FindingRows level={level} />
          {level.measurements.map((one) => (
            <MeasurementRow
              key={`${one.name} ${one.method} ${one.level} ${one.unit}`}
              row={one}
              fractureLevel={level.level}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** What was read without measuring; a level without a fracture says so once. */
function FindingRows({ level: { before, after } }: { level: ComparedLevel }) {
  const rows: readonly [string, (findings: ComparedFindings) => string][] = [
    [words.rim, ({ rim }) => text.form.rim.statuses[rim]],
    [words.pattern, ({ pattern }) => asWords(pattern)],
    [words.fragment, ({ fragment }) => asWords(fragment)],
  ];
  return rows.map(([name, wordOf], index) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      {[before, after].map((side, place) =>
        'missing' in side ? (
          index === 0 && (
            // biome-ignore lint/suspicious/noArrayIndexKey: earlier and later study
            <td key={place} rowSpan={rows.length} className={classes.missing}>
              {side.missing}
            </td>
          )
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: earlier and later study
          <td key={place}>{wordOf(side)}</td>
        ),
      )}
      <td />
      <td />
    </tr>
  ));
}

function asWords(answer: string | null): string {
  return answer === null ? words.notRead : answer.replaceAll('-', ' ');
}

function MeasurementRow({ row, fractureLevel }: { row: ComparedMeasurement; fractureLevel: string }) {
  const { name, method, level, unit, before, after, difference, uncertainty, exceeds } = row;
  return (
    <tr data-method={method} data-level={level} data-unit={unit}>
      <th scope="row">
        {level === fractureLevel ? name : `${name} ${level}`} <small>{method}</small>
      </th>
      <ValueCell side={before} />
      <ValueCell side={after} />
      <td>
        {difference !== null && (
          <Value
            measurement={{ value: difference, unit, ...(uncertainty === null ? {} : { uncertainty }) }}
            isSigned
          />
        )}
      </td>
      <td className={classes.verdict} data-exceeds={exceeds || undefined}>
        {difference === null
          ? words.notCompared
          : exceeds === null
            ? words.untold
            : exceeds
              ? words.exceeds
              : words.within}
      </td>
    </tr>
  );
}

function ValueCell({ side }: { side: ComparedValue }) {
  if ('missing' in side) return <td className={classes.missing}>{side.missing}</td>;
  return (
    <td title={side.measurement.note}>
      <Value measurement={side.measurement} />
      {side.measurement.note !== undefined && <div className={classes.note}>{side.measurement.note}</div>}
    </td>
  );
}

interface ValueProps {
  measurement: Parameters<typeof formatValue>[0];
  isSigned?: boolean;
}

/** A value with its uncertainty and unit, as the reading panel writes them. */
function Value({ measurement, isSigned = false }: ValueProps) {
  const uncertainty = formatUncertainty(measurement);
  const value = inLocale(formatValue(measurement));
  const sign = isSigned && (measurement.value ?? 0) > 0 && /[1-9]/.test(value) ? '+' : '';
  return (
    <>
      {sign}
      {value}
      {uncertainty !== null && ` ± ${inLocale(uncertainty)}`} <small>{unitWords[measurement.unit]}</small>
    </>
  );
}
