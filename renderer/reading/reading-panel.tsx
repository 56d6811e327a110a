import { useEffect, useMemo } from 'react';
import { missingForProtocol } from '../../shared/cohort/missing-for-protocol';
import type { Reading } from '../../shared/findings/reading';
import { useTitle } from '../app/key-hint';
import { showOverlay } from '../app/session';
import { OthersButton } from '../import/others-button';
import { AssessmentPanel } from '../risk/assessment-panel';
import { dateTimeText } from '../ui/format';
import { text } from '../ui/text';
import { advanceBySteps } from './advance';
import { dropUnaskedTool } from './asked-tools';
import { cardOf } from './card-of-item';
import { useCaseProtocol } from './case-protocol';
import { focusField } from './controls';
import { exportReading, useExportStore } from './export-reading';
import { KeyImageList } from './key-image-list';
import { MissingList } from './missing-list';
import { currentFracture } from './next-to-place';
import { type StepId, useProtocolStore } from './protocol-store';
import styles from './reading.module.css';
import { ReadingHistory } from './reading-history';
import { Reopening } from './reopening';
import { shownSteps } from './shown-steps';
import { CanalStep } from './steps/canal-step';
import { ClinicalStep } from './steps/clinical-step';
import { ContextStep } from './steps/context-step';
import { FractureStep, FractureTabs } from './steps/fracture-step';
import { FragmentStep } from './steps/fragment-step';
import { LandmarksStep } from './steps/landmarks-step';
import { NumberingStep } from './steps/numbering-step';
import { RimStep } from './steps/rim-step';
import { SubmitButton } from './submit-button';
import { useReadingStore } from './use-reading';

/** The right column: the steps of the reading, what is missing, the assessment, submit and export. */
export function ReadingPanel() {
  const reading = useReadingStore((state) => state.reading);
  useEffect(advanceBySteps, []);
  useEffect(dropUnaskedTool, []);
  return reading === null ? null : <OpenReading reading={reading} />;
}

function OpenReading({ reading }: { reading: Reading }) {
  const fractureLevel = useProtocolStore((state) => state.fractureLevel);
  const setFractureLevel = useProtocolStore((state) => state.setFractureLevel);
  const focus = useProtocolStore((state) => state.focus);
  const protocol = useCaseProtocol((state) => state.protocol);
  const refused = useReadingStore((state) => state.refused);
  const saveState = useReadingStore((state) => state.saveState);
  const missing = useMemo(
    () => (reading.status === 'submitted' ? [] : missingForProtocol(reading, protocol)),
    [reading, protocol],
  );
  const fracture = currentFracture(reading, fractureLevel);
  const disabled = reading.status === 'submitted';

  useEffect(() => {
    if (focus !== null) focusField(focus.field);
  }, [focus]);

  const isDone = (card: StepId): boolean =>
    !missing.some(
      (item) =>
        cardOf(item) === card &&
        (item.fractureLevel === null || fracture === null || item.fractureLevel === fracture.level),
    );
  const steps = shownSteps(reading);
  const asks = (card: StepId) => steps.includes(card);
  const numberOf = (card: StepId) => steps.indexOf(card) + 1;
  const isBegun = reading.fracturePresence !== null;
  return (
    <div className={styles.column}>
      {disabled && <SubmittedBanner reading={reading} />}
      <div className={styles.steps}>
        {asks('numbering') && (
          <NumberingStep number={numberOf('numbering')} reading={reading} done={isDone('numbering')} />
        )}
        {asks('fracture') && (
          <FractureStep
            number={numberOf('fracture')}
            reading={reading}
            fracture={fracture}
            done={isDone('fracture')}
          />
        )}
        {fracture !== null && (
          <>
            <FractureTabs reading={reading} current={fracture.level} onChoose={setFractureLevel} />
            {asks('landmarks') && (
              <LandmarksStep
                number={numberOf('landmarks')}
                reading={reading}
                fracture={fracture}
                done={isDone('landmarks')}
              />
            )}
            {asks('rim') && (
              <RimStep number={numberOf('rim')} reading={reading} fracture={fracture} done={isDone('rim')} />
            )}
            {asks('fragment') && (
              <FragmentStep
                number={numberOf('fragment')}
                fracture={fracture}
                done={isDone('fragment')}
                disabled={disabled}
              />
            )}
            {asks('canal') && (
              <CanalStep
                number={numberOf('canal')}
                reading={reading}
                fracture={fracture}
                done={isDone('canal')}
              />
            )}
            {asks('context') && (
              <ContextStep
                number={numberOf('context')}
                fracture={fracture}
                done={isDone('context')}
                disabled={disabled}
              />
            )}
          </>
        )}
        {asks('clinical') && (
          <ClinicalStep
            number={numberOf('clinical')}
            reading={reading}
            done={isBegun && isDone('clinical')}
          />
        )}
        <KeyImageList reading={reading} />
      </div>
      <div className={styles.foot}>
        <AssessmentPanel reading={reading} />
        {!disabled && <MissingList items={missing} />}
        {saveState.kind === 'failed' && (
          <div className={styles.problem} role="alert">
            {saveState.problem}
          </div>
        )}
        {refused !== null && (
          <div className={styles.caution} role="alert">
            {refused}
          </div>
        )}
        <Actions reading={reading} missingCount={missing.length} />
      </div>
    </div>
  );
}

function SubmittedBanner({ reading }: { reading: Reading }) {
  return (
    <div className={styles.banner}>
      <span className={styles.bannerWords}>
        {text.reading.submittedAt(
          reading.submittedAt === null ? '' : dateTimeText(new Date(reading.submittedAt)),
          reading.revision,
        )}
      </span>
      <Reopening reading={reading} />
    </div>
  );
}

function Actions({ reading, missingCount }: { reading: Reading; missingCount: number }) {
  const exported = useExportStore((state) => (state.readingId === reading.readingId ? state.said : null));
  const isSubmitted = reading.status === 'submitted';
  const exportTitle = useTitle(text.commands.exportReading, 'reading.export');
  const structuredReportTitle = useTitle(
    text.commands.exportStructuredReport,
    'reading.exportStructuredReport',
  );
  const reportTitle = useTitle(text.report.command, 'reading.report');
  return (
    <div className={styles.actions}>
      {!isSubmitted && <SubmitButton missingCount={missingCount} />}
      <button
        type="button"
        className={styles.iconButton}
        title={exportTitle}
        onClick={() => void exportReading()}
      >
        {text.reading.export}
      </button>
      <button
        type="button"
        className={styles.iconButton}
        title={structuredReportTitle}
        onClick={() => void exportReading('structured-report')}
      >
        {text.reading.structuredReport}
      </button>
      <button
        type="button"
        className={styles.iconButton}
        title={reportTitle}
        onClick={() => showOverlay('report')}
      >
        {text.report.button}
      </button>
      <ReadingHistory readingId={reading.readingId} />
      <OthersButton studyInstanceUid={reading.study.studyInstanceUid} />
      <small className={styles.exportState} role="status" aria-label={text.reading.export}>
        {exported ?? ''}
      </small>
    </div>
  );
}
