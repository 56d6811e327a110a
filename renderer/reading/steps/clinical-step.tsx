import { setClinical, setFollowUp, setSubject } from '../../../shared/findings/edits';
import type { Clinical, Reading } from '../../../shared/findings/reading';
import { text } from '../../ui/text';
import { answerOptions } from '../answers';
import { Choice, NumberField, type Option } from '../controls';
import styles from '../reading.module.css';
import { useReadingStore } from '../use-reading';
import { StepCard } from './step-card';

const sexOptions: readonly Option<NonNullable<Reading['subject']['sex']>>[] = [
  { value: 'F', label: 'F', hint: 'female' },
  { value: 'M', label: 'M', hint: 'male' },
  { value: 'O', label: 'O', hint: 'other' },
];

const plannedOptions: readonly Option<NonNullable<Clinical['plannedProcedure']>>[] = [
  { value: 'kyphoplasty', label: 'kyphoplasty' },
  { value: 'vertebroplasty', label: 'vertebroplasty' },
  { value: 'decompression-and-instrumentation', label: 'decompression + instrumentation' },
  { value: 'conservative', label: 'conservative' },
  { value: 'other', label: 'other' },
  { value: 'unknown', label: 'unknown' },
];

const performedOptions: readonly Option<NonNullable<Clinical['followUp']['procedure']>>[] = [
  { value: 'kyphoplasty', label: 'kyphoplasty' },
  { value: 'vertebroplasty', label: 'vertebroplasty' },
  { value: 'decompression-and-instrumentation', label: 'decompression + instrumentation' },
  { value: 'other', label: 'other' },
];

function summary({ subject, clinical }: Reading): string {
  const person = [subject.sex, subject.ageYears === null ? null : `${subject.ageYears} y`]
    .filter((part) => part !== null)
    .join(' ');
  const parts = [
    person,
    clinical.neurologicalDeficit === null ? '' : `deficit ${clinical.neurologicalDeficit}`,
    clinical.painRefractory === null ? '' : `refractory ${clinical.painRefractory}`,
  ];
  return parts.filter((part) => part !== '').join(' · ') || 'not begun';
}

/** Step 8: what is known of the patient before and, for follow-up, after the procedure. */
export function ClinicalStep({ number, reading, done }: { number: number; reading: Reading; done: boolean }) {
  const { apply, endGesture } = useReadingStore.getState();
  const { clinical, subject } = reading;
  const { followUp } = clinical;
  const disabled = reading.status === 'submitted';
  return (
    <StepCard
      id="clinical"
      number={number}
      title={text.steps.clinical}
      summary={summary(reading)}
      done={done}
    >
      <NumberField
        label="Age"
        unit="years"
        field="subject.ageYears"
        value={subject.ageYears}
        maximum={130}
        disabled={disabled}
        onChange={(ageYears) => apply((draft) => setSubject(draft, { ageYears }), 'age', 'ageYears')}
        onDone={endGesture}
      />
      <Choice
        label="Sex"
        field="subject.sex"
        value={subject.sex}
        options={sexOptions}
        disabled={disabled}
        onChange={(sex) => apply((draft) => setSubject(draft, { sex }), 'sex')}
      />
      <Choice
        label="Neurological deficit"
        field="clinical.neurologicalDeficit"
        value={clinical.neurologicalDeficit}
        options={answerOptions}
        disabled={disabled}
        onChange={(neurologicalDeficit) =>
          apply((draft) => setClinical(draft, { neurologicalDeficit }), 'neurological deficit')
        }
      />
      <Choice
        label="Pre-operative radiculopathy"
        field="clinical.preoperativeRadiculopathy"
        value={clinical.preoperativeRadiculopathy}
        options={answerOptions}
        disabled={disabled}
        onChange={(preoperativeRadiculopathy) =>
          apply((draft) => setClinical(draft, { preoperativeRadiculopathy }), 'pre-operative radiculopathy')
        }
      />
      <Choice
        label="Pain refractory"
        field="clinical.painRefractory"
        value={clinical.painRefractory}
        options={answerOptions}
        disabled={disabled}
        onChange={(painRefractory) =>
          apply((draft) => setClinical(draft, { painRefractory }), 'pain refractory')
        }
      >
        <span className={styles.hint}>to conservative care; no: not yet tried or not failed</span>
      </Choice>
      <NumberField
        label="Conservative care"
        unit="weeks"
        field="clinical.conservativeCareWeeks"
        value={clinical.conservativeCareWeeks}
        maximum={1000}
        disabled={disabled}
        onChange={(conservativeCareWeeks) =>
          apply(
            (draft) => setClinical(draft, { conservativeCareWeeks }),
            'weeks of conservative care',
            'conservativeCareWeeks',
          )
        }
        onDone={endGesture}
      />
      <Choice
        label="Planned procedure"
        field="clinical.plannedProcedure"
        value={clinical.plannedProcedure}
        options={plannedOptions}
        disabled={disabled}
        onChange={(plannedProcedure) =>
          apply((draft) => setClinical(draft, { plannedProcedure }), 'planned procedure')
        }
      />
      <div className={styles.separator} />
      <h2 className={styles.sectionTitle}>Follow-up, where known</h2>
      <Choice
        label="Procedure performed"
        value={followUp.procedure}
        options={performedOptions}
        disabled={disabled}
        onChange={(procedure) => apply((draft) => setFollowUp(draft, { procedure }), 'procedure performed')}
      />
      <NumberField
        label="Cement volume"
        unit="ml"
        value={followUp.cementVolumeMl}
        maximum={100}
        disabled={disabled}
        onChange={(cementVolumeMl) =>
          apply((draft) => setFollowUp(draft, { cementVolumeMl }), 'cement volume', 'cementVolumeMl')
        }
        onDone={endGesture}
      />
      <Choice
        label="Radicular symptoms"
        value={followUp.radicularSymptoms}
        options={answerOptions}
        disabled={disabled}
        onChange={(radicularSymptoms) =>
          apply(
            (draft) => setFollowUp(draft, { radicularSymptoms }),
            'radicular symptoms after the procedure',
          )
        }
      />
      <NumberField
        label="Symptom onset"
        unit="weeks"
        value={followUp.symptomOnsetWeeks}
        maximum={1000}
        disabled={disabled}
        onChange={(symptomOnsetWeeks) =>
          apply(
            (draft) => setFollowUp(draft, { symptomOnsetWeeks }),
            'onset of symptoms',
            'symptomOnsetWeeks',
          )
        }
        onDone={endGesture}
      />
    </StepCard>
  );
}
