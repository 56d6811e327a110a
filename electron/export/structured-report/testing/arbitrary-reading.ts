import fc from 'fast-check';
import { findingSeverities } from '../../../../shared/dicom/geometry-finding';
import { levelCode, vertebralLevels } from '../../../../shared/dicom/levels';
import type { ReferencedImage } from '../../../../shared/export/structured-report/report-context';
import {
  evidenceIds,
  type Fracture,
  fractureItems,
  fracturePatterns,
  type ImageGeometry,
  landmarkNames,
  type Measurement,
  measurementMethods,
  type Point,
  type Reading,
  rimCellNames,
  rimCellStates,
  ruleIds,
  type Segment,
} from '../../../../shared/findings/reading';

const enhanced = '1.2.826.0.1.3680043.10.2.90';
/** Classic images 1 to 8 of a series, then an enhanced object of 5 frames; the fourth is of no frame of reference. */
export const arbitraryImages: ReadonlyMap<string, ReferencedImage> = new Map(
  Array.from({ length: 9 }, (_, index): [string, ReferencedImage] => [
    index < 8 ? `1.2.826.0.1.3680043.10.2.${index + 1}` : enhanced,
    {
      sopClassUid: index < 8 ? '1.2.840.10008.5.1.4.1.1.4' : '1.2.840.10008.5.1.4.1.1.4.1',
      seriesInstanceUid: `1.2.826.0.1.3680043.10.2.10${index < 8 ? 0 : 1}`,
      frameOfReferenceUid: index === 3 ? null : '1.2.826.0.1.3680043.10.2.200',
      rows: 320,
      columns: 256,
      frames: index < 8 ? 1 : 5,
    },
  ]),
);

const words = fc.constantFrom(
  'Müller – 日本',
  'no axial image at L1',
  'ends in a space ',
  '',
  '\\ backslash \\',
  'two\r\nlines\n',
  '␃',
  'עברית ± µ 😀',
);
/** Any text DICOM can hold; Unicode of every plane, but control characters only of lines. */
const anyText = fc.oneof(
  words,
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replace(/(?![\t\n\f\r])\p{Cc}/gu, '')),
);
const someText = anyText.filter((text) => text.length > 0);
const finite = fc.oneof(
  fc.double({ min: -400, max: 400, noNaN: true, noDefaultInfinity: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -400, max: 400 }),
);
/** -0 is 0 in JSON, and so in a report. */
const number = finite.map((value) => value + 0);
const positive = number.map(Math.abs);
const coordinate = fc
  .double({ min: -500, max: 500, noNaN: true, noDefaultInfinity: true })
  .map((value) => value + 0);
const lps = fc.tuple(coordinate, coordinate, coordinate);
const image = fc.oneof(
  fc
    .constantFrom(...[...arbitraryImages.keys()].slice(0, 8))
    .map((sopInstanceUid) => ({ sopInstanceUid, frame: 1 })),
  fc.integer({ min: 1, max: 5 }).map((frame) => ({ sopInstanceUid: enhanced, frame })),
);
const point: fc.Arbitrary<Point> = fc.tuple(lps, image).map(([place, on]) => ({ lps: place, ...on }));
const segment: fc.Arbitrary<Segment> = fc.record({ start: point, end: point });
const level = fc.constantFrom(...vertebralLevels);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const answer = orNull(fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const));
const presence = orNull(fc.constantFrom('present' as const, 'absent' as const, 'not-assessable' as const));
const confidence = orNull(fc.integer({ min: 1, max: 5 }));
const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 });
const uuid = fc.uuid({ version: 4 });
const time = fc.constantFrom(
  '2026-01-05T09:00:00.000Z',
  '2026-02-28T23:59:59+05:30',
  '2025-12-31T23:30:00.123456-08:00',
);

const geometry: fc.Arbitrary<ImageGeometry> = fc
  .tuple(
    image,
    fc.record(
      {
        position: orNull(lps),
        orientation: orNull(
          fc.constantFrom<ImageGeometry['orientation'][]>(
            [1, 0, 0, 0, 1, 0],
            [0, 1, 0, 0, 0, -1],
            [0.1, Math.sqrt(0.99), 0, 0, 0, -1],
          ),
        ),
        pixelSpacing: orNull(fc.tuple(fc.constantFrom(0.5, 0.6875, 2 / 3), fc.constantFrom(0.5, 0.7))),
        sliceStep: orNull(positive),
        measurable: fc.boolean(),
        reasons: few(anyText),
        findings: few(
          fc.record({
            code: fc.constantFrom('mosaic', 'pixels-not-square'),
            severity: fc.constantFrom(...findingSeverities),
            sentence: anyText,
          }),
        ),
      },
      { requiredKeys: ['position', 'orientation', 'pixelSpacing', 'sliceStep', 'measurable', 'reasons'] },
    ),
  )
  .map(([on, rest]): ImageGeometry => ({ ...on, ...rest }));

const measurement: fc.Arbitrary<Measurement> = fc.record(
  {
    name: fc.oneof(anyText, fc.constantFrom('height loss, anterior', 'canal compromise')),
    method: fc.constantFrom(...measurementMethods),
    level,
    value: orNull(number),
    unit: fc.constantFrom<Measurement['unit'][]>('mm', '%', 'deg', '1'),
    uncertainty: positive,
    points: few(point),
    refused: anyText,
    note: anyText,
  },
  { requiredKeys: ['name', 'method', 'level', 'value', 'unit', 'points'] },
);

const cellState = fc.constantFrom(...rimCellStates);
const contact = orNull(
  fc.constantFrom('none' as const, 'contact' as const, 'compression' as const, 'not-assessable' as const),
);

const fracture: fc.Arbitrary<Fracture> = fc.record({
  level,
  pattern: orNull(fc.constantFrom(...fracturePatterns)),
  landmarks: few(fc.record({ level, landmark: fc.constantFrom(...landmarkNames), point })),
  posteriorWall: fc.record({ traces: few(fc.record({ points: few(point), disrupted: few(segment) })) }),
  rim: fc.record({
    status: fc.constantFrom<Fracture['rim']['status'][]>('disrupted', 'intact', 'not-assessable', 'unread'),
    cells: fc
      .tuple(...rimCellNames.map(() => cellState))
      .map(
        (states) =>
          Object.fromEntries(
            rimCellNames.map((name, index) => [name, states[index]]),
          ) as Fracture['rim']['cells'],
      ),
    confidence,
  }),
  fragment: fc.record({
    presence,
    anteroPosterior: orNull(segment),
    cranioCaudal: orNull(segment),
    transverse: orNull(segment),
    apex: orNull(point),
    side: orNull(
      fc.constantFrom<NonNullable<Fracture['fragment']['side']>[]>(
        'right',
        'central',
        'left',
        'right-central',
        'left-central',
        'both',
      ),
    ),
    reachesForamen: answer,
    contact: fc.record({ thecalSac: contact, cord: contact, root: contact }),
  }),
  canal: fc.record({ compromise: presence, outlines: few(fc.record({ level, points: few(point) })) }),
  context: fc.record({
    endplates: orNull(
      fc.constantFrom<NonNullable<Fracture['context']['endplates']>[]>(
        'superior',
        'inferior',
        'both',
        'none',
        'not-assessable',
      ),
    ),
    oedema: presence,
    intravertebralCleft: presence,
    osteoporoticFractureClass: orNull(
      fc.constantFrom<NonNullable<Fracture['context']['osteoporoticFractureClass']>[]>(
        'OF1',
        'OF2',
        'OF3',
        'OF4',
        'OF5',
        'not-assessable',
      ),
    ),
  }),
  measurementConfidence: confidence,
  notAssessable: few(fc.record({ item: fc.constantFrom(...fractureItems), reason: someText })),
  measurements: fc.array(measurement, { maxLength: 6 }),
});

const procedure = orNull(
  fc.constantFrom(
    'kyphoplasty' as const,
    'vertebroplasty' as const,
    'decompression-and-instrumentation' as const,
    'other' as const,
  ),
);

/** Readings that the schema takes, sensible or not: every field with every kind of value it may have. */
export const arbitraryReading: fc.Arbitrary<Reading> = fc.record({
  schemaVersion: fc.constant(1 as const),
  readingId: uuid,
  revision: fc.integer({ min: 1, max: 9 }),
  status: fc.constantFrom('draft' as const, 'submitted' as const),
  createdAt: time,
  savedAt: time,
  submittedAt: orNull(time),
  revisionReason: orNull(anyText),
  project: orNull(
    fc.record({
      projectId: uuid,
      protocolVersion: fc.integer({ min: 1, max: 99 }),
      caseId: fc.constantFrom('C-014', 'case.1_b'),
      repeat: fc.integer({ min: 0, max: 3 }),
    }),
  ),
  adjudicates: few(
    fc.record({
      readingId: uuid,
      revision: fc.integer({ min: 1, max: 9 }),
      label: fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'D' as const),
      sha256: fc.constant('0f'.repeat(32)),
    }),
  ),
  reader: fc.record({ id: someText }),
  subject: fc.record({
    id: someText,
    ageYears: orNull(fc.double({ min: 0, max: 130, noNaN: true }).map((value) => value + 0)),
    sex: orNull(fc.constantFrom('F' as const, 'M' as const, 'O' as const)),
  }),
  study: fc.record({ studyInstanceUid: fc.constant('1.2.826.0.1.3680043.10.2'), images: few(geometry) }),
  numbering: fc.record({
    method: orNull(
      fc.constantFrom('from-c2' as const, 'from-sacrum' as const, 'ribs' as const, 'other' as const),
    ),
    lstvSuspected: answer,
    confidence,
  }),
  levels: few(
    fc.tuple(level, point, fc.boolean()).map(([name, place, usual]) => ({
      level: name,
      code: usual ? levelCode(name) : { value: 'T-11', scheme: 'SCT' as const, meaning: `Müller ${name} ` },
      point: place,
    })),
  ),
  levelsNotAssessable: orNull(someText),
  fracturePresence: presence,
  fracturePresenceNotAssessable: orNull(someText),
  fractures: few(fracture),
  keyImages: few(fc.tuple(image, anyText).map(([on, note]) => ({ ...on, note }))),
  clinical: fc.record({
    neurologicalDeficit: answer,
    preoperativeRadiculopathy: answer,
    painRefractory: answer,
    conservativeCareWeeks: orNull(positive),
    plannedProcedure: fc.oneof(procedure, fc.constantFrom('conservative' as const, 'unknown' as const)),
    followUp: fc.record({
      procedure,
      cementVolumeMl: orNull(positive),
      radicularSymptoms: answer,
      symptomOnsetWeeks: orNull(positive),
    }),
  }),
  risk: orNull(
    fc.record({
      ruleSetVersion: anyText,
      pathway: orNull(fc.constantFrom('R1' as const, 'R2' as const, 'R3' as const, 'R4' as const)),
      rules: few(
        fc.record({
          id: fc.constantFrom(...ruleIds),
          level: orNull(level),
          evidence: few(fc.constantFrom(...evidenceIds)),
          inputs: few(anyText),
        }),
      ),
      missing: few(anyText),
      disclaimer: anyText,
    }),
  ),
  software: fc.record({ name: anyText, version: anyText }),
});
