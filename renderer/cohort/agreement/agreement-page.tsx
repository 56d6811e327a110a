import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import {
  type CohortAgreement,
  type GroupComparison,
  type PairComparison,
  subjectAt,
} from '../../../shared/agreement/agreement-result';
import { comparisonsOf } from '../../../shared/agreement/agreement-tables';
import type { ProjectAgreement } from '../../../shared/cohort/project-agreement';
import { text } from '../../ui/text';
import classes from './agreement.module.css';
import { followAgreement, useAgreementStore } from './agreement-store';
import { CategoricalTable, NumericTable, numericKey, PlacesTables } from './agreement-tables';
import { comparisonName, subjectName } from './agreement-words';
import { BlandAltmanFigure } from './bland-altman-figure';
import { MatrixFigure } from './matrix-figure';
import { openCaseOf } from './open-case-of';
import { ProgressFigure } from './progress-figure';
import { RimFigure } from './rim-figure';

const words = text.agreement;

/** How the readings of the project agree: between readers, within a reader, in tables and figures. */
export function AgreementPage() {
  const { result, isComputing, problem, said } = useAgreementStore();
  useEffect(followAgreement, []);
  return (
    <div className={classes.page}>
      <p className={classes.state} role="status" aria-label={words.title}>
        {isComputing ? words.computing : (said ?? (result === null ? '' : words.current))}
      </p>
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      {result !== null && <Agreement result={result} />}
    </div>
  );
}

function Agreement({ result }: { result: ProjectAgreement }) {
  const { agreement } = result;
  const comparisons = comparisonsOf(agreement);
  const [place, setPlace] = useState(0);
  const comparison = comparisons[place] ?? comparisons[0];
  return (
    <>
      <Counts agreement={agreement} hiddenReadings={result.hiddenReadings} />
      {comparison === undefined ? (
        <>
          <p className={classes.note}>{words.nothing}</p>
          <ProgressFigure progress={result.progress} caseCount={result.caseCount} />
        </>
      ) : (
        <>
          <NativeSelect
            className={classes.choice}
            size="xs"
            label={words.compare}
            value={String(comparisons.indexOf(comparison))}
            data={comparisons.map((one, index) => ({ value: String(index), label: comparisonName(one) }))}
            onChange={(event) => setPlace(Number(event.currentTarget.value))}
          />
          <Comparison key={comparisonName(comparison)} comparison={comparison} result={result} />
        </>
      )}
    </>
  );
}

function Counts({ agreement, hiddenReadings }: { agreement: CohortAgreement; hiddenReadings: number }) {
  const { counts, options, protocolVersions } = agreement;
  const leftOut = (Object.keys(words.leftOut) as (keyof typeof words.leftOut)[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => words.leftOut[kind](counts[kind]));
  return (
    <p className={classes.counts}>
      <b>{words.counts(counts.used, counts.cases)}</b>
      {leftOut.length > 0 && <span>{words.notCounted(leftOut.join(', '))}</span>}
      {hiddenReadings > 0 && <span>{words.hidden(hiddenReadings)}</span>}
      {protocolVersions.length > 1 && <span>{words.versions(protocolVersions.join(', '))}</span>}
      <span>{words.treatments[options.notAssessable]}</span>
    </p>
  );
}

function Comparison({
  comparison,
  result,
}: {
  comparison: PairComparison | GroupComparison;
  result: ProjectAgreement;
}) {
  const pair = comparison.kind === 'all-readers' ? null : comparison;
  const [matrixItem, setMatrixItem] = useState('rim-status');
  const [measurement, setMeasurement] = useState('');
  const numeric =
    pair?.numeric.find((one) => numericKey(one) === measurement) ??
    pair?.numeric.find(({ method }) => method === 'RETRO-ADJ') ??
    pair?.numeric[0];
  const categorical = pair?.categorical.find(({ item }) => item === matrixItem) ?? pair?.categorical[0];
  return (
    <>
      <p className={classes.note}>
        {words.comparedCases(
          comparison.cases.length,
          comparison.matchedFractures,
          comparison.unmatchedFractures.length,
        )}
      </p>
      <Unmatched comparison={comparison} />
      <section className={classes.figures} aria-label={words.figures}>
        {pair !== null && numeric !== undefined && <BlandAltmanFigure comparison={pair} item={numeric} />}
        {pair !== null && categorical !== undefined && (
          <MatrixFigure key={categorical.item} comparison={pair} item={categorical} />
        )}
        <RimFigure comparison={comparison} onChoose={setMatrixItem} />
        <ProgressFigure progress={result.progress} caseCount={result.caseCount} />
      </section>
      <CategoricalTable comparison={comparison} chosen={categorical?.item ?? ''} onChoose={setMatrixItem} />
      <NumericTable
        comparison={comparison}
        chosen={numeric === undefined ? '' : numericKey(numeric)}
        onChoose={setMeasurement}
      />
      {pair !== null && <PlacesTables comparison={pair} />}
    </>
  );
}

/** Most fractures listed by name. */
const mostListed = 60;

function Unmatched({ comparison }: { comparison: PairComparison | GroupComparison }) {
  const { unmatchedFractures, readers } = comparison;
  if (unmatchedFractures.length === 0) return null;
  return (
    <details className={classes.unmatched}>
      <summary>{words.unmatched}</summary>
      <div className={classes.cases}>
        {unmatchedFractures.slice(0, mostListed).map(({ subject, level, foundBy }) => {
          const found = subjectAt(comparison, subject);
          if (found === undefined) return null;
          const by = foundBy.map((place) => readers[place] ?? '').join(', ');
          return (
            <button
              key={`${subject} ${level}`}
              type="button"
              className={classes.button}
              onClick={() => void openCaseOf(found.caseId)}
            >
              {subjectName(found)} · {words.foundBy(level, by)}
            </button>
          );
        })}
      </div>
    </details>
  );
}
