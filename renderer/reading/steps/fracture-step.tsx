import type { VertebralLevel } from '../../../shared/dicom/levels';
import {
  removeFracture,
  setContext,
  setFracturePresence,
  setFracturePresenceNotAssessable,
  setPattern,
} from '../../../shared/findings/edits';
import type { Fracture, Reading } from '../../../shared/findings/reading';
import { KeyHint } from '../../app/key-hint';
import { useToolStore } from '../../app/tool-store';
import { text } from '../../ui/text';
import {
  endplateOptions,
  osteoporoticFractureOptions,
  patternOptions,
  presenceOptions,
} from '../../ui/text-answers';
import { Choice, NotAssessable } from '../controls';
import { ItemNotAssessable, notAssessableReason } from '../item-not-assessable';
import { chooseFractureLevel } from '../placing';
import { useProtocolStore } from '../protocol-store';
import styles from '../reading.module.css';
import { useReadingStore } from '../use-reading';
import { StepCard } from './step-card';

function summary(reading: Reading, fracture: Fracture | null): string {
  if (fracture === null) return reading.fracturePresence?.replace('-', ' ') ?? text.reading.notBegun;
  const levels = reading.fractures.map((one) => one.level).join(', ');
  const type = fracture.pattern === null ? '' : text.form.fracture.type(fracture.pattern.replace('-', ' '));
  return [levels, type, fracture.context.osteoporoticFractureClass ?? '']
    .filter((part) => part !== '')
    .join(' · ');
}

interface FractureStepProps {
  number: number;
  reading: Reading;
  fracture: Fracture | null;
  done: boolean;
}

/** Step 2: whether there is a fracture, at which levels, and of which type. */
export function FractureStep({ number, reading, fracture, done }: FractureStepProps) {
  const { apply } = useReadingStore.getState();
  const { setFractureLevel } = useProtocolStore.getState();
  const activeTool = useToolStore((state) => state.activeTool);
  const disabled = reading.status === 'submitted';
  const free = reading.levels.filter((mark) => !reading.fractures.some((one) => one.level === mark.level));
  return (
    <StepCard
      id="fracture"
      number={number}
      title={text.steps.fracture}
      summary={summary(reading, fracture)}
      done={done}
    >
      <Choice
        label={text.form.fracture.presence}
        field="fracturePresence"
        value={reading.fracturePresence}
        options={presenceOptions}
        disabled={disabled}
        onChange={(presence) => apply((draft) => setFracturePresence(draft, presence), 'fracture presence')}
      />
      {reading.fracturePresence === 'not-assessable' && (
        <div className={styles.row}>
          <span className={styles.rowLabel}>{text.reading.reason}</span>
          <NotAssessable
            item={text.form.fracture.presence}
            field="fracturePresenceNotAssessable"
            reason={reading.fracturePresenceNotAssessable}
            disabled={disabled}
            onChange={(reason) =>
              apply((draft) => setFracturePresenceNotAssessable(draft, reason), 'fracture not assessable')
            }
          />
        </div>
      )}
      {reading.fracturePresence !== 'absent' && reading.fracturePresence !== 'not-assessable' && (
        <div className={styles.row} data-field="fractures">
          <span className={styles.rowLabel}>{text.form.fracture.markLevel}</span>
          <div className={styles.chips}>
            <button
              type="button"
              className={styles.iconButton}
              aria-pressed={activeTool === 'fracture'}
              disabled={disabled || reading.levels.length === 0}
              onClick={() => useToolStore.getState().setTool('fracture')}
            >
              {text.form.fracture.click} <KeyHint command="tool.fracture" />
            </button>
            {free.map(({ level }) => (
              <button
                key={level}
                type="button"
                className={styles.iconButton}
                disabled={disabled}
                aria-label={text.form.fracture.markAt(level)}
                onClick={() => chooseFractureLevel(level)}
              >
                {level}
              </button>
            ))}
            {reading.levels.length === 0 && (
              <span className={styles.hint}>{text.form.fracture.levelsFirst}</span>
            )}
          </div>
        </div>
      )}
      {fracture !== null && (
        <>
          <Choice
            label={text.form.fracture.pattern}
            field="pattern"
            value={fracture.pattern}
            options={patternOptions}
            disabled={disabled}
            onChange={(pattern) =>
              apply((draft) => setPattern(draft, fracture.level, pattern), `pattern of ${fracture.level}`)
            }
          />
          <Choice
            label={text.form.fracture.endplates}
            field="context.endplates"
            value={fracture.context.endplates}
            options={endplateOptions}
            disabled={disabled}
            onChange={(endplates) =>
              apply(
                (draft) => setContext(draft, fracture.level, { endplates }),
                `endplates of ${fracture.level}`,
              )
            }
          />
          <Choice
            label={text.form.fracture.ofClass}
            field="context.osteoporoticFractureClass"
            value={fracture.context.osteoporoticFractureClass}
            options={osteoporoticFractureOptions}
            disabled={disabled}
            onChange={(osteoporoticFractureClass) =>
              apply(
                (draft) => setContext(draft, fracture.level, { osteoporoticFractureClass }),
                `OF class of ${fracture.level}`,
              )
            }
          />
          {([
            fracture.pattern,
            fracture.context.endplates,
            fracture.context.osteoporoticFractureClass,
          ].includes('not-assessable') ||
            notAssessableReason(fracture, 'pattern') !== null) && (
            <ItemNotAssessable
              fracture={fracture}
              item="pattern"
              name={text.form.fracture.pattern}
              rowLabel={text.reading.reason}
              disabled={disabled}
            />
          )}
          {!disabled && (
            <div className={styles.buttons}>
              <button
                type="button"
                className={styles.iconButton}
                onClick={() => {
                  const { level } = fracture;
                  if (apply((draft) => removeFracture(draft, level), `fracture of ${level} removed`)) {
                    setFractureLevel(null);
                  }
                }}
              >
                {text.form.fracture.remove(fracture.level)}
              </button>
            </div>
          )}
        </>
      )}
    </StepCard>
  );
}

interface FractureTabsProps {
  reading: Reading;
  current: VertebralLevel;
  onChoose: (level: VertebralLevel) => void;
}

/** Which fracture the cards show, where a reading has several. */
export function FractureTabs({ reading, current, onChoose }: FractureTabsProps) {
  if (reading.fractures.length < 2) return null;
  return (
    <div className={styles.buttons} role="tablist" aria-label={text.form.fracture.tabs}>
      {reading.fractures.map(({ level }) => (
        <button
          key={level}
          type="button"
          role="tab"
          className={styles.tab}
          aria-selected={level === current}
          onClick={() => onChoose(level)}
        >
          {level}
        </button>
      ))}
    </div>
  );
}
