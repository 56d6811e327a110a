import { vertebralLevels } from '../dicom/levels';
import {
  answerSchema,
  clinicalSchema,
  presenceSchema,
  type Reading,
  readingSchema,
  ruleIds,
} from '../findings/reading';
import type { Answer, Item } from './column';
import { chosen, plain, valuesOf } from './item-builders';

const { numbering, subject } = readingSchema.shape;
const { followUp } = clinicalSchema.shape;
const confidence = ['1', '2', '3', '4', '5'];
const answers = valuesOf(answerSchema);

type ReadingItem = Omit<Item, 'about' | 'answerOf' | 'unit' | 'method' | 'values' | 'isMeasurement'> &
  Partial<Pick<Item, 'unit' | 'values'>>;

function ofReading(item: ReadingItem, answerOf: (reading: Reading) => Answer): Item {
  return { ...plain, ...item, about: 'reading', answerOf: ({ reading }) => answerOf(reading) };
}

/** The numbering of the levels is answered by the reason why they cannot be numbered. */
function numbered(reading: Reading, value: string | number | null): Answer {
  const reason = reading.levelsNotAssessable;
  return chosen(
    value,
    null,
    reason === null ? { missing: 'NOT_ANSWERED' } : { missing: 'NOT_ASSESSABLE', reason },
  );
}

/** Clinical questions need no answer where there is no fracture. */
function clinical(reading: Reading, value: string | number | null): Answer {
  return chosen(value, null, {
    missing: reading.fracturePresence === 'absent' ? 'NOT_ASKED' : 'NOT_ANSWERED',
  });
}

/** Patient-level rules, or those of one level, as ids separated by spaces. */
export function rulesInWords(reading: Reading, level: string | null): Answer {
  if (reading.risk === null) return { missing: 'NOT_ANSWERED' };
  const ids = reading.risk.rules.filter((rule) => rule.level === level).map((rule) => rule.id);
  return { value: ids.join(' ') || 'none' };
}

/** What is asked of the reading as a whole, and of the patient. */
export const readingItems: readonly Item[] = [
  ofReading(
    {
      name: 'numbering_method',
      meaning: 'How the levels were counted',
      type: 'choice',
      values: valuesOf(numbering.shape.method),
      missing: ['NOT_ANSWERED', 'NOT_ASSESSABLE'],
      source: 'numbering.method',
    },
    (reading) => numbered(reading, reading.numbering.method),
  ),
  ofReading(
    {
      name: 'lstv_suspected',
      meaning: 'Whether a lumbosacral transitional vertebra is suspected',
      type: 'choice',
      values: answers,
      missing: ['NOT_ANSWERED', 'NOT_ASSESSABLE'],
      source: 'numbering.lstvSuspected',
    },
    (reading) => numbered(reading, reading.numbering.lstvSuspected),
  ),
  ofReading(
    {
      name: 'numbering_confidence',
      meaning: "The reader's confidence in the levels, 1 (guess) to 5 (certain)",
      type: 'integer',
      unit: '1',
      values: confidence,
      missing: ['NOT_ANSWERED', 'NOT_ASSESSABLE'],
      source: 'numbering.confidence',
    },
    (reading) => numbered(reading, reading.numbering.confidence),
  ),
  ofReading(
    {
      name: 'levels_marked',
      meaning: 'The levels marked on the images, from the head down',
      type: 'list',
      values: vertebralLevels,
      missing: ['NOT_ANSWERED', 'NOT_ASSESSABLE'],
      source: 'levels[].level',
    },
    (reading) => numbered(reading, reading.levels.map((mark) => mark.level).join(' ') || null),
  ),
  ofReading(
    {
      name: 'fracture_presence',
      meaning: 'Whether there is a fracture',
      type: 'choice',
      values: valuesOf(presenceSchema),
      missing: ['NOT_ANSWERED', 'NOT_ASSESSABLE'],
      source: 'fracturePresence',
    },
    (reading) => chosen(reading.fracturePresence, reading.fracturePresenceNotAssessable),
  ),
  ofReading(
    {
      name: 'age_years',
      meaning: 'Age of the patient',
      type: 'number',
      unit: 'a',
      missing: ['NOT_ANSWERED'],
      source: 'subject.ageYears',
    },
    (reading) => chosen(reading.subject.ageYears),
  ),
  ofReading(
    {
      name: 'sex',
      meaning: 'Sex of the patient: F female, M male, O other',
      type: 'choice',
      values: valuesOf(subject.shape.sex),
      missing: ['NOT_ANSWERED'],
      source: 'subject.sex',
    },
    (reading) => chosen(reading.subject.sex),
  ),
  ofReading(
    {
      name: 'neurological_deficit',
      meaning: 'Neurological deficit',
      type: 'choice',
      values: answers,
      missing: ['NOT_ANSWERED', 'NOT_ASKED'],
      source: 'clinical.neurologicalDeficit',
    },
    (reading) => clinical(reading, reading.clinical.neurologicalDeficit),
  ),
  ofReading(
    {
      name: 'preoperative_radiculopathy',
      meaning: 'Radiculopathy before the operation',
      type: 'choice',
      values: answers,
      missing: ['NOT_ANSWERED', 'NOT_ASKED'],
      source: 'clinical.preoperativeRadiculopathy',
    },
    (reading) => clinical(reading, reading.clinical.preoperativeRadiculopathy),
  ),
  ofReading(
    {
      name: 'pain_refractory',
      meaning: 'Pain refractory to conservative care; no: conservative care not yet tried or not failed',
      type: 'choice',
      values: answers,
      missing: ['NOT_ANSWERED', 'NOT_ASKED'],
      source: 'clinical.painRefractory',
    },
    (reading) => clinical(reading, reading.clinical.painRefractory),
  ),
  ofReading(
    {
      name: 'conservative_care_weeks',
      meaning: 'How long conservative care was tried',
      type: 'number',
      unit: 'wk',
      missing: ['NOT_ANSWERED', 'NOT_ASKED'],
      source: 'clinical.conservativeCareWeeks',
    },
    (reading) => clinical(reading, reading.clinical.conservativeCareWeeks),
  ),
  ofReading(
    {
      name: 'planned_procedure',
      meaning: 'The planned procedure',
      type: 'choice',
      values: valuesOf(clinicalSchema.shape.plannedProcedure),
      missing: ['NOT_ANSWERED', 'NOT_ASKED'],
      source: 'clinical.plannedProcedure',
    },
    (reading) => clinical(reading, reading.clinical.plannedProcedure),
  ),
  ofReading(
    {
      name: 'follow_up_procedure',
      meaning: 'The procedure performed',
      type: 'choice',
      values: valuesOf(followUp.shape.procedure),
      missing: ['NOT_ANSWERED'],
      source: 'clinical.followUp.procedure',
    },
    (reading) => chosen(reading.clinical.followUp.procedure),
  ),
  ofReading(
    {
      name: 'cement_volume_mL',
      meaning: 'Volume of cement injected',
      type: 'number',
      unit: 'mL',
      missing: ['NOT_ANSWERED'],
      source: 'clinical.followUp.cementVolumeMl',
    },
    (reading) => chosen(reading.clinical.followUp.cementVolumeMl),
  ),
  ofReading(
    {
      name: 'radicular_symptoms',
      meaning: 'Radicular symptoms after the procedure',
      type: 'choice',
      values: answers,
      missing: ['NOT_ANSWERED'],
      source: 'clinical.followUp.radicularSymptoms',
    },
    (reading) => chosen(reading.clinical.followUp.radicularSymptoms),
  ),
  ofReading(
    {
      name: 'symptom_onset_weeks',
      meaning: 'Weeks from the procedure to radicular symptoms',
      type: 'number',
      unit: 'wk',
      missing: ['NOT_ANSWERED', 'NOT_ASKED'],
      source: 'clinical.followUp.symptomOnsetWeeks',
    },
    ({ clinical: { followUp: after } }) =>
      chosen(after.symptomOnsetWeeks, null, {
        missing: after.radicularSymptoms === 'no' ? 'NOT_ASKED' : 'NOT_ANSWERED',
      }),
  ),
  ofReading(
    {
      name: 'risk_pathway',
      meaning:
        'The first of the rules R1–R4 that applies to the patient or to any fracture; none: no rule does',
      type: 'choice',
      values: [...valuesOf(readingSchema.shape.risk.unwrap().shape.pathway), 'none'],
      missing: ['NOT_ANSWERED'],
      source: 'risk.pathway',
    },
    ({ risk }) => (risk === null ? { missing: 'NOT_ANSWERED' } : { value: risk.pathway ?? 'none' }),
  ),
  ofReading(
    {
      name: 'risk_rules_patient',
      meaning: 'The rules that apply to the patient whatever the level; none: no rule does',
      type: 'list',
      values: [...ruleIds, 'none'],
      missing: ['NOT_ANSWERED'],
      source: 'risk.rules[] without a level',
    },
    (reading) => rulesInWords(reading, null),
  ),
];
