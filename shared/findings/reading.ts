import { z } from 'zod';
import { findingSeverities } from '../dicom/geometry-finding';
import { vertebralLevels } from '../dicom/levels';
import { checkedQuickly } from './checked-quickly';

/** The version of the reading document this program writes. A higher one is refused, a lower one migrated. */
export const currentSchemaVersion = 1;

const finite = z.number().refine(Number.isFinite, 'must be a finite number');
const uidPattern = /^[0-9]+(\.[0-9]+)*$/;
const uidMaximum = 64;
const uid = z.string().regex(uidPattern, 'must be a DICOM UID').max(uidMaximum);
const frameNumber = z.int().min(1);
const lps = z.tuple([finite, finite, finite]).describe('DICOM patient coordinates (LPS), mm');
const isoTime = z.iso.datetime({ offset: true });
const confidence = z.int().min(1).max(5).nullable().describe('1 (guess) to 5 (certain); null: not answered');

export const levelSchema = z.enum(vertebralLevels);

/** Yes / no / unknown as answered by the reader; null is "not answered" and never means no. */
export const answerSchema = z.enum(['yes', 'no', 'unknown']).nullable();
export type Answer = z.infer<typeof answerSchema>;

/** Presence as judged on the images; null is "not answered" and never means absent. */
export const presenceSchema = z.enum(['present', 'absent', 'not-assessable']).nullable();
export type Presence = z.infer<typeof presenceSchema>;

/** Whether a parsed JSON value is a point: what `pointSchema` asks, at a tenth of its time. */
function isPoint(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 3) return false;
  const { lps, sopInstanceUid, frame } = value as { [key: string]: unknown };
  return (
    Array.isArray(lps) &&
    lps.length === 3 &&
    Number.isFinite(lps[0]) &&
    Number.isFinite(lps[1]) &&
    Number.isFinite(lps[2]) &&
    typeof sopInstanceUid === 'string' &&
    sopInstanceUid.length <= uidMaximum &&
    uidPattern.test(sopInstanceUid) &&
    Number.isSafeInteger(frame) &&
    (frame as number) >= 1
  );
}

/** A point in LPS mm together with the image (SOP Instance UID, 1-based frame) it was placed on. */
export const pointSchema = checkedQuickly(
  z.strictObject({ lps, sopInstanceUid: uid, frame: frameNumber }),
  isPoint,
);
export type Point = z.infer<typeof pointSchema>;

/** Two ends of a measured distance, or of a stretch of a trace. */
export const segmentSchema = z.strictObject({ start: pointSchema, end: pointSchema });
export type Segment = z.infer<typeof segmentSchema>;

/** Geometry of an image that points refer to: what is needed to recompute every value without the DICOM files. */
export const imageGeometrySchema = z.strictObject({
  sopInstanceUid: uid,
  frame: frameNumber,
  position: lps.nullable().describe('ImagePositionPatient'),
  orientation: z
    .tuple([finite, finite, finite, finite, finite, finite])
    .nullable()
    .describe('ImageOrientationPatient'),
  pixelSpacing: z.tuple([finite, finite]).nullable().describe('mm between rows, mm between columns'),
  sliceStep: finite.nullable().describe('mm between neighbouring slices of its stack'),
  measurable: z.boolean(),
  reasons: z.array(z.string()).describe('why not measurable, or what to know when measuring'),
  findings: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be a code of geometry.md'),
        severity: z.enum(findingSeverities),
        sentence: z.string(),
      }),
    )
    .optional()
    .describe('the verdict on the geometry of its stack; docs/geometry.md lists the codes'),
});
export type ImageGeometry = z.infer<typeof imageGeometrySchema>;

export const landmarkNames = ['AS', 'AI', 'PS', 'PI', 'MS', 'MI', 'PC'] as const;
/**
 * Anterior/posterior × superior/inferior corner of a body, mid-endplate points MS and MI, and PC, the posterior
 * canal border opposite the posterior wall.
 */
export const landmarkNameSchema = z.enum(landmarkNames);
export type LandmarkName = z.infer<typeof landmarkNameSchema>;

export const landmarkSchema = z.strictObject({
  level: levelSchema,
  landmark: landmarkNameSchema,
  point: pointSchema,
});
export type Landmark = z.infer<typeof landmarkSchema>;

export const wallTraceSchema = z.strictObject({
  points: z.array(pointSchema).describe('polyline from PS to PI along the posterior cortex'),
  disrupted: z
    .array(segmentSchema)
    .describe('stretches the reader marked as disrupted; ends lie on the trace'),
});
export type WallTrace = z.infer<typeof wallTraceSchema>;

export const rimRows = ['superior', 'middle', 'inferior'] as const;
/** Patient's side. On screen the patient's right is on the left. */
export const rimColumns = ['right', 'central', 'left'] as const;
export type RimRow = (typeof rimRows)[number];
export type RimColumn = (typeof rimColumns)[number];
export type RimCellName = `${RimRow}-${RimColumn}`;

/** The nine cell names, row by row from superior right. */
export const rimCellNames: readonly RimCellName[] = rimRows.flatMap((row) =>
  rimColumns.map((column): RimCellName => `${row}-${column}`),
);

export const rimCellStates = ['unread', 'intact', 'interrupted', 'displaced', 'not-assessable'] as const;
export const rimCellStateSchema = z.enum(rimCellStates);
export type RimCellState = z.infer<typeof rimCellStateSchema>;

const rimCellsSchema = z.strictObject({
  'superior-right': rimCellStateSchema,
  'superior-central': rimCellStateSchema,
  'superior-left': rimCellStateSchema,
  'middle-right': rimCellStateSchema,
  'middle-central': rimCellStateSchema,
  'middle-left': rimCellStateSchema,
  'inferior-right': rimCellStateSchema,
  'inferior-central': rimCellStateSchema,
  'inferior-left': rimCellStateSchema,
});
export type RimCells = z.infer<typeof rimCellsSchema>;

export const rimStatusSchema = z.enum(['disrupted', 'intact', 'not-assessable', 'unread']);
export type RimStatus = z.infer<typeof rimStatusSchema>;

const contactSchema = z.enum(['none', 'contact', 'compression', 'not-assessable']).nullable();
export type Contact = z.infer<typeof contactSchema>;

export const fragmentSchema = z.strictObject({
  presence: presenceSchema,
  anteroPosterior: segmentSchema.nullable().describe('on a sagittal image'),
  cranioCaudal: segmentSchema.nullable().describe('on a sagittal image'),
  transverse: segmentSchema.nullable().describe('on an axial image'),
  apex: pointSchema.nullable().describe('the most posterior point of the fragment'),
  side: z.enum(['right', 'central', 'left', 'right-central', 'left-central', 'both']).nullable(),
  reachesForamen: answerSchema,
  contact: z.strictObject({ thecalSac: contactSchema, cord: contactSchema, root: contactSchema }),
});
export type Fragment = z.infer<typeof fragmentSchema>;

export const canalSchema = z.strictObject({
  compromise: presenceSchema.describe("the reader's judgement: canal narrowed at this level"),
  outlines: z.array(z.strictObject({ level: levelSchema, points: z.array(pointSchema) })),
});
export type Canal = z.infer<typeof canalSchema>;

/** Kanchiku 2003 MRI types. The three-way use (superior / middle / inferior) is derived in shared/findings. */
export const fracturePatterns = [
  'total',
  'anterior',
  'posterior',
  'superior',
  'inferior',
  'central',
  'not-assessable',
] as const;
export const fracturePatternSchema = z.enum(fracturePatterns).nullable();
export type FracturePattern = z.infer<typeof fracturePatternSchema>;

export const fractureContextSchema = z.strictObject({
  endplates: z.enum(['superior', 'inferior', 'both', 'none', 'not-assessable']).nullable(),
  oedema: presenceSchema.describe('bone marrow oedema on STIR: acuity'),
  intravertebralCleft: presenceSchema,
  osteoporoticFractureClass: z
    .enum(['OF1', 'OF2', 'OF3', 'OF4', 'OF5', 'not-assessable'])
    .nullable()
    .describe('AO Spine–DGOU'),
});
export type FractureContext = z.infer<typeof fractureContextSchema>;

export const measurementMethods = [
  'RETRO-ADJ',
  'RETRO-OWN',
  'CANAL-AP',
  'CC-MSD2',
  'CC-MSD1',
  'CC-AREA2',
  'HEIGHT-ADJ2',
  'GENANT',
  'WEDGE',
  'COBB',
  'RIM-LEN',
  'FRAG-AP',
  'FRAG-CC',
  'FRAG-TR',
] as const;
export type MeasurementMethod = (typeof measurementMethods)[number];

export const measurementSchema = z.strictObject({
  name: z.string(),
  method: z.enum(measurementMethods),
  level: levelSchema.describe('the level the value belongs to'),
  value: finite.nullable().describe('null exactly where refused'),
  unit: z.enum(['mm', '%', 'deg', '1']).describe('UCUM'),
  uncertainty: finite
    .min(0)
    .optional()
    .describe('expanded (k = 2, about 95 %), from placing points to a pixel, in the unit of the value'),
  points: z.array(pointSchema).describe('the points the value was computed from'),
  refused: z.string().optional().describe('why there is no value'),
  note: z.string().optional().describe('what to know about the value, e.g. points on different slices'),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** What can be recorded as not assessable: `pattern` with the endplates and classes, `context` with oedema and cleft. */
export const fractureItems = [
  'pattern',
  'landmarks',
  'posteriorWall',
  'rim',
  'fragment',
  'fragmentTransverse',
  'canal',
  'context',
] as const;
export type FractureItem = (typeof fractureItems)[number];

export const fractureSchema = z.strictObject({
  level: levelSchema,
  pattern: fracturePatternSchema,
  landmarks: z.array(landmarkSchema),
  posteriorWall: z.strictObject({ traces: z.array(wallTraceSchema) }),
  rim: z.strictObject({
    status: rimStatusSchema.describe('derived from the cells'),
    cells: rimCellsSchema,
    confidence,
  }),
  fragment: fragmentSchema,
  canal: canalSchema,
  context: fractureContextSchema,
  measurementConfidence: confidence,
  notAssessable: z.array(z.strictObject({ item: z.enum(fractureItems), reason: z.string().min(1) })),
  measurements: z.array(measurementSchema).describe('derived from the points'),
});
export type Fracture = z.infer<typeof fractureSchema>;

export const clinicalSchema = z.strictObject({
  neurologicalDeficit: answerSchema,
  preoperativeRadiculopathy: answerSchema,
  painRefractory: answerSchema.describe(
    'pain refractory to conservative care; no: not yet tried or not failed',
  ),
  conservativeCareWeeks: finite.min(0).nullable(),
  plannedProcedure: z
    .enum([
      'kyphoplasty',
      'vertebroplasty',
      'decompression-and-instrumentation',
      'conservative',
      'other',
      'unknown',
    ])
    .nullable(),
  followUp: z.strictObject({
    procedure: z
      .enum(['kyphoplasty', 'vertebroplasty', 'decompression-and-instrumentation', 'other'])
      .nullable(),
    cementVolumeMl: finite.min(0).nullable(),
    radicularSymptoms: answerSchema,
    symptomOnsetWeeks: finite.min(0).nullable(),
  }),
});
export type Clinical = z.infer<typeof clinicalSchema>;

export const ruleIds = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10'] as const;
export type RuleId = (typeof ruleIds)[number];
export const evidenceIds = [
  'E1',
  'E2',
  'E3',
  'E4',
  'E5',
  'E6',
  'E7',
  'E8',
  'E9',
  'E10',
  'E11',
  'E12',
  'E13',
  'E14',
] as const;
export type EvidenceId = (typeof evidenceIds)[number];

export const riskSchema = z.strictObject({
  ruleSetVersion: z.string(),
  pathway: z
    .enum(['R1', 'R2', 'R3', 'R4'])
    .nullable()
    .describe('the first rule that applies and names a pathway; null: no pathway'),
  rules: z.array(
    z.strictObject({
      id: z.enum(ruleIds),
      level: levelSchema.nullable().describe('the fracture it applies to; null: the patient'),
      evidence: z.array(z.enum(evidenceIds)),
      inputs: z.array(z.string()).describe('the findings it rests on, in words'),
    }),
  ),
  missing: z.array(z.string()).describe('findings the rules would need, in words'),
  disclaimer: z.string(),
});
export type Risk = z.infer<typeof riskSchema>;

/** An image the reader marked as telling, with what it tells. */
export const keyImageSchema = z.strictObject({
  sopInstanceUid: uid,
  frame: frameNumber,
  note: z.string().max(500).describe("the reader's words; may be empty"),
});
export type KeyImage = z.infer<typeof keyImageSchema>;

/** Pseudonym of a case in a reader study; also the name of its files in exports. */
export const caseIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be 1 to 64 letters, digits, dots, hyphens or underscores, beginning with a letter or digit',
  );

/** SHA-256 as lower-case hexadecimal digits. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');

/** Where a reading belongs in a reader study. */
export const readingProjectSchema = z.strictObject({
  projectId: z.uuid(),
  protocolVersion: z.int().min(1).describe('the version of the protocol the reading was made under'),
  caseId: caseIdSchema,
  repeat: z.int().min(0).describe('0: the first time this reader read the case; 1: the second, …'),
});
export type ReadingProject = z.infer<typeof readingProjectSchema>;

/** A reading that an adjudicator decided upon, as it was then. */
export const adjudicatedReadingSchema = z.strictObject({
  readingId: z.uuid(),
  revision: z.int().min(1),
  label: z.enum(['A', 'B', 'C', 'D']).describe('what the adjudicator knew it by'),
  sha256: sha256Schema.describe('of its canonical JSON'),
});
export type AdjudicatedReading = z.infer<typeof adjudicatedReadingSchema>;

/** One reader's structured findings for one study. Holds no name, birth date, file path or viewer identifier. */
export const readingSchema = z
  .strictObject({
    schemaVersion: z.literal(currentSchemaVersion),
    readingId: z.uuid(),
    revision: z.int().min(1).describe('1 at first; re-opening a submitted reading begins the next'),
    status: z.enum(['draft', 'submitted']),
    createdAt: isoTime,
    savedAt: isoTime,
    submittedAt: isoTime.nullable(),
    revisionReason: z
      .string()
      .max(500)
      .nullable()
      .default(null)
      .describe('why a submitted reading was re-opened; null in the first revision'),
    project: readingProjectSchema
      .nullable()
      .default(null)
      .describe('the reader study it belongs to; null: none'),
    adjudicates: z
      .array(adjudicatedReadingSchema)
      .default([])
      .describe('the readings an adjudicator decided upon; empty in a reading of its own'),
    reader: z.strictObject({ id: z.string().min(1) }),
    subject: z.strictObject({
      id: z.string().min(1).describe('pseudonym'),
      ageYears: finite.min(0).max(130).nullable(),
      sex: z.enum(['F', 'M', 'O']).nullable(),
    }),
    study: z.strictObject({
      studyInstanceUid: uid,
      images: z.array(imageGeometrySchema).describe('geometry of every image a point refers to'),
    }),
    numbering: z.strictObject({
      method: z.enum(['from-c2', 'from-sacrum', 'ribs', 'other']).nullable(),
      lstvSuspected: answerSchema.describe('lumbosacral transitional vertebra'),
      confidence,
    }),
    levels: z.array(
      z.strictObject({
        level: levelSchema,
        code: z.strictObject({
          value: z.string(),
          scheme: z.enum(['SCT', 'DCM', 'UCUM', '99RIMREADER']),
          meaning: z.string(),
        }),
        point: pointSchema,
      }),
    ),
    levelsNotAssessable: z.string().min(1).nullable().describe('the reason, where levels cannot be numbered'),
    fracturePresence: presenceSchema,
    fracturePresenceNotAssessable: z
      .string()
      .min(1)
      .nullable()
      .describe('the reason, where fracturePresence is not-assessable'),
    fractures: z.array(fractureSchema),
    keyImages: z.array(keyImageSchema).default([]).describe('images the reader marked, in that order'),
    clinical: clinicalSchema,
    risk: riskSchema.nullable().describe('derived; null only in a reading never assessed'),
    software: z.strictObject({ name: z.string(), version: z.string() }),
  })
  .describe('Rim Reader findings document');
export type Reading = z.infer<typeof readingSchema>;

const unreadCells: RimCells = {
  'superior-right': 'unread',
  'superior-central': 'unread',
  'superior-left': 'unread',
  'middle-right': 'unread',
  'middle-central': 'unread',
  'middle-left': 'unread',
  'inferior-right': 'unread',
  'inferior-central': 'unread',
  'inferior-left': 'unread',
};

/** A fracture at `level` about which nothing has been read yet. */
export function createFracture(level: Fracture['level']): Fracture {
  return {
    level,
    pattern: null,
    landmarks: [],
    posteriorWall: { traces: [] },
    rim: { status: 'unread', cells: { ...unreadCells }, confidence: null },
    fragment: {
      presence: null,
      anteroPosterior: null,
      cranioCaudal: null,
      transverse: null,
      apex: null,
      side: null,
      reachesForamen: null,
      contact: { thecalSac: null, cord: null, root: null },
    },
    canal: { compromise: null, outlines: [] },
    context: { endplates: null, oedema: null, intravertebralCleft: null, osteoporoticFractureClass: null },
    measurementConfidence: null,
    notAssessable: [],
    measurements: [],
  };
}

/** What a new reading needs to know from outside. `now` is an ISO 8601 time with offset. */
export interface NewReading {
  readingId: string;
  readerId: string;
  subject: Reading['subject'];
  studyInstanceUid: string;
  softwareVersion: string;
  now: string;
  /** None: a reading outside a reader study. */
  project?: Reading['project'];
  adjudicates?: Reading['adjudicates'];
}

/** An empty draft, revision 1. */
export function createReading(from: NewReading): Reading {
  return {
    schemaVersion: currentSchemaVersion,
    readingId: from.readingId,
    revision: 1,
    status: 'draft',
    createdAt: from.now,
    savedAt: from.now,
    submittedAt: null,
    revisionReason: null,
    project: from.project ?? null,
    adjudicates: from.adjudicates ?? [],
    reader: { id: from.readerId },
    subject: from.subject,
    study: { studyInstanceUid: from.studyInstanceUid, images: [] },
    numbering: { method: null, lstvSuspected: null, confidence: null },
    levels: [],
    levelsNotAssessable: null,
    fracturePresence: null,
    fracturePresenceNotAssessable: null,
    fractures: [],
    keyImages: [],
    clinical: {
      neurologicalDeficit: null,
      preoperativeRadiculopathy: null,
      painRefractory: null,
      conservativeCareWeeks: null,
      plannedProcedure: null,
      followUp: { procedure: null, cementVolumeMl: null, radicularSymptoms: null, symptomOnsetWeeks: null },
    },
    risk: null,
    software: { name: 'Rim Reader', version: from.softwareVersion },
  };
}
