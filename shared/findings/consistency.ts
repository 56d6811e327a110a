import { levelCode, type VertebralLevel } from '../dicom/levels';
import { distanceToImage } from '../geometry/image';
import { imageKey } from '../geometry/measurements/measuring-plane';
import { nearestOnPolyline } from '../geometry/polyline';
import { missingItems } from './completeness';
import { pointsOfReading, withDerivedValues } from './derive';
import { fractureLevels } from './landmark-order';
import { levelsOutOfOrder } from './level-order';
import type { Fracture, Measurement, Point, Reading } from './reading';

/** Stored and recomputed values may differ by rounding up to this, in the value's own unit. */
const valueTolerance = 1e-6;
/** A point may lie this far, in mm, off the image or the trace it is said to lie on. */
const placeTolerance = 0.5;

function repeated(levels: readonly VertebralLevel[]): VertebralLevel[] {
  return [...new Set(levels.filter((level, index) => levels.indexOf(level) !== index))];
}

function checkLevels(reading: Reading): string[] {
  const marks = reading.levels;
  const sentences = repeated(marks.map((mark) => mark.level)).map((level) => `${level} is marked twice.`);
  for (const { level, code } of marks) {
    const expected = levelCode(level);
    if (code.value !== expected.value || code.scheme !== expected.scheme) {
      sentences.push(
        `The code of ${level} is ${code.value} (${code.scheme}), expected ${expected.value} (${expected.scheme}).`,
      );
    }
  }
  sentences.push(...levelsOutOfOrder(reading.levels).map((one) => one.sentence));
  return sentences;
}

function checkFractureLevels(reading: Reading): string[] {
  const levels = reading.fractures.map((fracture) => fracture.level);
  const marked = reading.levels.map((mark) => mark.level);
  const sentences = repeated(levels).map((level) => `The fracture of ${level} is entered twice.`);
  if (reading.levelsNotAssessable === null) {
    for (const level of new Set(levels)) {
      if (!marked.includes(level))
        sentences.push(`The fractured level ${level} is not among the marked levels.`);
    }
  }
  if (levels.length > 0 && reading.fracturePresence !== 'present') {
    sentences.push('Fractures are entered, but fracturePresence is not “present”.');
  }
  for (const fracture of reading.fractures) sentences.push(...checkBelonging(fracture, marked));
  return sentences;
}

function checkBelonging(fracture: Fracture, marked: readonly VertebralLevel[]): string[] {
  const { above, at, below } = fractureLevels(fracture.level, marked);
  const own: readonly (VertebralLevel | null)[] = [above, at, below];
  const sentences: string[] = [];
  const seen = new Set<string>();
  for (const { level, landmark } of fracture.landmarks) {
    const name = `${landmark} of ${level}`;
    if (!own.includes(level)) {
      sentences.push(`${name} is placed for the fracture of ${at}, which is not next to it.`);
    }
    if (seen.has(name)) sentences.push(`${name} is placed twice for the fracture of ${at}.`);
    seen.add(name);
  }
  for (const { level } of fracture.canal.outlines) {
    if (!own.includes(level)) {
      sentences.push(
        `The canal outline at ${level} is drawn for the fracture of ${at}, which is not next to it.`,
      );
    }
  }
  for (const level of repeated(fracture.canal.outlines.map((outline) => outline.level))) {
    sentences.push(`The canal outline at ${level} is drawn twice for the fracture of ${at}.`);
  }
  for (const trace of fracture.posteriorWall.traces) {
    const points = trace.points.map((point) => point.lps);
    const off = trace.disrupted
      .flatMap(({ start, end }) => [start, end])
      .some((end) => (nearestOnPolyline(points, end.lps)?.distance ?? Infinity) > placeTolerance);
    if (off) sentences.push(`A disrupted stretch of the posterior wall of ${at} does not lie on its trace.`);
  }
  return sentences;
}

function checkImages(reading: Reading): string[] {
  const images = new Map(reading.study.images.map((image) => [imageKey(image), image]));
  const sentences: string[] = [];
  if (images.size < reading.study.images.length) sentences.push('study.images describes an image twice.');
  const points = pointsOfReading(reading);
  const absent = new Set(points.map(imageKey).filter((key) => !images.has(key)));
  for (const key of absent) {
    const [uid, frame] = key.split('/');
    sentences.push(`Points lie on image ${uid}, frame ${frame}, which study.images does not describe.`);
  }
  const isOff = (point: Point): boolean => {
    const image = images.get(imageKey(point));
    const off = image === undefined ? null : distanceToImage(image, point.lps);
    return off !== null && Math.abs(off) > placeTolerance;
  };
  const off = points.filter(isOff).length;
  if (off > 0) {
    sentences.push(
      `${off} ${off === 1 ? 'point lies' : 'points lie'} more than ${placeTolerance} mm off the plane of the image ` +
        'it is said to be placed on.',
    );
  }
  const used = new Set(points.map(imageKey));
  const unused = [...images.keys()].filter((key) => !used.has(key)).length;
  if (unused > 0) {
    sentences.push(
      `study.images describes ${unused} ${unused === 1 ? 'image' : 'images'} no point refers to.`,
    );
  }
  return sentences;
}

function measurementKey({ level, name, method, unit }: Measurement): string {
  return `${name} of ${level} (${method}, ${unit})`;
}

function valueInWords({ value, unit }: Measurement): string {
  return value === null ? 'refused' : `${value} ${unit === '1' ? '' : unit}`.trimEnd();
}

/** Whether a stored uncertainty is the recomputed one; a document may hold none. */
function hasUncertaintyOf({ uncertainty }: Measurement, again: Measurement): boolean {
  if (uncertainty === undefined) return true;
  return again.uncertainty !== undefined && Math.abs(uncertainty - again.uncertainty) <= valueTolerance;
}

function checkMeasurements(stored: readonly Measurement[], recomputed: readonly Measurement[]): string[] {
  const expected = new Map(recomputed.map((one) => [measurementKey(one), one]));
  const sentences: string[] = [];
  const seen = new Set<string>();
  for (const measurement of stored) {
    const key = measurementKey(measurement);
    if (seen.has(key)) sentences.push(`${key} is stored twice.`);
    seen.add(key);
    const again = expected.get(key);
    if (again === undefined) {
      sentences.push(`${key}: stored ${valueInWords(measurement)}, but no points of the document give it.`);
      continue;
    }
    const equal =
      measurement.value === null || again.value === null
        ? measurement.value === again.value
        : Math.abs(measurement.value - again.value) <= valueTolerance;
    if (!equal) {
      sentences.push(`${key}: stored ${valueInWords(measurement)}, recomputed ${valueInWords(again)}.`);
    } else if ((measurement.value === null) !== (measurement.refused !== undefined)) {
      sentences.push(`${key}: a value and a refusal exclude each other, and one of them must be there.`);
    } else if (JSON.stringify(measurement.points) !== JSON.stringify(again.points)) {
      sentences.push(`${key}: the stored points are not those it is computed from.`);
    } else if (!hasUncertaintyOf(measurement, again)) {
      sentences.push(
        `${key}: stored uncertainty ${measurement.uncertainty}, recomputed ${again.uncertainty ?? 'none'}.`,
      );
    }
  }
  for (const [key, again] of expected) {
    if (!seen.has(key)) sentences.push(`${key}: not stored, recomputed ${valueInWords(again)}.`);
  }
  return sentences;
}

function checkDerived(reading: Reading): string[] {
  const recomputed = withDerivedValues(reading);
  const sentences: string[] = [];
  for (const [index, fracture] of reading.fractures.entries()) {
    const again = recomputed.fractures[index];
    if (again === undefined) continue;
    if (fracture.rim.status !== again.rim.status) {
      sentences.push(
        `rim status of ${fracture.level}: stored ${fracture.rim.status}, recomputed ${again.rim.status} from its cells.`,
      );
    }
    sentences.push(...checkMeasurements(fracture.measurements, again.measurements));
  }
  return [...sentences, ...checkRisk(reading, recomputed)];
}

function checkRisk(reading: Reading, recomputed: Reading): string[] {
  const { risk } = reading;
  const again = recomputed.risk;
  if (risk === null)
    return reading.status === 'submitted' ? ['The submitted reading has no assessment.'] : [];
  if (again === null || risk.ruleSetVersion !== again.ruleSetVersion) return [];
  const sentences: string[] = [];
  if (risk.pathway !== again.pathway) {
    sentences.push(`risk pathway: stored ${risk.pathway ?? 'none'}, recomputed ${again.pathway ?? 'none'}.`);
  }
  const listed = (rules: typeof risk.rules) =>
    rules.map((rule) => (rule.level === null ? rule.id : `${rule.id} (${rule.level})`)).join(', ') || 'none';
  if (listed(risk.rules) !== listed(again.rules)) {
    sentences.push(`risk rules: stored ${listed(risk.rules)}, recomputed ${listed(again.rules)}.`);
  } else if (JSON.stringify(risk) !== JSON.stringify(again) && sentences.length === 0) {
    sentences.push(
      'The evidence, inputs or missing findings of the assessment differ from the recomputed ones.',
    );
  }
  return sentences;
}

function checkStatus(reading: Reading): string[] {
  if (reading.status === 'draft') {
    return reading.submittedAt === null ? [] : ['A draft has a time of submission.'];
  }
  const sentences = reading.submittedAt === null ? ['The submitted reading has no time of submission.'] : [];
  // What a reading of a study must hold is for its protocol to say.
  const missing = reading.project === null ? missingItems(reading) : [];
  const [first] = missing;
  if (first !== undefined) {
    const more = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
    sentences.push(`Submitted while incomplete: ${first.sentence.replace(/\.$/, '')}${more}.`);
  }
  return sentences;
}

/**
 * Whether a reading agrees with itself: derived values against those recomputed from its points, order and codes of the
 * levels, points against their images, status against completeness. A sentence for each disagreement, none if sound.
 */
export function checkConsistency(reading: Reading): string[] {
  return [
    ...checkLevels(reading),
    ...checkFractureLevels(reading),
    ...checkImages(reading),
    ...checkDerived(reading),
    ...checkStatus(reading),
  ];
}
