import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Study } from '../../shared/dicom/model';
import { compareReadings } from '../../shared/findings/compare-readings';
import { type ComparisonOrder, comparisonOrders, type StudySummary } from '../../shared/ipc/contract';
import { showOverlay, useSessionStore } from '../app/session';
import { useLibraryStore } from '../library/library-store';
import { useReadingStore } from '../reading/use-reading';
import { readingStateText, subjectText } from '../ui/study-words';
import { text } from '../ui/text';
import { useViewerStore } from '../viewer/viewer-store';
import { compareWith, endComparison } from './compare-study';
import classes from './comparison.module.css';
import { useComparisonStore } from './comparison-store';
import { ComparisonTable } from './comparison-table';
import { useStudyRoles } from './study-roles';

const words = text.comparison;

/** The choice of a study to compare with the open one and, once chosen, the values of both side by side. */
export function ComparisonSheet() {
  const opened = useSessionStore((state) => state.overlay === 'comparison');
  const study = useViewerStore((state) => state.study);
  const comparison = useViewerStore((state) => state.comparison);
  const [isChoosing, setChoosing] = useState(false);
  const close = () => {
    setChoosing(false);
    showOverlay(null);
  };
  return (
    <Modal
      opened={opened && study !== null}
      onClose={close}
      title={words.title}
      closeButtonProps={{ 'aria-label': text.app.close }}
      size={1080}
      centered
    >
      {study !== null &&
        (comparison === null || isChoosing ? (
          <StudyChoice study={study} onChosen={close} />
        ) : (
          <Comparison study={study} comparison={comparison} onChooseAnother={() => setChoosing(true)} />
        ))}
    </Modal>
  );
}

function StudyChoice({ study, onChosen }: { study: Study; onChosen: () => void }) {
  const studies = useLibraryStore((state) => state.library?.studies) ?? [];
  const [problem, setProblem] = useState<string | null>(null);
  const [opening, setOpening] = useState<string | null>(null);
  const others = studies.filter((one) => one.study.studyInstanceUid !== study.studyInstanceUid);
  const same = others.filter((one) => one.study.subject.id === study.subject.id);
  const different = others.filter((one) => one.study.subject.id !== study.subject.id);
  async function choose(summary: StudySummary): Promise<void> {
    setOpening(summary.study.studyInstanceUid);
    const refused = await compareWith(summary);
    setOpening(null);
    setProblem(refused);
    if (refused === null) onChosen();
  }
  const list = (summaries: readonly StudySummary[]) => (
    <ul className={classes.studies}>
      {summaries.map((summary) => (
        <li key={summary.study.studyInstanceUid}>
          <button
            type="button"
            className={classes.study}
            disabled={opening !== null}
            onClick={() => void choose(summary)}
          >
            <b>{subjectText(summary.study.subject)}</b>
            <span>{summary.study.description || text.study.noDescription}</span>
            <span className={classes.date}>{summary.study.date ?? words.noDate}</span>
            <span>
              {opening === summary.study.studyInstanceUid ? words.opening : readingStateText(summary.reading)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <div className={classes.sheet}>
      {problem !== null && (
        <p role="alert" className={classes.warning}>
          {problem}
        </p>
      )}
      <p>{others.length === 0 ? words.noneOther : words.choose}</p>
      <h3>{words.sameSubject(study.subject.id)}</h3>
      {same.length === 0 ? <p>{words.noneOfSubject}</p> : list(same)}
      {different.length > 0 && (
        <details>
          <summary className={classes.summary}>{words.otherSubjects(different.length)}</summary>
          <p className={classes.warning}>{words.otherSubjectsHint}</p>
          {list(different)}
        </details>
      )}
    </div>
  );
}

interface ComparisonProps {
  study: Study;
  comparison: Study;
  onChooseAnother: () => void;
}

function Comparison({ study, comparison, onChooseAnother }: ComparisonProps) {
  const order = useViewerStore((state) => state.comparisonOrder);
  const compared = useComparisonStore((state) => state.reading);
  const open = useReadingStore((state) => state.reading);
  const roles = useStudyRoles();
  if (roles === null || open === null) return null;
  const isOpenFirst = roles.open === 'before';
  const studies = isOpenFirst ? [study, comparison] : [comparison, study];
  return (
    <div className={classes.sheet}>
      {study.subject.id !== comparison.subject.id && (
        <p role="alert" className={classes.warning}>
          {words.subjectsDiffer(study.subject.id, comparison.subject.id)}
        </p>
      )}
      <dl className={classes.pair}>
        {studies.map((one, index) => (
          <div key={one.studyInstanceUid}>
            <dt>{words.rolesInFull[index === 0 ? 'before' : 'after']}</dt>
            <dd>
              {subjectText(one.subject)} · <span className={classes.date}>{one.date ?? words.noDate}</span> ·{' '}
              {one === study ? words.openStudy : words.comparedStudy}
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes.order}>
        <span id="comparison-order">{words.order}</span>
        <SegmentedControl
          size="xs"
          aria-labelledby="comparison-order"
          value={order}
          onChange={(value) => useViewerStore.getState().setComparisonOrder(value as ComparisonOrder)}
          data={comparisonOrders.map((value) => ({ value, label: words.orders[value] }))}
        />
        {order === 'by-date' && !roles.datesTell && <span>{words.datesDoNotTell}</span>}
      </div>
      <LinkState />
      {compared === null ? (
        <p className={classes.warning}>{words.noReading}</p>
      ) : (
        <ComparisonTable
          levels={isOpenFirst ? compareReadings(open, compared) : compareReadings(compared, open)}
        />
      )}
      <div className={classes.actions}>
        <Button size="xs" variant="default" onClick={onChooseAnother}>
          {words.another}
        </Button>
        <Button size="xs" variant="default" onClick={endComparison}>
          {words.close}
        </Button>
      </div>
    </div>
  );
}

/** Whether the slices of the two studies are linked by level, and why where they are not. */
function LinkState() {
  const linked = useViewerStore((state) => state.linked);
  const pairs = useViewerStore((state) => state.levelPairs);
  const open = useReadingStore((state) => state.reading?.levels.length ?? 0);
  const compared = useComparisonStore((state) => state.reading?.levels.length ?? 0);
  if (pairs.length > 0)
    return <p>{linked ? words.linked(pairs.map(({ level }) => level).join(', ')) : words.linkIsOff}</p>;
  const missing =
    open === 0 && compared === 0 ? 'both' : open === 0 ? 'open' : compared === 0 ? 'compared' : 'common';
  return <p className={classes.warning}>{words.notLinked[missing]}</p>;
}
