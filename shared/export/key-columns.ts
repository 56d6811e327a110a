import { vertebralLevels } from '../dicom/levels';
import type { Column, KeyColumn } from './column';

const blank: Omit<Column, 'name' | 'meaning' | 'source' | 'type'> = {
  unit: null,
  method: null,
  values: null,
  missing: [],
};

function utc(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** Whose reading a row belongs to, and how it came about; in the order of the tables. */
export const keyColumns: readonly KeyColumn[] = [
  {
    ...blank,
    name: 'project_id',
    meaning: 'The reader study; empty outside one',
    type: 'text',
    source: 'project.projectId',
    inLong: true,
    valueOf: ({ reading }) => reading.project?.projectId ?? null,
  },
  {
    ...blank,
    name: 'case_id',
    meaning: 'Pseudonym of the case; outside a reader study that of the subject',
    type: 'text',
    source: 'project.caseId, else subject.id',
    inLong: true,
    valueOf: ({ reading }) => reading.project?.caseId ?? reading.subject.id,
  },
  {
    ...blank,
    name: 'reader_id',
    meaning: 'Who read (of an adjudication: who adjudicated)',
    type: 'text',
    source: 'reader.id',
    inLong: true,
    valueOf: ({ reading }) => reading.reader.id,
  },
  {
    ...blank,
    name: 'repeat_number',
    meaning: '0: the first time this reader read the case, 1: the second, …; empty outside a reader study',
    type: 'integer',
    source: 'project.repeat',
    inLong: true,
    valueOf: ({ reading }) => reading.project?.repeat ?? null,
  },
  {
    ...blank,
    name: 'reading_id',
    meaning: 'The reading: the same in all its revisions',
    type: 'text',
    source: 'readingId',
    inLong: true,
    valueOf: ({ reading }) => reading.readingId,
  },
  {
    ...blank,
    name: 'revision',
    meaning: '1 at first, one more each time the submitted reading was corrected',
    type: 'integer',
    source: 'revision',
    inLong: true,
    valueOf: ({ reading }) => reading.revision,
  },
  {
    ...blank,
    name: 'role',
    meaning: 'reading: a reading of its own; adjudication: decided upon other readings',
    type: 'choice',
    values: ['reading', 'adjudication'],
    source: 'adjudicates (empty or not)',
    inLong: true,
    valueOf: ({ reading }) => (reading.adjudicates.length === 0 ? 'reading' : 'adjudication'),
  },
  {
    ...blank,
    name: 'adjudicates',
    meaning:
      'The readings an adjudication decided upon, each as label:reading_id:revision; empty in a reading of its own',
    type: 'list',
    source: 'adjudicates',
    inLong: false,
    valueOf: ({ reading }) =>
      reading.adjudicates.map((one) => `${one.label}:${one.readingId}:${one.revision}`).join(' ') || null,
  },
  {
    ...blank,
    name: 'protocol_version',
    meaning: 'Version of the protocol the reading was made under; empty outside a reader study',
    type: 'integer',
    source: 'project.protocolVersion',
    inLong: true,
    valueOf: ({ reading }) => reading.project?.protocolVersion ?? null,
  },
  {
    ...blank,
    name: 'reading_status',
    meaning: 'Whether the reading is submitted; a draft may be incomplete',
    type: 'choice',
    values: ['draft', 'submitted'],
    source: 'status',
    inLong: true,
    valueOf: ({ reading }) => reading.status,
  },
  {
    ...blank,
    name: 'created_at',
    meaning: 'When the reading was begun (UTC)',
    type: 'time',
    source: 'createdAt',
    inLong: false,
    valueOf: ({ reading }) => utc(reading.createdAt),
  },
  {
    ...blank,
    name: 'submitted_at',
    meaning: 'When the reading was submitted (UTC); empty in a draft',
    type: 'time',
    source: 'submittedAt',
    inLong: true,
    valueOf: ({ reading }) => utc(reading.submittedAt),
  },
  {
    ...blank,
    name: 'revision_reason',
    meaning: 'Why a submitted reading was corrected; empty in the first revision',
    type: 'text',
    source: 'revisionReason',
    inLong: false,
    valueOf: ({ reading }) => reading.revisionReason,
  },
  {
    ...blank,
    name: 'fracture_count',
    meaning: 'Number of fractures of the reading',
    type: 'integer',
    unit: '1',
    source: 'fractures (number of items)',
    inLong: false,
    valueOf: ({ reading }) => reading.fractures.length,
  },
  {
    ...blank,
    name: 'fracture_number',
    meaning:
      'Which fracture of the reading the row is about, in the order of the document; 0 in the one row of a reading without a ' +
      'fracture. Rows with fracture_number 0 or 1 are one for each reading',
    type: 'integer',
    source: 'fractures (place in the list)',
    inLong: false,
    valueOf: ({ number }) => number,
  },
  {
    ...blank,
    name: 'fracture_level',
    meaning:
      'The fractured level. In the wide table a missing code in the one row of a reading without a fracture; in the long ' +
      'table empty for items about the reading as a whole',
    type: 'choice',
    values: vertebralLevels,
    missing: ['NO_FRACTURE', 'NOT_ASSESSABLE', 'NOT_ANSWERED'],
    source: 'fractures[].level',
    inLong: true,
    valueOf: ({ fracture, withoutFracture }) => fracture?.level ?? withoutFracture.missing,
  },
];

/** By what program and rules the reading was made: the last columns of the wide table. */
export const provenanceColumns: readonly KeyColumn[] = [
  {
    ...blank,
    name: 'rule_set_version',
    meaning: 'Version of the rules behind risk_pathway and the rule columns; empty where never assessed',
    type: 'text',
    source: 'risk.ruleSetVersion',
    inLong: false,
    valueOf: ({ reading }) => reading.risk?.ruleSetVersion ?? null,
  },
  {
    ...blank,
    name: 'schema_version',
    meaning: 'Version of the findings document',
    type: 'integer',
    source: 'schemaVersion',
    inLong: false,
    valueOf: ({ reading }) => reading.schemaVersion,
  },
  {
    ...blank,
    name: 'software_name',
    meaning: 'The program the reading was made with',
    type: 'text',
    source: 'software.name',
    inLong: false,
    valueOf: ({ reading }) => reading.software.name,
  },
  {
    ...blank,
    name: 'software_version',
    meaning: 'Its version',
    type: 'text',
    source: 'software.version',
    inLong: false,
    valueOf: ({ reading }) => reading.software.version,
  },
];
