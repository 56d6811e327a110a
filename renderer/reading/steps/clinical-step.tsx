import { setClinical, setFollowUp, setSubject } from '../../../shared/findings/edits';
import type { Clinical, Reading } from '../../../shared/findings/reading';
import { text } from '../../ui/text';
import type { Option } from '../../ui/text-answers';
import { answerOptions } from '../../ui/text-answers';
import { Asked } from '../asked';
import { Choice, NumberField } from '../controls';
import styles from '../reading.module.css';
import { useReadingStore } from '../use-reading';
import { StepCard } from './step-card';

const sexOptions: readonly Option<NonNullable<Reading['subject']['sex']>>[] = [
  { value: 'F', label: 'F', hint: text.study.sexes.F },
  { value: 'M', label: 'M', hint: text.study.sexes.M },
  { value: 'O', label: 'O', hint: text.study.sexes.O },
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
  const person = [subject.sex, subject.ageYears === null ? null : text.study.years(subject.ageYears)]
    .filter((part) => part !== null)
    .join(' ');
  const parts = [
    person,
    clinical.neurologicalDeficit === null ? '' : text.form.clinical.deficitIs(clinical.neurologicalDeficit),
    clinical.painRefractory === null ? '' : text.form.clinical.refractoryIs(clinical.painRefractory),
  ];
  return parts.filter((part) => part !== '').join(' · ') || text.reading.notBegun;
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
        label={text.form.clinical.age}
        unit={text.reading.years}
        field="subject.ageYears"
        value={subject.ageYears}
        maximum={130}
        disabled={disabled}
        onChange={(ageYears) => apply((draft) => setSubject(draft, { ageYears }), 'age', 'ageYears')}
        onDone={endGesture}
      />
      <Choice
        label={text.form.clinical.sex}
        field="subject.sex"
        value={subject.sex}
        options={sexOptions}
        disabled={disabled}
        onChange={(sex) => apply((draft) => setSubject(draft, { sex }), 'sex')}
      />
      <Choice
        label={text.form.clinical.deficit}
        field="clinical.neurologicalDeficit"
        value={clinical.neurologicalDeficit}
        options={answerOptions}
        disabled={disabled}
        onChange={(neurologicalDeficit) =>
          apply((draft) => setClinical(draft, { neurologicalDeficit }), 'neurological deficit')
        }
      />
      <Choice
        label={text.form.clinical.radiculopathy}
        field="clinical.preoperativeRadiculopathy"
        value={clinical.preoperativeRadiculopathy}
        options={answerOptions}
        disabled={disabled}
        onChange={(preoperativeRadiculopathy) =>
          apply((draft) => setClinical(draft, { preoperativeRadiculopathy }), 'pre-operative radiculopathy')
        }
      />
      <Choice
        label={text.form.clinical.refractory}
        field="clinical.painRefractory"
        value={clinical.painRefractory}
        options={answerOptions}
        disabled={disabled}
        onChange={(painRefractory) =>
          apply((draft) => setClinical(draft, { painRefractory }), 'pain refractory')
        }
      >
        <span className={styles.hint}>{text.form.clinical.refractoryHint}</span>
      </Choice>
      <NumberField
        label={text.form.clinical.conservativeCare}
        unit={text.reading.weeks}
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
        label={text.form.clinical.planned}
        field="clinical.plannedProcedure"
        value={clinical.plannedProcedure}
        options={plannedOptions}
        disabled={disabled}
        onChange={(plannedProcedure) =>
          apply((draft) => setClinical(draft, { plannedProcedure }), 'planned procedure')
        }
      />
      <Asked items={['clinical.followUp']}>
        <div className={styles.separator} />
        <h2 className={styles.sectionTitle}>{text.form.clinical.followUp}</h2>
        <Choice
          label={text.form.clinical.performed}
          field="clinical.followUp"
          value={followUp.procedure}
          options={performedOptions}
          disabled={disabled}
          onChange={(procedure) => apply((draft) => setFollowUp(draft, { procedure }), 'procedure performed')}
        />
        <NumberField
          label={text.form.clinical.cement}
          unit={text.reading.millilitres}
          value={followUp.cementVolumeMl}
          maximum={100}
          disabled={disabled}
          onChange={(cementVolumeMl) =>
            apply((draft) => setFollowUp(draft, { cementVolumeMl }), 'cement volume', 'cementVolumeMl')
          }
          onDone={endGesture}
        />
        <Choice
          label={text.form.clinical.symptoms}
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
          label={text.form.clinical.onset}
          unit={text.reading.weeks}
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
      </Asked>
    </StepCard>
  );
}
