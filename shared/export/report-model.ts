import { missingItems } from '../findings/completeness';
import type { EvidenceId, Fracture, FractureItem, Measurement, Reading } from '../findings/reading';
import { type RimCellState, rimColumns, rimRows } from '../findings/reading';
import { formatUncertainty, formatValue } from '../geometry/measurements/format-value';
import { type Explanation, explain } from '../risk/assess';
import { cohortFigure } from '../risk/cohort-figure';
import { evidence } from '../risk/evidence';
import { disclaimer, ruleSetVersion } from '../risk/rules';

/** A thing and what is known of it. */
export interface ReportRow {
  label: string;
  value: string;
}

/** Who was examined and when, as the image file says it; null what it does not say. Never part of a reading. */
export interface Identifiers {
  patientName: string | null;
  patientId: string | null;
  birthDate: string | null;
  studyDate: string | null;
}

/** One measured value: numbers as written on the report, the unit and the method beside them. */
export interface ReportMeasurement {
  name: string;
  method: Measurement['method'];
  value: string;
  /** Half the width of the interval (k = 2) from placing points to a pixel; null for a grade. */
  uncertainty: string | null;
  unit: string;
  note: string | null;
}

/** The findings of one fracture. */
export interface ReportFracture {
  level: Fracture['level'];
  heading: string;
  /** The rim, row by row from superior; columns right, central, left of the patient. */
  rim: { row: string; cells: { column: string; state: RimCellState }[] }[];
  findings: ReportRow[];
  measurements: ReportMeasurement[];
  /** What could not be measured, and why, a sentence each. */
  notMeasured: string[];
}

/** A rule that applies: what it says, what it rests on, and the evidence, `against` it where that is so. */
export interface ReportRule {
  id: string;
  level: string | null;
  title: string;
  says: string;
  because: string;
  evidence: { id: EvidenceId; against: boolean }[];
}

/** What a source reports, shortened for paper: figures of its cohort, never of this patient; none where it has none. */
export interface ReportEvidence {
  id: EvidenceId;
  title: string;
  against: boolean;
  figures: string[];
  /** Number of its source in `sources`, from 1. */
  source: number;
}

/** Everything a report of one reading says, in words and numbers ready to be laid out. */
export interface ReportModel {
  title: string;
  /** A few words that name the reading on every page. */
  short: string;
  isDraft: boolean;
  status: string;
  identifiers: ReportRow[] | null;
  facts: ReportRow[];
  fractures: ReportFracture[];
  /** What is known where no fracture is entered; null where there is one. */
  withoutFracture: string | null;
  clinical: ReportRow[];
  /** Which document it is, and what made the report when. */
  made: ReportRow[];
  assessment: {
    pathway: string;
    rules: ReportRule[];
    evidence: ReportEvidence[];
    /** What to know before relying on the evidence, and of which it is true. */
    cautions: { ids: EvidenceId[]; text: string }[];
    sources: string[];
  };
  /** What the reading lacks before it can be submitted; what the rules lack. */
  missing: { forSubmission: string[]; forRules: string[] };
  disclaimer: string;
}

/** What a report is made from beside the reading. `madeAt` is an ISO 8601 time. */
export interface ReportOptions {
  madeAt: string;
  softwareVersion: string;
  identifiers: Identifiers | null;
}

const notAnswered = 'not answered';

const longerWords: Readonly<Record<string, string>> = {
  'not-assessable': 'not assessable',
  'from-c2': 'from C2',
  'from-sacrum': 'from the sacrum',
  'decompression-and-instrumentation': 'decompression and instrumentation',
};

function inWords(answer: string | null): string {
  return answer === null ? notAnswered : (longerWords[answer] ?? answer);
}

function confidenceInWords(confidence: number | null): string {
  return confidence === null ? 'confidence not answered' : `confidence ${confidence} of 5`;
}

/** Date and time of an ISO 8601 time in UTC, to the minute. */
function utc(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '–' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function identifierRows(identifiers: Identifiers): ReportRow[] {
  const known = (value: string | null) => value ?? 'not in the image file';
  return [
    { label: 'Patient', value: known(identifiers.patientName) },
    { label: 'Patient ID', value: known(identifiers.patientId) },
    { label: 'Born', value: known(identifiers.birthDate) },
    { label: 'Study date', value: known(identifiers.studyDate) },
  ];
}

function statusOf({ status, revision, submittedAt }: Reading): string {
  if (status === 'draft') return `Draft of revision ${revision}, not submitted`;
  return `Revision ${revision}, submitted${submittedAt === null ? '' : ` ${utc(submittedAt)}`}`;
}

function factsOf(reading: Reading): ReportRow[] {
  const { subject, project, reader, numbering, adjudicates } = reading;
  const age = subject.ageYears === null ? 'age unknown' : `${subject.ageYears} years`;
  const counted = numbering.method === null ? notAnswered : `counted ${inWords(numbering.method)}`;
  const levels =
    reading.levelsNotAssessable === null
      ? `${counted}; transitional vertebra: ${inWords(numbering.lstvSuspected)}; ${confidenceInWords(numbering.confidence)}`
      : `not assessable: ${reading.levelsNotAssessable}`;
  return [
    { label: 'Subject', value: `${project?.caseId ?? subject.id}, ${age}, ${subject.sex ?? 'sex unknown'}` },
    { label: 'Reader', value: reader.id },
    { label: 'Status', value: statusOf(reading) },
    ...(reading.revisionReason === null ? [] : [{ label: 'Re-opened', value: reading.revisionReason }]),
    ...(project === null
      ? []
      : [
          {
            label: 'Protocol',
            value: `version ${project.protocolVersion}${project.repeat > 0 ? `, repeat ${project.repeat}` : ''}`,
          },
        ]),
    ...(adjudicates.length === 0
      ? []
      : [
          {
            label: 'Adjudicates',
            value: adjudicates
              .map((one) => `${one.label}: ${one.readingId.slice(0, 8)}, revision ${one.revision}`)
              .join('; '),
          },
        ]),
    { label: 'Levels', value: levels },
  ];
}

function madeOf({ readingId, savedAt }: Reading, options: ReportOptions): ReportRow[] {
  const by = `Rim Reader ${options.softwareVersion}, rule set ${ruleSetVersion}`;
  return [
    { label: 'Reading', value: readingId },
    { label: 'Last saved', value: utc(savedAt) },
    { label: 'Made', value: `${utc(options.madeAt)}, ${by}` },
  ];
}

function reasonOf({ notAssessable }: Fracture, item: FractureItem): string {
  const reason = notAssessable.find((one) => one.item === item)?.reason;
  return reason === undefined ? '' : ` (${reason})`;
}

const itemNames: Record<FractureItem, string> = {
  pattern: 'pattern',
  landmarks: 'landmarks',
  posteriorWall: 'posterior wall',
  rim: 'rim',
  fragment: 'fragment',
  fragmentTransverse: 'transverse size of the fragment',
  canal: 'canal',
  context: 'context',
};

function fragmentInWords({ fragment }: Fracture): ReportRow[] {
  const { presence, side, reachesForamen, contact } = fragment;
  const rows = [{ label: 'Fragment', value: inWords(presence) }];
  if (presence !== 'present') return rows;
  const touches = `sac ${inWords(contact.thecalSac)}, cord ${inWords(contact.cord)}, root ${inWords(contact.root)}`;
  return [
    {
      label: 'Fragment',
      value: `present; side ${inWords(side)}; reaches foramen: ${inWords(reachesForamen)}`,
    },
    { label: 'Contact', value: touches },
  ];
}

function findingsOf(fracture: Fracture): ReportRow[] {
  const { context, canal, rim, measurementConfidence } = fracture;
  const excused = fracture.notAssessable
    .map(({ item, reason }) => `${itemNames[item]}: ${reason}`)
    .join('; ');
  return [
    { label: 'Pattern (Kanchiku)', value: `${inWords(fracture.pattern)}${reasonOf(fracture, 'pattern')}` },
    { label: 'Endplates', value: inWords(context.endplates) },
    { label: 'OF class', value: inWords(context.osteoporoticFractureClass) },
    { label: 'Oedema (STIR)', value: inWords(context.oedema) },
    { label: 'Cleft', value: inWords(context.intravertebralCleft) },
    ...fragmentInWords(fracture),
    { label: 'Canal narrowed', value: inWords(canal.compromise) },
    { label: 'Rim', value: `${inWords(rim.status)}; ${confidenceInWords(rim.confidence)}` },
    { label: 'Measurements', value: confidenceInWords(measurementConfidence) },
    ...(excused === '' ? [] : [{ label: 'Not assessable', value: excused }]),
  ];
}

const unitsOnPaper: Record<Measurement['unit'], string> = { mm: 'mm', '%': '%', deg: '°', '1': '' };

function measurementOf(measurement: Measurement, fracture: Fracture): ReportMeasurement {
  const { name, method, level, unit, note } = measurement;
  return {
    name: level === fracture.level && method !== 'CANAL-AP' ? name : `${name} ${level}`,
    method,
    value: formatValue(measurement),
    uncertainty: formatUncertainty(measurement),
    unit: unitsOnPaper[unit],
    note: note ?? null,
  };
}

function fractureOf(fracture: Fracture): ReportFracture {
  const { level, pattern, rim } = fracture;
  const refused = fracture.measurements.flatMap(({ name, method, refused: why }) =>
    why === undefined ? [] : [`${name} (${method}): ${why}`],
  );
  return {
    level,
    heading: `${level}: ${pattern === null || pattern === 'not-assessable' ? 'fracture' : `${pattern}-type fracture`}, posterior rim ${inWords(rim.status)}`,
    rim: rimRows.map((row) => ({
      row,
      cells: rimColumns.map((column) => ({ column, state: rim.cells[`${row}-${column}`] })),
    })),
    findings: findingsOf(fracture),
    measurements: fracture.measurements
      .filter(({ value }) => value !== null)
      .map((one) => measurementOf(one, fracture)),
    notMeasured: [...new Set(refused)],
  };
}

function clinicalOf({ clinical }: Reading): ReportRow[] {
  const { followUp, conservativeCareWeeks } = clinical;
  const weeks = conservativeCareWeeks === null ? '' : ` (${conservativeCareWeeks} weeks)`;
  const rows = [
    { label: 'Neurological deficit', value: inWords(clinical.neurologicalDeficit) },
    { label: 'Pre-operative radiculopathy', value: inWords(clinical.preoperativeRadiculopathy) },
    { label: 'Pain refractory', value: `${inWords(clinical.painRefractory)}${weeks}` },
    { label: 'Planned procedure', value: inWords(clinical.plannedProcedure) },
  ];
  if (followUp.procedure === null && followUp.radicularSymptoms === null) return rows;
  const onset = followUp.symptomOnsetWeeks === null ? '' : ` (onset week ${followUp.symptomOnsetWeeks})`;
  const cement = followUp.cementVolumeMl === null ? '' : ` (${followUp.cementVolumeMl} ml cement)`;
  return [
    ...rows,
    { label: 'Procedure done', value: `${inWords(followUp.procedure)}${cement}` },
    { label: 'Radicular symptoms after', value: `${inWords(followUp.radicularSymptoms)}${onset}` },
  ];
}

function withoutFracture(reading: Reading): string | null {
  if (reading.fractures.length > 0) return null;
  if (reading.fracturePresence === 'absent') return 'No vertebral fracture was found.';
  if (reading.fracturePresence === 'not-assessable')
    return `Whether there is a fracture could not be assessed: ${reading.fracturePresenceNotAssessable ?? 'no reason given'}.`;
  return 'Whether there is a fracture has not been answered.';
}

/** What decides, in words: the pathway, what withholds one, or that there is none. */
function pathwayInWords({ pathway, weighed }: Explanation, reading: Reading): string {
  const applies = weighed.filter((one) => one.applies === true);
  const deciding = applies.find(({ rule }) => rule.id === pathway);
  if (deciding !== undefined) return `${deciding.rule.id}: ${deciding.rule.title}`;
  if (reading.fracturePresence === 'absent') return 'No fracture, no pathway';
  const hold = applies.find(({ rule }) => rule.kind === 'hold');
  return hold === undefined
    ? 'No pathway follows from the findings so far'
    : `No pathway: ${hold.rule.title}`;
}

/** The cautions of the evidence, each once; where one begins with another's words, only what it adds is its own. */
function cautionsOf(ids: readonly EvidenceId[]): ReportModel['assessment']['cautions'] {
  const all = ids.flatMap((id) => {
    const { caution } = evidence[id];
    return caution === null ? [] : [{ id, text: caution }];
  });
  const merged = new Map<string, EvidenceId[]>();
  const add = (text: string, id: EvidenceId) => merged.set(text, [...(merged.get(text) ?? []), id]);
  for (const { id, text } of all) {
    const shared = all.find((one) => one.text !== text && text.startsWith(one.text))?.text;
    if (shared === undefined) add(text, id);
    else {
      add(shared, id);
      add(text.slice(shared.length).trim(), id);
    }
  }
  return [...merged].map(([text, of]) => ({ ids: of, text }));
}

/** A source that quotes another of them names that by its number. */
function withoutRepetition(source: string, sources: readonly string[]): string {
  const quoted = sources.findIndex((one) => one !== source && source.endsWith(one));
  return quoted < 0 ? source : `${source.slice(0, -(sources[quoted]?.length ?? 0))}[${quoted + 1}]`;
}

function assessmentOf(reading: Reading, explanation: Explanation): ReportModel['assessment'] {
  const applying = explanation.weighed.filter((one) => one.applies === true);
  const rules = applying.map(
    ({ rule, level, inputs }): ReportRule => ({
      id: rule.id,
      level,
      title: rule.title,
      says: rule.says,
      because: inputs.join('; '),
      evidence: rule.evidence.map((id) => ({ id, against: rule.against.includes(id) })),
    }),
  );
  const cited = rules.flatMap((rule) => rule.evidence);
  // E14 stands against E2: neither is printed without the other.
  const pair = cited.some(({ id }) => id === 'E2' || id === 'E14')
    ? [
        { id: 'E2' as const, against: false },
        { id: 'E14' as const, against: true },
      ]
    : [];
  const distinct = [...new Map([...pair, ...cited].map((one) => [one.id, one])).values()];
  const sources = [...new Set(distinct.map(({ id }) => evidence[id].source))];
  return {
    pathway: pathwayInWords(explanation, reading),
    rules,
    evidence: distinct.map(({ id, against }) => {
      const { title, proportions, source } = evidence[id];
      const figures = proportions.map((proportion) => `${proportion.label}: ${cohortFigure(proportion)}`);
      return { id, title, against, figures, source: sources.indexOf(source) + 1 };
    }),
    cautions: cautionsOf(distinct.map(({ id }) => id)),
    sources: sources.map((source) => withoutRepetition(source, sources)),
  };
}

/**
 * What a report of a reading says: findings, measurements with unit, method and uncertainty, assessment with its rules
 * and evidence, what is missing, and who read it when. The values are those of the document, the assessment is weighed
 * anew. Holds no name or date of birth unless `identifiers` are given, and no probability for a patient. Pure.
 */
export function reportModel(reading: Reading, options: ReportOptions): ReportModel {
  const explanation = explain(reading);
  const isDraft = reading.status === 'draft';
  const subject = reading.project?.caseId ?? reading.subject.id;
  return {
    title: 'Posterior vertebral rim: report of a reading',
    short: `${subject} · ${reading.reader.id} · revision ${reading.revision}${isDraft ? ' · DRAFT' : ''}`,
    isDraft,
    status: statusOf(reading),
    identifiers: options.identifiers === null ? null : identifierRows(options.identifiers),
    facts: factsOf(reading),
    made: madeOf(reading, options),
    fractures: reading.fractures.map(fractureOf),
    withoutFracture: withoutFracture(reading),
    clinical: clinicalOf(reading),
    assessment: assessmentOf(reading, explanation),
    missing: {
      forSubmission: isDraft ? missingItems(reading).map(({ sentence }) => sentence) : [],
      forRules: explanation.missing,
    },
    disclaimer,
  };
}
