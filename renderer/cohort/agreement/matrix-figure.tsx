import { useState } from 'react';
import {
  type PairCategoricalAgreement,
  type PairComparison,
  subjectAt,
} from '../../../shared/agreement/agreement-result';
import { text } from '../../ui/text';
import classes from './agreement.module.css';
import { categoryName, readerNames, subjectName } from './agreement-words';
import { Figure } from './figure';
import { openCaseOf } from './open-case-of';
import { useRoving } from './roving';

const words = text.agreement;
const left = 132;
const top = 64;
const cell = { width: 74, height: 34 };
/** The strongest shading on which the numbers stay readable. */
const strongest = 0.45;

/** Answers of two readers against each other; a cell lists its cases, each of which opens. */
export function MatrixFigure({
  comparison,
  item,
}: {
  comparison: PairComparison;
  item: PairCategoricalAgreement;
}) {
  const { categories, counts, subjects } = item.matrix;
  const [chosen, setChosen] = useState<readonly [number, number] | null>(null);
  const { mark } = useRoving(categories.length ** 2, categories.length);
  const [first, second] = readerNames(comparison);
  if (categories.length === 0) return <p className={classes.note}>{words.noAnswers}</p>;
  const most = Math.max(1, ...counts.flat());
  const width = left + cell.width * categories.length + 12;
  const height = top + cell.height * categories.length + 12;
  const row = chosen === null ? undefined : categories[chosen[0]];
  const column = chosen === null ? undefined : categories[chosen[1]];
  const listed = chosen === null ? [] : (subjects[chosen[0]]?.[chosen[1]] ?? []);
  return (
    <Figure
      title={words.matrix(item.name)}
      fileName={`matrix ${item.item} ${first} ${second}`}
      width={width}
      height={height}
      caption={
        row === undefined || column === undefined ? (
          words.cellHint
        ) : (
          <>
            {words.casesOf(
              listed.length,
              `${first}: ${categoryName(row)}`,
              `${second}: ${categoryName(column)}`,
            )}
            <span className={classes.cases}>
              {listed.map((place) => {
                const subject = subjectAt(comparison, place);
                if (subject === undefined) return null;
                return (
                  <button
                    key={place}
                    type="button"
                    className={classes.button}
                    onClick={() => void openCaseOf(subject.caseId)}
                  >
                    {subjectName(subject)}
                  </button>
                );
              })}
            </span>
          </>
        )
      }
    >
      <text
        x={left + (cell.width * categories.length) / 2}
        y={18}
        textAnchor="middle"
        fill="var(--figure-ink)"
      >
        {second}
      </text>
      <text
        transform={`translate(14 ${top + (cell.height * categories.length) / 2}) rotate(-90)`}
        textAnchor="middle"
        fill="var(--figure-ink)"
      >
        {first}
      </text>
      {categories.map((category, index) => (
        <g key={category}>
          <text
            x={left - 8}
            y={top + cell.height * (index + 0.5) + 4}
            textAnchor="end"
            fill="var(--figure-dim)"
          >
            {categoryName(category)}
          </text>
          <text
            x={left + cell.width * (index + 0.5)}
            y={index % 2 === 0 ? top - 8 : top - 24}
            textAnchor="middle"
            fill="var(--figure-dim)"
          >
            {categoryName(category)}
          </text>
        </g>
      ))}
      {counts.flatMap((line, rowIndex) =>
        line.map((count, columnIndex) => {
          const rowName = categories[rowIndex] ?? '';
          const columnName = categories[columnIndex] ?? '';
          const isChosen = chosen?.[0] === rowIndex && chosen[1] === columnIndex;
          return (
            <g
              key={`${rowName} ${columnName}`}
              {...mark(rowIndex * categories.length + columnIndex, () => setChosen([rowIndex, columnIndex]))}
              className={classes.cell}
              aria-label={words.cell(
                `${first} ${categoryName(rowName)}`,
                `${second} ${categoryName(columnName)}`,
                count,
              )}
              data-chosen={isChosen || undefined}
              transform={`translate(${left + cell.width * columnIndex} ${top + cell.height * rowIndex})`}
            >
              <rect width={cell.width} height={cell.height} fill="var(--figure-ground)" />
              <rect
                width={cell.width}
                height={cell.height}
                fill="var(--figure-mark)"
                fillOpacity={(count / most) * strongest}
                stroke={rowIndex === columnIndex ? 'var(--figure-ink)' : 'var(--figure-line)'}
                strokeWidth={rowIndex === columnIndex ? 1.4 : 0.8}
              />
              <text
                x={cell.width / 2}
                y={cell.height / 2 + 5}
                textAnchor="middle"
                fontSize={13}
                fill="var(--figure-ink)"
              >
                {count}
              </text>
            </g>
          );
        }),
      )}
    </Figure>
  );
}
