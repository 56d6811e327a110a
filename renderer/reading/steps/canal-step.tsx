import { setCanalCompromise, setCanalOutline } from '../../../shared/findings/edits';
import { fractureLevels } from '../../../shared/findings/landmark-order';
import type { Fracture, Reading } from '../../../shared/findings/reading';
import { KeyHint } from '../../app/key-hint';
import { text } from '../../ui/text';
import { presenceOptions } from '../../ui/text-answers';
import { Asked } from '../asked';
import { Choice } from '../controls';
import { DrawingChoice } from '../drawing-choice';
import { takeTool } from '../go-to';
import { ItemNotAssessable, notAssessableReason } from '../item-not-assessable';
import { MeasurementList } from '../measurement-list';
import { useProtocolStore } from '../protocol-store';
import styles from '../reading.module.css';
import { useReadingStore } from '../use-reading';
import { StepCard } from './step-card';

interface CanalStepProps {
  number: number;
  reading: Reading;
  fracture: Fracture;
  done: boolean;
}

/** Step 6: whether the canal is narrowed, and its outlines for the area method. */
export function CanalStep({ number, reading, fracture, done }: CanalStepProps) {
  const { apply } = useReadingStore.getState();
  const { chosenOutline, chooseOutline } = useProtocolStore();
  const disabled = reading.status === 'submitted';
  const { level, canal } = fracture;
  const { above, at, below } = fractureLevels(
    level,
    reading.levels.map((mark) => mark.level),
  );
  const reason = notAssessableReason(fracture, 'canal');
  const summary =
    canal.compromise === null
      ? text.reading.notBegun
      : text.form.canal.summary(canal.compromise.replace('-', ' '));
  const measured = fracture.measurements.filter(
    (one) => one.method === 'CC-AREA2' || one.method === 'CC-MSD2' || one.method === 'CC-MSD1',
  );
  return (
    <StepCard id="canal" number={number} title={text.steps.canal} summary={summary} done={done}>
      <Choice
        label={text.form.canal.compromise}
        field="canal.compromise"
        value={canal.compromise}
        options={presenceOptions}
        disabled={disabled}
        onChange={(compromise) =>
          apply((draft) => setCanalCompromise(draft, level, compromise), `canal compromise at ${level}`)
        }
      />
      {(canal.compromise === 'not-assessable' || reason !== null) && (
        <ItemNotAssessable
          fracture={fracture}
          item="canal"
          name={text.form.canal.name}
          rowLabel={text.reading.reason}
          disabled={disabled}
        />
      )}
      <Asked items={['canal.outlines']}>
        <div className={styles.row} data-field="canal.outlines">
          <span className={styles.rowLabel}>
            {text.form.canal.outline} <KeyHint command="tool.outline" />
          </span>
          <div className={styles.chips}>
            {[above, at, below].map((one) => {
              if (one === null) return null;
              const drawn = canal.outlines.some((outline) => outline.level === one);
              return (
                <button
                  key={one}
                  type="button"
                  className={styles.iconButton}
                  aria-pressed={chosenOutline === one}
                  disabled={disabled}
                  aria-label={drawn ? text.form.canal.outlinedAt(one) : text.form.canal.outlineAt(one)}
                  onClick={() => {
                    takeTool('outline');
                    chooseOutline(one);
                  }}
                >
                  {one}
                  {drawn ? ' ✓' : ''}
                </button>
              );
            })}
            {!disabled &&
              chosenOutline !== null &&
              canal.outlines.some((one) => one.level === chosenOutline) && (
                <button
                  type="button"
                  className={styles.iconButton}
                  onClick={() =>
                    apply(
                      (draft) => setCanalOutline(draft, level, chosenOutline, []),
                      `canal outline at ${chosenOutline} removed`,
                    )
                  }
                >
                  {text.form.canal.remove(chosenOutline)}
                </button>
              )}
            <span className={styles.hint}>{text.form.canal.hint}</span>
          </div>
        </div>
        <DrawingChoice tool="outline" disabled={disabled} />
      </Asked>
      <MeasurementList label={text.form.canal.measurements(level)} measurements={measured} />
    </StepCard>
  );
}
