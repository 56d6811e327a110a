/** A vertebral level as named in DICOM CID 7603, or a local code for transitional anatomy (T13, L6, S1). */
export const vertebralLevels = [
  'T1',
  'T2',
  'T3',
  'T4',
  'T5',
  'T6',
  'T7',
  'T8',
  'T9',
  'T10',
  'T11',
  'T12',
  'T13',
  'L1',
  'L2',
  'L3',
  'L4',
  'L5',
  'L6',
  'S1',
] as const;

export type VertebralLevel = (typeof vertebralLevels)[number];

/** A coded concept: DICOM code value, coding scheme designator and meaning (PS3.3 8.8). */
export interface CodedConcept {
  value: string;
  scheme: 'SCT' | 'DCM' | 'UCUM' | '99RIMREADER';
  meaning: string;
}

const snomedCodes: Partial<Record<VertebralLevel, string>> = {
  T1: '64864005',
  T2: '53733008',
  T3: '1626008',
  T4: '73071006',
  T5: '56401006',
  T6: '45296009',
  T7: '62487009',
  T8: '11068009',
  T9: '82687006',
  T10: '7610001',
  T11: '12989004',
  T12: '23215003',
  L1: '66794005',
  L2: '14293000',
  L3: '36470004',
  L4: '11994002',
  L5: '49668003',
};

/** The code of a level: SNOMED CT (DICOM CID 7603) for T1–T12 and L1–L5, else the local scheme 99RIMREADER. */
export function levelCode(level: VertebralLevel): CodedConcept {
  const snomed = snomedCodes[level];
  const region = level.startsWith('T') ? 'thoracic' : level.startsWith('L') ? 'lumbar' : 'sacral';
  const meaning = `${level} ${region} vertebra`;
  return snomed === undefined
    ? { value: `level-${level}`, scheme: '99RIMREADER', meaning }
    : { value: snomed, scheme: 'SCT', meaning };
}

/** Levels that exist in everybody, from the head down: what counting steps through unless told otherwise. */
export const regularLevels: readonly VertebralLevel[] = vertebralLevels.filter(
  (level) => level !== 'T13' && level !== 'L6',
);

/**
 * The neighbouring level, towards the head (−1) or the feet (+1), or null beyond T1 or S1.
 * T13 and L6 are only stepped through where they are among `present`.
 */
export function neighbourLevel(
  level: VertebralLevel,
  step: -1 | 1,
  present: readonly VertebralLevel[] = [],
): VertebralLevel | null {
  const order = vertebralLevels.filter(
    (candidate) => candidate === level || regularLevels.includes(candidate) || present.includes(candidate),
  );
  return order[order.indexOf(level) + step] ?? null;
}
