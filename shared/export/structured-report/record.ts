import { levelCode } from '../../dicom/levels';
import {
  type AdjudicatedReading,
  type Clinical,
  evidenceIds,
  type KeyImage,
  type Reading,
  type ReadingProject,
  type Risk,
  ruleIds,
} from '../../findings/reading';
import { own, standard, units } from './codes';

import { answers } from './fracture-group';
import { imageGeometry } from './image-geometry';
import {
  coded,
  container,
  fields,
  levelSite,
  many,
  mapped,
  number,
  one,
  optional,
  orNull,
  type Shape,
  text,
} from './parts';
import { type FracturePoints, fracturePoints, imageReference, pointIn } from './points';

/** Text that is one of those listed; what else it may be is found when the reading is checked. */
function name<T extends string>(shape: Shape<string>, listed: readonly T[]): Shape<T> {
  return mapped<string, T>(
    shape,
    (value) => value,
    (value) => listed.find((one) => one === value) ?? (value as T),
  );
}

type LevelMark = Reading['levels'][number];
type StoredCode = LevelMark['code'];
interface StoredMark extends Omit<LevelMark, 'code'> {
  /** Only where it is not the usual code of the level. */
  code: StoredCode | undefined;
}

const schemes = ['SCT', 'DCM', 'UCUM', '99RIMREADER'] as const;

const levelMark: Shape<LevelMark> = mapped(
  container<StoredMark>(
    own('level-mark'),
    fields<StoredMark>({
      level: one(levelSite()),
      code: optional(
        container<StoredCode>(
          own('level-code'),
          fields<StoredCode>({
            value: one(text(own('code-value'))),
            scheme: one(name(text(own('code-scheme')), schemes)),
            meaning: one(text(own('code-meaning'))),
          }),
        ),
      ),
      point: one(pointIn(own('point'))),
    }),
  ),
  ({ level, code, point }: LevelMark): StoredMark => {
    const usual = levelCode(level);
    const isUsual =
      code.value === usual.value && code.scheme === usual.scheme && code.meaning === usual.meaning;
    return { level, code: isUsual ? undefined : code, point };
  },
  ({ level, code, point }) => ({ level, code: code ?? levelCode(level), point }),
);

const keyImageNote = one(text(own('note')));
const keyImage: Shape<KeyImage> = container<KeyImage>(own('key-image'), {
  write: (value, context) => [
    ...imageReference.write(value, context),
    ...keyImageNote.write(value.note, context),
  ],
  read: (items) => ({ ...imageReference.read(items), note: keyImageNote.read(items) }),
});

const project = container<ReadingProject>(
  own('project'),
  fields<ReadingProject>({
    projectId: one(text(own('project-id'))),
    protocolVersion: one(number(own('protocol-version'), units['1'])),
    caseId: one(text(own('case-id'))),
    repeat: one(number(own('repeat'), units['1'])),
  }),
);

const labels = ['A', 'B', 'C', 'D'] as const;
const adjudicated = container<AdjudicatedReading>(
  own('adjudicates'),
  fields<AdjudicatedReading>({
    readingId: one(text(own('reading-id'))),
    revision: one(number(own('revision'), units['1'])),
    label: one(name(text(own('label')), labels)),
    sha256: one(text(own('sha256'))),
  }),
);

type Rule = Risk['rules'][number];
const pathways = ['R1', 'R2', 'R3', 'R4'] as const;
const risk = container<Risk>(
  own('risk'),
  fields<Risk>({
    ruleSetVersion: one(text(own('rule-set'))),
    pathway: orNull(name(text(own('pathway')), pathways)),
    rules: many(
      container<Rule>(
        own('rule'),
        fields<Rule>({
          id: one(name(text(own('rule-id')), ruleIds)),
          level: orNull(levelSite()),
          evidence: many(name(text(own('rule-evidence')), evidenceIds)),
          inputs: many(text(own('rule-input'))),
        }),
      ),
    ),
    missing: many(text(own('risk-missing'))),
    disclaimer: one(text(own('disclaimer'))),
  }),
);

/** What TID 1500 has no place for, but for the points of fractures. */
type Identity = Pick<
  Reading,
  | 'schemaVersion'
  | 'readingId'
  | 'revision'
  | 'revisionReason'
  | 'status'
  | 'createdAt'
  | 'savedAt'
  | 'submittedAt'
  | 'project'
  | 'adjudicates'
  | 'software'
  | 'levels'
  | 'keyImages'
  | 'risk'
>;

/** The content of the record of a reading. */
export interface ReadingRecord extends Identity {
  images: Reading['study']['images'];
  fractures: FracturePoints[];
}

const schemaVersion = mapped<number, 1>(
  number(own('schema-version'), units['1']),
  (version) => version,
  (version) => version as 1,
);

/** CONTAINER of what TID 1500 has no place for. */
export const readingRecord: Shape<ReadingRecord> = container(
  own('reading-record'),
  fields<ReadingRecord>({
    schemaVersion: one(schemaVersion),
    readingId: one(text(own('reading-id'))),
    revision: one(number(own('revision'), units['1'])),
    revisionReason: orNull(text(own('revision-reason'))),
    status: one(coded(own('status'), { draft: own('status-draft'), submitted: own('status-submitted') })),
    createdAt: one(text(own('created-at'))),
    savedAt: one(text(own('saved-at'))),
    submittedAt: orNull(text(own('submitted-at'))),
    project: orNull(project),
    adjudicates: many(adjudicated),
    software: fields<Reading['software']>({
      name: one(text(own('software-name'))),
      version: one(text(own('software-version'))),
    }),
    levels: many(levelMark),
    fractures: many(fracturePoints),
    images: many(imageGeometry),
    keyImages: many(keyImage),
    risk: orNull(risk),
  }),
);

const followUpProcedures = {
  kyphoplasty: own('proc-kypho'),
  vertebroplasty: own('proc-vertebro'),
  'decompression-and-instrumentation': own('proc-decompress'),
  other: own('proc-other'),
};

/** CONTAINER of the clinical facts; what is not among its items was not entered. */
export const clinicalFacts: Shape<Clinical> = container<Clinical>(
  own('clinical'),
  fields<Clinical>({
    neurologicalDeficit: orNull(coded(own('deficit'), answers)),
    preoperativeRadiculopathy: orNull(coded(own('radiculopathy'), answers)),
    painRefractory: orNull(coded(own('pain-refractory'), answers)),
    conservativeCareWeeks: orNull(number(own('care-duration'), units.week)),
    plannedProcedure: orNull(
      coded(own('procedure-plan'), {
        ...followUpProcedures,
        conservative: own('proc-conserve'),
        unknown: standard.unknown,
      }),
    ),
    followUp: one(
      container<Clinical['followUp']>(
        own('follow-up'),
        fields<Clinical['followUp']>({
          procedure: orNull(coded(own('procedure-done'), followUpProcedures)),
          cementVolumeMl: orNull(number(own('cement-volume'), units.millilitre)),
          radicularSymptoms: orNull(coded(own('symptoms'), answers)),
          symptomOnsetWeeks: orNull(number(own('symptom-onset'), units.week)),
        }),
      ),
    ),
  }),
);
