import type {
  GroupCategoricalAgreement,
  GroupComparison,
  PairCategoricalAgreement,
  PairComparison,
} from '../../../shared/agreement/agreement-result';
import { rimCellItem } from '../../../shared/agreement/categorical-items';
import { isRefusal } from '../../../shared/agreement/estimate';
import { rimColumns, rimRows } from '../../../shared/findings/reading';
import { numberText } from '../../ui/format';
import { text } from '../../ui/text';
import classes from './agreement.module.css';
import { percent, readerNames } from './agreement-words';
import { Figure } from './figure';
import { useRoving } from './roving';

const words = text.agreement;
const left = 78;
const top = 52;
const cell = { width: 116, height: 62 };
const strongest = 0.45;

function rawOf(item: PairCategoricalAgreement | GroupCategoricalAgreement): number | null {
  const raw = 'raw' in item ? item.raw : item.unanimous;
  return isRefusal(raw) ? null : raw.proportion;
}

/** Agreement on each cell of the rim map as the posterior wall is seen, the patient's right on the left. */
export function RimFigure({
  comparison,
  onChoose,
}: {
  comparison: PairComparison | GroupComparison;
  onChoose: (item: string) => void;
}) {
  const { mark } = useRoving(9, 3);
  const items = new Map(comparison.categorical.map((one) => [one.item, one]));
  return (
    <Figure
      title={words.rimMap}
      fileName={`rim map ${readerNames(comparison).join(' ')}`}
      width={left + 3 * cell.width + 12}
      height={top + 3 * cell.height + 12}
      caption={words.rimHint}
    >
      {rimColumns.map((column, index) => (
        <text
          key={column}
          x={left + cell.width * (index + 0.5)}
          y={top - 10}
          textAnchor="middle"
          fill="var(--figure-ink)"
        >
          {words.columns[column]}
        </text>
      ))}
      <text x={left} y={16} fill="var(--figure-dim)">
        {words.patientSides}
      </text>
      {rimRows.flatMap((row, rowIndex) => [
        <text
          key={row}
          x={left - 8}
          y={top + cell.height * (rowIndex + 0.5) + 4}
          textAnchor="end"
          fill="var(--figure-ink)"
        >
          {row}
        </text>,
        ...rimColumns.map((column, columnIndex) => {
          const key = rimCellItem(`${row}-${column}`);
          const item = items.get(key);
          if (item === undefined) return null;
          const raw = rawOf(item);
          const kappa = isRefusal(item.kappa) ? words.noKappa : words.kappa(numberText(item.kappa.value, 2));
          const said = raw === null ? words.notCompared : percent(raw);
          const place = `translate(${left + cell.width * columnIndex} ${top + cell.height * rowIndex})`;
          return (
            <g key={key}>
              <g
                {...mark(rowIndex * 3 + columnIndex, () => onChoose(key))}
                className={classes.cell}
                aria-label={`${item.name}: ${said}, ${kappa}, ${words.compared(item.compared)}`}
                transform={place}
              >
                <rect width={cell.width} height={cell.height} fill="var(--figure-ground)" />
                <rect
                  width={cell.width}
                  height={cell.height}
                  fill="var(--figure-mark)"
                  fillOpacity={(raw ?? 0) * strongest}
                  stroke="var(--figure-line)"
                />
              </g>
              <g transform={place} pointerEvents="none" textAnchor="middle" fill="var(--figure-ink)">
                <text x={cell.width / 2} y={22} fontSize={14}>
                  {said}
                </text>
                <text x={cell.width / 2} y={38}>
                  {kappa}
                </text>
                <text x={cell.width / 2} y={53}>
                  {words.compared(item.compared)}
                </text>
              </g>
            </g>
          );
        }),
      ])}
    </Figure>
  );
}
