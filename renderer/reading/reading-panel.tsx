import { useEffect, useMemo } from 'react';
import { missingItems } from '../../shared/findings/completeness';
import type { Reading } from '../../shared/findings/reading';
import { useTitle } from '../app/key-hint';
import { AssessmentPanel } from '../risk/assessment-panel';
import { dateTimeText } from '../ui/format';
import { text } from '../ui/text';
import { advanceBySteps } from './advance';
import { cardOf } from './card-of-item';
import { focusField } from './controls';
import { exportReading, useExportStore } from './export-reading';
import { KeyImageList } from './key-image-list';
import { MissingList } from './missing-list';
import { currentFracture } from './next-to-place';
import { type StepId, useProtocolStore } from './protocol-store';
import styles from './reading.module.css';
import { ReadingHistory } from './reading-history';
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
  return reading === null ? null : <OpenReading reading={reading} />;
}

function OpenReading({ reading }: { reading: Reading }) {
  const fractureLevel = useProtocolStore((state) => state.fractureLevel);
  const setFractureLevel = useProtocolStore((state) => state.setFractureLevel);
  const focus = useProtocolStore((state) => state.focus);
  const refused = useReadingStore((state) => state.refused);
  const saveState = useReadingStore((state) => state.saveState);
  const missing = useMemo(() => (reading.status === 'submitted' ? [] : missingItems(reading)), [reading]);
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
  const isBegun = reading.fracturePresence !== null;
  return (
    <div className={styles.column}>
      {disabled && <SubmittedBanner reading={reading} />}
      <div className={styles.steps}>
        <NumberingStep number={1} reading={reading} done={isDone('numbering')} />
        <FractureStep number={2} reading={reading} fracture={fracture} done={isDone('fracture')} />
        {fracture !== null && (
          <>
            <FractureTabs reading={reading} current={fracture.level} onChoose={setFractureLevel} />
            <LandmarksStep number={3} reading={reading} fracture={fracture} done={isDone('landmarks')} />
            <RimStep number={4} reading={reading} fracture={fracture} done={isDone('rim')} />
            <FragmentStep number={5} fracture={fracture} done={isDone('fragment')} disabled={disabled} />
            <CanalStep number={6} reading={reading} fracture={fracture} done={isDone('canal')} />
            <ContextStep number={7} fracture={fracture} done={isDone('context')} disabled={disabled} />
          </>
        )}
        <ClinicalStep
          number={fracture === null ? 3 : 8}
          reading={reading}
          done={isBegun && isDone('clinical')}
        />
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
  const reopen = useReadingStore((state) => state.reopen);
  return (
    <div className={styles.banner}>
      <span className={styles.bannerWords}>
        {text.reading.submittedAt(
          reading.submittedAt === null ? '' : dateTimeText(new Date(reading.submittedAt)),
          reading.revision,
        )}
      </span>
      <button type="button" className={styles.iconButton} onClick={reopen}>
        {text.reading.reopenAs(reading.revision + 1)}
      </button>
    </div>
  );
}

function Actions({ reading, missingCount }: { reading: Reading; missingCount: number }) {
  const exported = useExportStore((state) => (state.readingId === reading.readingId ? state.said : null));
  const isSubmitted = reading.status === 'submitted';
  const exportTitle = useTitle(text.commands.exportReading, 'reading.export');
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
      <ReadingHistory readingId={reading.readingId} />
      <small className={styles.exportState} role="status" aria-label={text.reading.export}>
        {exported ?? ''}
      </small>
    </div>
  );
}
