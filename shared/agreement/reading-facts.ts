import { z } from 'zod';
import {
  answerSchema,
  clinicalSchema,
  type Fracture,
  fractureContextSchema,
  fractureItems,
  fracturePatternSchema,
  fragmentSchema,
  landmarkNameSchema,
  levelSchema,
  measurementSchema,
  type Point,
  presenceSchema,
  type Reading,
  readingSchema,
  rimStatusSchema,
} from '../findings/reading';

const lps = z.tuple([z.number(), z.number(), z.number()]).describe('LPS, mm, to 0.001 mm');
const { rim, measurementConfidence, fragment, canal } = readingSchema.shape.fractures.element.shape;
const { shape: measurement } = measurementSchema;
const { shape: numbering } = readingSchema.shape.numbering;
const { followUp, ...clinicalAnswers } = clinicalSchema.shape;

export const measurementFactSchema = z.strictObject({
  name: measurement.name,
  method: measurement.method,
  level: levelSchema.describe('the level the value belongs to: the fractured one or a neighbour'),
  value: z.number().nullable().describe('to 1e-6 of the unit; null: refused'),
  unit: measurement.unit,
});
/** A value with its method code; null is a refused value. A measurement that was not begun is not listed. */
export type MeasurementFact = z.infer<typeof measurementFactSchema>;

export const landmarkFactSchema = z.strictObject({ level: levelSchema, landmark: landmarkNameSchema, lps });
export type LandmarkFact = z.infer<typeof landmarkFactSchema>;

export const outlineFactSchema = z.strictObject({ level: levelSchema, points: z.array(lps) });
/** A canal outline; the last point is joined to the first. */
export type OutlineFact = z.infer<typeof outlineFactSchema>;

export const fractureFactsSchema = z.strictObject({
  level: levelSchema,
  rimStatus: rimStatusSchema,
  rimCells: rim.shape.cells,
  rimConfidence: rim.shape.confidence,
  pattern: fracturePatternSchema,
  endplates: fractureContextSchema.shape.endplates,
  osteoporoticFractureClass: fractureContextSchema.shape.osteoporoticFractureClass,
  oedema: presenceSchema,
  intravertebralCleft: presenceSchema,
  fragmentPresence: presenceSchema,
  fragmentSide: fragmentSchema.shape.side,
  reachesForamen: answerSchema,
  thecalSacContact: fragment.shape.contact.shape.thecalSac,
  cordContact: fragment.shape.contact.shape.cord,
  rootContact: fragment.shape.contact.shape.root,
  canalCompromise: canal.shape.compromise,
  genantGrade: z.int().min(0).max(3).nullable().describe('null: refused or not measured'),
  measurementConfidence,
  notAssessable: z.array(z.enum(fractureItems)).describe('items recorded as not assessable'),
  measurements: z.array(measurementFactSchema),
  landmarks: z.array(landmarkFactSchema),
  outlines: z.array(outlineFactSchema),
});
/** What one reading says of one fracture. */
export type FractureFacts = z.infer<typeof fractureFactsSchema>;

export const readingFactsSchema = z.strictObject({
  readingId: z.uuid(),
  revision: z.int().min(1),
  readerId: z.string().min(1),
  projectId: z.uuid().nullable().describe('null: outside a reader study'),
  caseId: z.string().min(1).describe('case of the reader study, else the pseudonym of the subject'),
  repeat: z.int().min(0),
  protocolVersion: z.int().min(1).nullable(),
  adjudicates: z.boolean().describe('whether it decides upon other readings'),
  submittedAt: z.string().nullable().describe('null: a draft'),
  numberingMethod: numbering.method,
  lstvSuspected: numbering.lstvSuspected,
  numberingConfidence: numbering.confidence,
  levels: z.array(levelSchema).describe('levels marked'),
  levelsNotAssessable: z.boolean(),
  fracturePresence: presenceSchema,
  fractures: z.array(fractureFactsSchema),
  clinical: z.strictObject({
    ...clinicalAnswers,
    followUpProcedure: followUp.shape.procedure,
    cementVolumeMl: followUp.shape.cementVolumeMl,
    radicularSymptoms: followUp.shape.radicularSymptoms,
    symptomOnsetWeeks: followUp.shape.symptomOnsetWeeks,
  }),
});
/**
 * The answers and values of a reading that agreement, lists of differences and worklists compare, without its images
 * and reasons. As in the reading, null is "not answered", and `unread` and `not-assessable` are themselves.
 */
export type ReadingFacts = z.infer<typeof readingFactsSchema>;

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps + 0;
}

function roundedPoint({ lps: [x, y, z] }: Point): [number, number, number] {
  return [rounded(x, 1e3), rounded(y, 1e3), rounded(z, 1e3)];
}

function genantGrade({ measurements }: Fracture): number | null {
  return measurements.find((one) => one.method === 'GENANT')?.value ?? null;
}

function fractureFacts(fracture: Fracture): FractureFacts {
  const { rim, fragment, canal, context } = fracture;
  return {
    level: fracture.level,
    rimStatus: rim.status,
    rimCells: rim.cells,
    rimConfidence: rim.confidence,
    pattern: fracture.pattern,
    endplates: context.endplates,
    osteoporoticFractureClass: context.osteoporoticFractureClass,
    oedema: context.oedema,
    intravertebralCleft: context.intravertebralCleft,
    fragmentPresence: fragment.presence,
    fragmentSide: fragment.side,
    reachesForamen: fragment.reachesForamen,
    thecalSacContact: fragment.contact.thecalSac,
    cordContact: fragment.contact.cord,
    rootContact: fragment.contact.root,
    canalCompromise: canal.compromise,
    genantGrade: genantGrade(fracture),
    measurementConfidence: fracture.measurementConfidence,
    notAssessable: [...new Set(fracture.notAssessable.map(({ item }) => item))],
    measurements: fracture.measurements.map(({ name, method, level, value, unit }) => ({
      name,
      method,
      level,
      value: value === null ? null : rounded(value, 1e6),
      unit,
    })),
    landmarks: fracture.landmarks.map(({ level, landmark, point }) => ({
      level,
      landmark,
      lps: roundedPoint(point),
    })),
    outlines: canal.outlines.map(({ level, points }) => ({ level, points: points.map(roundedPoint) })),
  };
}

/**
 * The facts of a reading, from its stored values: nothing is recomputed. Coordinates are rounded to 0.001 mm and values
 * to 1e-6 of their unit, far below what can be placed.
 */
export function readingFacts(reading: Reading): ReadingFacts {
  const { project, numbering, clinical } = reading;
  const { followUp, ...answers } = clinical;
  return {
    readingId: reading.readingId,
    revision: reading.revision,
    readerId: reading.reader.id,
    projectId: project?.projectId ?? null,
    caseId: project?.caseId ?? reading.subject.id,
    repeat: project?.repeat ?? 0,
    protocolVersion: project?.protocolVersion ?? null,
    adjudicates: reading.adjudicates.length > 0,
    submittedAt: reading.status === 'submitted' ? (reading.submittedAt ?? reading.savedAt) : null,
    numberingMethod: numbering.method,
    lstvSuspected: numbering.lstvSuspected,
    numberingConfidence: numbering.confidence,
    levels: reading.levels.map((mark) => mark.level),
    levelsNotAssessable: reading.levelsNotAssessable !== null,
    fracturePresence: reading.fracturePresence,
    fractures: reading.fractures.map(fractureFacts),
    clinical: {
      ...answers,
      followUpProcedure: followUp.procedure,
      cementVolumeMl: followUp.cementVolumeMl,
      radicularSymptoms: followUp.radicularSymptoms,
      symptomOnsetWeeks: followUp.symptomOnsetWeeks,
    },
  };
}
