import type { ReactNode } from 'react';
import type {
  GroupCategoricalAgreement,
  GroupComparison,
  GroupNumericAgreement,
  PairCategoricalAgreement,
  PairComparison,
  PairNumericAgreement,
} from '../../../shared/agreement/agreement-result';
import {
  type AgreementTable,
  groupCategoricalTable,
  numericTable,
  pairCategoricalTable,
} from '../../../shared/agreement/agreement-tables';
import { isRefusal, type Refusal } from '../../../shared/agreement/estimate';
import { byteOrderMark, csvLine } from '../../../shared/export/csv';
import { unitWords } from '../../reading/measurement-list';
import { numberText } from '../../ui/format';
import { text } from '../../ui/text';
import classes from './agreement.module.css';
import { estimateText, numericName, percent, readerNames } from './agreement-words';
import { saveTable } from './save-figure';

const words = text.agreement;
const { headings } = words;

interface TableProps {
  name: string;
  /** What is saved; null: nothing but what is shown. */
  table: AgreementTable | null;
  fileName: string;
  head: readonly string[];
  children: ReactNode;
}

function TableFrame({ name, table, fileName, head, children }: TableProps) {
  return (
    <section aria-label={name} className={classes.tableFrame}>
      <div className={classes.figureHead}>
        <h3>{name}</h3>
        {table !== null && (
          <button
            type="button"
            className={classes.button}
            aria-label={words.saveTable(name)}
            onClick={() =>
              void saveTable(
                byteOrderMark + [table.columns, ...table.rows].map((row) => csvLine(row)).join(''),
                fileName,
              )
            }
          >
            {words.csv}
          </button>
        )}
      </div>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={name}>
          <thead>
            <tr>
              {head.map((one) => (
                <th key={one} scope="col">
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </section>
  );
}

/** A statistic, or why there is none, in small. */
function Value({ shown, result }: { shown: string | null; result: object | Refusal | null }) {
  if (shown !== null) return <td>{shown}</td>;
  const why = result !== null && 'refused' in result ? String(result.refused) : '';
  return <td className={classes.refused}>{why === '' ? '–' : why}</td>;
}

function rawText(raw: PairCategoricalAgreement['raw']): string | null {
  return isRefusal(raw)
    ? null
    : words.withInterval(percent(raw.proportion), percent(raw.lower), percent(raw.upper));
}

function ItemCells({
  item,
  chosen,
  onChoose,
}: {
  item: PairCategoricalAgreement | GroupCategoricalAgreement;
  chosen: boolean;
  onChoose: ((item: string) => void) | null;
}) {
  return (
    <>
      <th scope="row">
        {onChoose === null ? (
          item.name
        ) : (
          <button
            type="button"
            className={classes.name}
            aria-pressed={chosen}
            onClick={() => onChoose(item.item)}
          >
            {item.name}
          </button>
        )}
        <small> {words.units[item.unit]}</small>
      </th>
      <td>{numberText(item.compared)}</td>
      <td>{numberText(item.leftOut.notAssessable)}</td>
      <td>{numberText(item.leftOut.unread)}</td>
    </>
  );
}

function number2(result: { value: number } | Refusal): string | null {
  return isRefusal(result) ? null : numberText(result.value, 2);
}

/** Raw agreement and kappas, one row an item. */
export function CategoricalTable({
  comparison,
  chosen,
  onChoose,
}: {
  comparison: PairComparison | GroupComparison;
  chosen: string;
  onChoose: (item: string) => void;
}) {
  const fileName = `answers ${readerNames(comparison).join(' ')}`;
  if (comparison.kind === 'all-readers') {
    return (
      <TableFrame
        name={words.categorical}
        table={groupCategoricalTable(comparison)}
        fileName={fileName}
        head={[
          headings.item,
          headings.n,
          headings.notAssessable,
          headings.unread,
          headings.unanimous,
          headings.pairwise,
          headings.fleiss,
        ]}
      >
        {comparison.categorical.map((item) => (
          <tr key={item.item}>
            <ItemCells item={item} chosen={false} onChoose={null} />
            <Value shown={rawText(item.unanimous)} result={item.unanimous} />
            <Value
              shown={isRefusal(item.pairwise) ? null : percent(item.pairwise.value)}
              result={item.pairwise}
            />
            <Value shown={estimateText(item.kappa)} result={item.kappa} />
          </tr>
        ))}
      </TableFrame>
    );
  }
  return (
    <TableFrame
      name={words.categorical}
      table={pairCategoricalTable(comparison)}
      fileName={fileName}
      head={[
        headings.item,
        headings.n,
        headings.notAssessable,
        headings.unread,
        headings.raw,
        headings.kappa,
        headings.weighted,
        headings.pabak,
        headings.prevalence,
        headings.bias,
      ]}
    >
      {comparison.categorical.map((item) => (
        <tr key={item.item} data-chosen={item.item === chosen || undefined}>
          <ItemCells item={item} chosen={item.item === chosen} onChoose={onChoose} />
          <Value shown={rawText(item.raw)} result={item.raw} />
          <Value shown={estimateText(item.kappa)} result={item.kappa} />
          <Value
            shown={item.weighted === null ? '' : estimateText(item.weighted.quadratic)}
            result={item.weighted?.quadratic ?? null}
          />
          <Value shown={estimateText(item.prevalenceAdjusted)} result={item.prevalenceAdjusted} />
          <Value shown={number2(item.prevalenceIndex)} result={item.prevalenceIndex} />
          <Value shown={number2(item.biasIndex)} result={item.biasIndex} />
        </tr>
      ))}
    </TableFrame>
  );
}

/** What tells measurements of a comparison apart. */
export function numericKey({ name, method, unit, position }: GroupNumericAgreement): string {
  return [name, method, unit, position].join('|');
}

function limitsText(item: PairNumericAgreement): string | null {
  const { blandAltman } = item;
  if (isRefusal(blandAltman)) return null;
  const { bias, lowerLimit, upperLimit } = blandAltman;
  return words.withInterval(
    numberText(bias.value, 2),
    numberText(lowerLimit.value, 2),
    numberText(upperLimit.value, 2),
  );
}

/** Intraclass correlations, bias, limits and repeatability, one row a measurement of one method. */
export function NumericTable({
  comparison,
  chosen,
  onChoose,
}: {
  comparison: PairComparison | GroupComparison;
  chosen: string;
  onChoose: (item: string) => void;
}) {
  const isPair = comparison.kind !== 'all-readers';
  return (
    <TableFrame
      name={words.numeric}
      table={numericTable(comparison)}
      fileName={`measurements ${readerNames(comparison).join(' ')}`}
      head={[
        headings.measurement,
        headings.n,
        headings.refused,
        headings.notMeasured,
        headings.icc11,
        headings.icc,
        headings.icc31,
        ...(isPair ? [headings.differences] : []),
        headings.within,
        headings.repeatability,
      ]}
    >
      {comparison.numeric.map((item) => {
        const key = numericKey(item);
        const { correlation, repeatability } = item;
        const of = (pick: 'oneWay' | 'agreement' | 'consistency') =>
          isRefusal(correlation) ? correlation : correlation[pick];
        const unit = unitWords[item.unit];
        return (
          <tr key={key} data-chosen={(isPair && key === chosen) || undefined}>
            <th scope="row">
              {isPair ? (
                <button
                  type="button"
                  className={classes.name}
                  aria-pressed={key === chosen}
                  onClick={() => onChoose(key)}
                >
                  {numericName(item)}
                </button>
              ) : (
                numericName(item)
              )}
              <small> {unit}</small>
            </th>
            <td>{numberText(item.compared)}</td>
            <td>{numberText(item.refused)}</td>
            <td>{numberText(item.notMeasured)}</td>
            {(['oneWay', 'agreement', 'consistency'] as const).map((pick) => (
              <Value key={pick} shown={estimateText(of(pick))} result={of(pick)} />
            ))}
            {'blandAltman' in item && <Value shown={limitsText(item)} result={item.blandAltman} />}
            <Value
              shown={isRefusal(repeatability) ? null : numberText(repeatability.withinSubjectSd, 2)}
              result={repeatability}
            />
            <Value
              shown={isRefusal(repeatability) ? null : numberText(repeatability.repeatabilityCoefficient, 2)}
              result={repeatability}
            />
          </tr>
        );
      })}
    </TableFrame>
  );
}

/** How far landmarks of two readers lie apart, and how far their canal outlines overlap. */
export function PlacesTables({ comparison }: { comparison: PairComparison }) {
  const { landmarks, outlines } = comparison;
  return (
    <>
      {landmarks.length > 0 && (
        <TableFrame
          name={words.landmarks}
          table={{
            columns: ['landmark', 'position', 'n', 'mean_mm', 'median_mm', 'minimum_mm', 'maximum_mm'],
            rows: landmarks.map(({ landmark, position, distances }) => [
              landmark,
              position,
              distances.count,
              distances.mean,
              distances.median,
              distances.minimum,
              distances.maximum,
            ]),
          }}
          fileName={`landmarks ${readerNames(comparison).join(' ')}`}
          head={[headings.landmark, headings.n, headings.mean, headings.median, headings.largest]}
        >
          {landmarks.map(({ landmark, position, distances }) => (
            <tr key={`${landmark} ${position}`}>
              <th scope="row">
                {landmark} <small>{words.positions[position]}</small>
              </th>
              <td>{numberText(distances.count)}</td>
              <td>{numberText(distances.mean, 1)}</td>
              <td>{numberText(distances.median, 1)}</td>
              <td>{numberText(distances.maximum, 1)}</td>
            </tr>
          ))}
        </TableFrame>
      )}
      {outlines.length > 0 && (
        <TableFrame
          name={words.outlines}
          table={null}
          fileName=""
          head={[headings.place, headings.n, headings.dice]}
        >
          {outlines.map(({ position, dice }) => (
            <tr key={position}>
              <th scope="row">{words.positions[position]}</th>
              <td>{numberText(dice?.count ?? 0)}</td>
              <td>{dice === null ? '–' : `${numberText(dice.mean, 2)} (${numberText(dice.minimum, 2)})`}</td>
            </tr>
          ))}
        </TableFrame>
      )}
    </>
  );
}
