import { missingLandmarks } from '../../../shared/findings/landmark-order';
import type { Fracture, Measurement, MeasurementMethod, Reading } from '../../../shared/findings/reading';
import { removeDisrupted, removeTrace } from '../../../shared/findings/trace-edits';
import { formatValue } from '../../../shared/geometry/measurements/format-value';
import { KeyHint } from '../../app/key-hint';
import { useToolStore } from '../../app/tool-store';
import { inLocale } from '../../ui/format';
import { text } from '../../ui/text';
import { Asked } from '../asked';
import { DrawingChoice } from '../drawing-choice';
import { takeTool } from '../go-to';
import { ItemNotAssessable } from '../item-not-assessable';
import { MeasurementList } from '../measurement-list';
import { NextSliceRow } from '../next-slice-row';
import { landmarkToPlace } from '../next-to-place';
import { useProtocolStore } from '../protocol-store';
import styles from '../reading.module.css';
import { useReadingStore } from '../use-reading';
import { StepCard } from './step-card';

/** What this card shows; fragment sizes stand in the fragment's card. */
const shownMethods: readonly MeasurementMethod[] = [
  'RETRO-ADJ',
  'RETRO-OWN',
  'CANAL-AP',
  'CC-MSD2',
  'CC-MSD1',
  'HEIGHT-ADJ2',
  'GENANT',
  'WEDGE',
  'COBB',
  'RIM-LEN',
];

function summary(measurements: readonly Measurement[], nextName: string | null): string {
  const retropulsion = measurements.find((one) => one.method === 'RETRO-ADJ' && one.value !== null);
  const compromise = measurements.find((one) => one.method === 'CC-MSD2' && one.value !== null);
  const parts = [
    retropulsion === undefined ? '' : text.form.landmarks.inMillimetres(inLocale(formatValue(retropulsion))),
    compromise === undefined ? '' : text.form.landmarks.inPercent(inLocale(formatValue(compromise))),
    nextName === null ? '' : text.form.landmarks.nextInShort(nextName),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

interface StepTool {
  tool: 'landmark' | 'wall' | 'disrupted';
  item: 'landmarks' | 'posteriorWall';
  label: string;
  isUsable: (fracture: Fracture) => boolean;
}

const { landmarks: words } = text.form;

/** The tools of this card, each with what the protocol must ask for it to be there. */
const tools: readonly StepTool[] = [
  { tool: 'landmark', item: 'landmarks', label: words.landmarks, isUsable: () => true },
  { tool: 'wall', item: 'posteriorWall', label: words.wall, isUsable: () => true },
  {
    tool: 'disrupted',
    item: 'posteriorWall',
    label: words.disrupted,
    isUsable: ({ posteriorWall }) => posteriorWall.traces.length > 0,
  },
];

interface LandmarksStepProps {
  number: number;
  reading: Reading;
  fracture: Fracture;
  done: boolean;
}

/** Step 3: landmarks and posterior wall, and every value that follows from them. */
export function LandmarksStep({ number, reading, fracture, done }: LandmarksStepProps) {
  const { apply } = useReadingStore.getState();
  const { chosenLandmark, chooseLandmark } = useProtocolStore();
  const activeTool = useToolStore((state) => state.activeTool);
  const disabled = reading.status === 'submitted';
  const { level } = fracture;
  const missing = missingLandmarks(
    fracture,
    reading.levels.map((mark) => mark.level),
  );
  const next = landmarkToPlace(reading, fracture, chosenLandmark);
  const nextName = next === null ? null : text.form.landmarks.pointOf(next.landmark, next.level);
  const shown = fracture.measurements.filter((one) => shownMethods.includes(one.method));
  return (
    <StepCard
      id="landmarks"
      number={number}
      title={text.steps.landmarks}
      summary={summary(shown, nextName)}
      done={done}
    >
      <div className={styles.buttons}>
        {tools.map(({ tool, item, label, isUsable }) => (
          <Asked key={tool} items={[item]}>
            <button
              type="button"
              className={styles.iconButton}
              aria-pressed={activeTool === tool}
              disabled={disabled || !isUsable(fracture)}
              onClick={() => takeTool(tool)}
            >
              {label} <KeyHint command={`tool.${tool}`} />
            </button>
          </Asked>
        ))}
      </div>
      <Asked items={['posteriorWall']}>
        <DrawingChoice tool="wall" disabled={disabled} />
      </Asked>
      <Asked items={['landmarks']}>
        <div className={styles.next} aria-live="polite">
          {nextName === null ? text.form.landmarks.allPlaced : text.form.landmarks.nextPoint(nextName)}
          {missing.length > 1 ? ` · ${text.form.landmarks.toGo(missing.length)}` : ''}
        </div>
        {missing.length > 0 && !disabled && (
          <div className={styles.buttons}>
            {missing.slice(0, 7).map((one) => (
              <button
                key={`${one.level} ${one.landmark}`}
                type="button"
                className={styles.iconButton}
                aria-pressed={next?.level === one.level && next.landmark === one.landmark}
                aria-label={text.form.landmarks.place(one.level, one.landmark)}
                onClick={() => {
                  takeTool('landmark');
                  chooseLandmark(one);
                }}
              >
                {one.level} {one.landmark}
              </button>
            ))}
            {missing.length > 7 && <span className={styles.hint}>…</span>}
          </div>
        )}
      </Asked>
      <MeasurementList
        label={text.form.landmarks.measurements(level)}
        measurements={shown}
        isBeingPlaced={missing.length > 0 || fracture.posteriorWall.traces.length === 0}
      />
      {fracture.posteriorWall.traces.map((trace, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a trace is named by its place
        <div key={index} className={styles.buttons}>
          <span className={styles.hint}>
            {text.form.landmarks.trace(index + 1, trace.points.length, trace.disrupted.length)}
          </span>
          {!disabled && (
            <button
              type="button"
              className={styles.iconButton}
              onClick={() =>
                apply((draft) => removeTrace(draft, level, index), `trace of the wall of ${level} removed`)
              }
            >
              {text.form.landmarks.removeTrace(index + 1)}
            </button>
          )}
          {!disabled && trace.disrupted.length > 0 && (
            <button
              type="button"
              className={styles.iconButton}
              aria-label={text.form.landmarks.removeStretchOf(index + 1)}
              onClick={() =>
                apply(
                  (draft) => removeDisrupted(draft, level, index, trace.disrupted.length - 1),
                  `disrupted stretch of ${level} removed`,
                )
              }
            >
              {text.form.landmarks.removeStretch}
            </button>
          )}
        </div>
      ))}
      {(fracture.landmarks.length > 0 || fracture.posteriorWall.traces.length > 0) && (
        <NextSliceRow disabled={disabled} />
      )}
      <Asked items={['landmarks']}>
        <ItemNotAssessable
          fracture={fracture}
          item="landmarks"
          name={text.form.landmarks.landmarks}
          disabled={disabled}
        />
      </Asked>
      <Asked items={['posteriorWall']}>
        <ItemNotAssessable
          fracture={fracture}
          item="posteriorWall"
          name={text.form.landmarks.posteriorWall}
          disabled={disabled}
        />
      </Asked>
    </StepCard>
  );
}
