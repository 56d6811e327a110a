import { pointsOfReading } from '../../findings/derive';
import { parseReading } from '../../findings/parse-reading';
import type { Fracture, Reading } from '../../findings/reading';
import { imageKey } from '../../geometry/measurements/measuring-plane';
import { own, standard, units } from './codes';
import { type ContentItem, isSameConcept, StructuredReportProblem, withChildren } from './content-item';
import { answers, type FractureFindings, fractureGroup, presences } from './fracture-group';
import { coded, confidence, container, fields, many, number, one, orNull, text } from './parts';
import type { FracturePoints } from './points';
import { clinicalFacts, type ReadingRecord, readingRecord } from './record';
import type { ReferencedImage, ReportContext } from './report-context';

/** What is needed besides a reading to write its report. */
export interface ReportOptions {
  /** Whether points are also written as SCOORD3D: Comprehensive 3D SR, else Comprehensive SR. */
  threeDimensional: boolean;
  /** The images of the study, by SOP Instance UID: at least those that `imagesOfReading` names. */
  images: ReadonlyMap<string, ReferencedImage>;
  /** A DICOM UID that is the same for the same text. */
  uidFrom(text: string): string;
}

const numberingMethods = {
  'from-c2': own('numbering-c2'),
  'from-sacrum': own('numbering-sacrum'),
  ribs: own('numbering-ribs'),
  other: own('numbering-other'),
};

/** What is judged of the study as a whole. */
type StudyFindings = Pick<
  Reading,
  'fracturePresence' | 'fracturePresenceNotAssessable' | 'levelsNotAssessable' | 'numbering'
>;

const studyFindings = container<StudyFindings>(
  standard.qualitativeEvaluations,
  fields<StudyFindings>({
    fracturePresence: orNull(coded(own('fracture-present'), presences)),
    fracturePresenceNotAssessable: orNull(text(own('fracture-reason'))),
    levelsNotAssessable: orNull(text(own('levels-reason'))),
    numbering: fields<Reading['numbering']>({
      method: orNull(coded(own('numbering'), numberingMethods)),
      lstvSuspected: orNull(coded(own('lstv'), answers)),
      confidence: orNull(confidence(own('level-confidence'))),
    }),
  }),
);

const personName = text(standard.loginName, 'HAS OBS CONTEXT');
const subject = fields<Reading['subject']>({
  id: one(text(standard.subjectId, 'HAS OBS CONTEXT')),
  ageYears: orNull(number(standard.subjectAge, units.year, 'HAS OBS CONTEXT')),
  sex: orNull(
    coded(
      standard.subjectSex,
      { F: standard.female, M: standard.male, O: standard.otherSex },
      'HAS OBS CONTEXT',
    ),
  ),
});

/** A text as a person name or identifier of a header, which cannot hold all characters (PS3.5 6.2, PN and LO). */
export function headerText(value: string): string {
  return value
    .replace(/[\p{Cc}\\^=]+/gu, ' ')
    .trim()
    .slice(0, 64);
}

function code(
  relationship: ContentItem['relationship'],
  concept: ContentItem['concept'],
  value: typeof standard.person,
): ContentItem {
  return { relationship, concept, value: { type: 'CODE', code: value }, children: [] };
}

/** Every image a reading refers to: by a point, a key image or its list of geometries. */
export function imagesOfReading(reading: Reading): string[] {
  const referenced = [
    ...pointsOfReading(reading),
    ...reading.fractures.flatMap(({ measurements }) => measurements.flatMap(({ points }) => points)),
    ...reading.study.images,
    ...reading.keyImages,
  ];
  return [...new Set(referenced.map(({ sopInstanceUid }) => sopInstanceUid))];
}

/** The name by which a fracture is followed, and what its UID is made from: the reading and the level. */
function tracking({ readingId, fractures }: Reading, index: number): { identifier: string; source: string } {
  const level = fractures[index]?.level ?? '';
  const before = fractures.slice(0, index).filter((fracture) => fracture.level === level).length;
  const identifier = before === 0 ? `${level} fracture` : `${level} fracture ${before + 1}`;
  return { identifier, source: `${readingId} ${identifier}` };
}

/**
 * The content tree of a reading's report, by TID 1500 (PS3.16): the whole reading but for the Study Instance UID, which
 * is in the header. Throws a StructuredReportProblem where a text cannot be written.
 */
export function reportOfReading(reading: Reading, options: ReportOptions): ContentItem {
  const { threeDimensional, images, uidFrom } = options;
  const geometry = new Map(reading.study.images.map((image) => [imageKey(image), image]));
  const context: ReportContext = { threeDimensional, images, geometry };
  const groups = reading.fractures.map((fracture, index) => {
    const { identifier, source } = tracking(reading, index);
    return fractureGroup({ identifier, uid: uidFrom(source) }).write(fracture, context);
  });
  const observer: ContentItem[] = [
    code('HAS OBS CONTEXT', standard.observerType, standard.person),
    {
      relationship: 'HAS OBS CONTEXT',
      concept: standard.personName,
      value: { type: 'PNAME', name: headerText(reading.reader.id) || 'Reader' },
      children: [],
    },
    personName.write(reading.reader.id, context),
    code('HAS OBS CONTEXT', standard.subjectClass, standard.patient),
    ...subject.write(reading.subject, context),
  ];
  const root = { relationship: null, concept: standard.report };
  return withChildren({ ...root, value: { type: 'CONTAINER', template: '1500' } }, [
    code('HAS CONCEPT MOD', standard.language, standard.english),
    ...observer,
    code('HAS CONCEPT MOD', standard.procedureReported, standard.mri),
    ...(groups.length === 0 ? [] : [measurementsContainer(groups)]),
    studyFindings.write(reading, context),
    clinicalFacts.write(reading.clinical, context),
    readingRecord.write(recordOf(reading), context),
  ]);
}

function measurementsContainer(groups: ContentItem[]): ContentItem {
  return withChildren(
    { relationship: 'CONTAINS', concept: standard.imagingMeasurements, value: { type: 'CONTAINER' } },
    groups,
  );
}

function recordOf(reading: Reading): ReadingRecord {
  return {
    ...reading,
    images: reading.study.images,
    fractures: reading.fractures.map(({ level, landmarks, posteriorWall, fragment, canal }) => ({
      level,
      landmarks,
      traces: posteriorWall.traces,
      fragment,
      outlines: canal.outlines,
    })),
  };
}

function fractureOf(findings: FractureFindings, points: FracturePoints | undefined): Fracture {
  if (points === undefined || points.level !== findings.level) {
    throw new StructuredReportProblem(
      `The report has measurements of ${findings.level} but not the points they belong to: it is not a whole reading.`,
    );
  }
  const { fragment, canal, ...rest } = findings;
  return {
    ...rest,
    landmarks: points.landmarks,
    posteriorWall: { traces: points.traces },
    fragment: { ...points.fragment, ...fragment },
    canal: { ...canal, outlines: points.outlines },
  };
}

/**
 * The reading that a report's content tree holds. `studyInstanceUid`: of the header. Throws a StructuredReportProblem for
 * a report that was not written by `reportOfReading`, or that lacks a part.
 */
export function readingOfReport(root: ContentItem, studyInstanceUid: string): Reading {
  const { children } = root;
  if (!children.some(readingRecord.matches)) {
    throw new StructuredReportProblem(
      'This is a structured report of another program: it has no record of a Rim Reader reading.',
    );
  }
  const measured = children.find(
    (item) => item.value.type === 'CONTAINER' && isSameConcept(item.concept, standard.imagingMeasurements),
  );
  const groups = many(fractureGroup(null)).read(measured?.children ?? []);
  const { images, fractures, ...identity } = one(readingRecord).read(children);
  if (groups.length !== fractures.length) {
    throw new StructuredReportProblem(
      `The report has the measurements of ${groups.length} fractures but the points of ${fractures.length}: it is not a whole reading.`,
    );
  }
  const parsed = parseReading({
    ...identity,
    ...one(studyFindings).read(children),
    reader: { id: one(personName).read(children) },
    subject: subject.read(children),
    study: { studyInstanceUid, images },
    fractures: groups.map((findings, index) => fractureOf(findings, fractures[index])),
    clinical: one(clinicalFacts).read(children),
  });
  if ('problem' in parsed) throw new StructuredReportProblem(parsed.problem);
  return parsed.reading;
}
