import { setFragment, setFragmentContact } from '../../../shared/findings/edits';
import type { Fracture } from '../../../shared/findings/reading';
import { formatValue } from '../../../shared/geometry/measurements/format-value';
import { KeyHint } from '../../app/key-hint';
import { inLocale } from '../../ui/format';
import { text } from '../../ui/text';
import { answerOptions, contactOptions, presenceOptions, sideOptions } from '../../ui/text-answers';
import { Asked } from '../asked';
import { Choice } from '../controls';
import { takeTool } from '../go-to';
import { ItemNotAssessable, notAssessableReason } from '../item-not-assessable';
import { MeasurementList } from '../measurement-list';
import { type FragmentPart, useProtocolStore } from '../protocol-store';
import styles from '../reading.module.css';
import { useReadingStore } from '../use-reading';
import { StepCard } from './step-card';

const parts: readonly { part: FragmentPart; label: string }[] = [
  { part: 'anteroPosterior', label: 'antero-posterior' },
  { part: 'cranioCaudal', label: 'cranio-caudal' },
  { part: 'transverse', label: 'transverse (axial)' },
  { part: 'apex', label: 'apex' },
];

function summary(fracture: Fracture): string {
  const { fragment } = fracture;
  if (fragment.presence === null) return text.reading.notBegun;
  if (fragment.presence !== 'present') return fragment.presence.replace('-', ' ');
  const size = (['FRAG-AP', 'FRAG-CC', 'FRAG-TR'] as const).map((method) => {
    const found = fracture.measurements.find((one) => one.method === method);
    return found === undefined ? '–' : inLocale(formatValue(found));
  });
  return `${text.form.fragment.size(size.join(' × '))}${fragment.side === null ? '' : ` · ${fragment.side}`}`;
}

interface FragmentStepProps {
  number: number;
  fracture: Fracture;
  done: boolean;
  disabled: boolean;
}

/** Step 5: the retropulsed fragment. */
export function FragmentStep({ number, fracture, done, disabled }: FragmentStepProps) {
  const { apply } = useReadingStore.getState();
  const { chosenPart, choosePart } = useProtocolStore();
  const { level, fragment } = fracture;
  const sizes = fracture.measurements.filter((one) => one.method.startsWith('FRAG-'));
  const contact = (structure: keyof typeof fragment.contact, label: string) => (
    <Choice
      label={label}
      field={`fragment.contact.${structure}`}
      value={fragment.contact[structure]}
      options={contactOptions}
      disabled={disabled}
      onChange={(value) =>
        apply((draft) => setFragmentContact(draft, level, { [structure]: value }), `${label} at ${level}`)
      }
    />
  );
  return (
    <StepCard
      id="fragment"
      number={number}
      title={text.steps.fragment}
      summary={summary(fracture)}
      done={done}
    >
      <Choice
        label={text.form.fragment.presence}
        field="fragment.presence"
        value={fragment.presence}
        options={presenceOptions}
        disabled={disabled}
        onChange={(presence) =>
          apply((draft) => setFragment(draft, level, { presence }), `fragment at ${level}`)
        }
      />
      {(fragment.presence === 'not-assessable' || notAssessableReason(fracture, 'fragment') !== null) && (
        <ItemNotAssessable
          fracture={fracture}
          item="fragment"
          name={text.form.fragment.presence}
          rowLabel={text.reading.reason}
          disabled={disabled}
        />
      )}
      {fragment.presence !== 'absent' && fragment.presence !== 'not-assessable' && (
        <>
          <Asked items={['fragment.sizes']}>
            <div className={styles.row}>
              <span className={styles.rowLabel}>
                {text.form.fragment.measure} <KeyHint command="tool.fragment" />
              </span>
              <div className={styles.chips}>
                {parts.map(({ part, label }) => (
                  <button
                    key={part}
                    type="button"
                    className={styles.iconButton}
                    aria-pressed={chosenPart === part}
                    disabled={disabled}
                    onClick={() => {
                      takeTool('fragment');
                      choosePart(part);
                    }}
                  >
                    {label}
                  </button>
                ))}
              </div>
            </div>
            <MeasurementList label={text.form.fragment.sizes(level)} measurements={sizes} />
            <ItemNotAssessable
              fracture={fracture}
              item="fragmentTransverse"
              name={text.form.fragment.transverseSize}
              rowLabel={text.form.fragment.transverse}
              disabled={disabled}
            />
          </Asked>
          <Choice
            label={text.form.fragment.side}
            field="fragment.side"
            value={fragment.side}
            options={sideOptions}
            disabled={disabled}
            onChange={(side) =>
              apply((draft) => setFragment(draft, level, { side }), `side of the fragment at ${level}`)
            }
          />
          <Choice
            label={text.form.fragment.foramen}
            field="fragment.reachesForamen"
            value={fragment.reachesForamen}
            options={answerOptions}
            disabled={disabled}
            onChange={(reachesForamen) =>
              apply(
                (draft) => setFragment(draft, level, { reachesForamen }),
                `fragment at ${level} reaches the foramen`,
              )
            }
          />
          {contact('thecalSac', text.form.fragment.thecalSac)}
          {contact('cord', text.form.fragment.cord)}
          {contact('root', text.form.fragment.root)}
        </>
      )}
    </StepCard>
  );
}
