import type { FractureItem, Measurement, MeasurementMethod } from '../findings/reading';
import type { Answer, Item, KeyColumn } from './column';
import { excused, ofFracture, plain } from './item-builders';
import type { MissingCode } from './missing-codes';
import { type MeasuredLevel, measureKey, type Row } from './row';

/** One measurement as it stands in the document, and what its column is called and says. */
interface Measure {
  /** Beginning of the column name; method and unit follow. */
  column: string;
  name: string;
  method: MeasurementMethod;
  unit: Measurement['unit'];
  level?: MeasuredLevel;
  meaning: string;
  /** Items whose recorded reason for not assessable says why there is no value. */
  restsOn: readonly FractureItem[];
}

const ofWall: readonly FractureItem[] = ['posteriorWall', 'landmarks'];
const ofCanal: readonly FractureItem[] = ['canal', 'landmarks'];
const ofLandmarks: readonly FractureItem[] = ['landmarks'];

const measures: readonly Measure[] = [
  {
    column: 'retropulsion',
    name: 'retropulsion',
    method: 'RETRO-ADJ',
    unit: 'mm',
    meaning:
      'Largest distance of the posterior wall beyond the line from PI of the level above to PS of the level below, ' +
      'positive towards the canal',
    restsOn: ofWall,
  },
  {
    column: 'retropulsion',
    name: 'retropulsion',
    method: 'RETRO-OWN',
    unit: 'mm',
    meaning: 'The same beyond the line from PS to PI of the fractured level itself',
    restsOn: ofWall,
  },
  ...(
    [
      ['canal_diameter', 'at', 'at the fractured level'],
      ['canal_diameter_above', 'above', 'at the level above'],
      ['canal_diameter_below', 'below', 'at the level below'],
    ] as const
  ).map(
    ([column, level, where]): Measure => ({
      column,
      name: 'canal AP diameter',
      method: 'CANAL-AP',
      unit: 'mm',
      level,
      meaning: `Antero-posterior diameter of the canal ${where}, mid-sagittal`,
      restsOn: ofCanal,
    }),
  ),
  {
    column: 'canal_compromise',
    name: 'canal compromise',
    method: 'CC-MSD2',
    unit: '%',
    meaning: 'Narrowing of the canal from the mid-sagittal diameters, against both neighbours',
    restsOn: ofCanal,
  },
  {
    column: 'canal_compromise',
    name: 'canal compromise',
    method: 'CC-MSD1',
    unit: '%',
    meaning:
      'The same against one neighbour; given only where CC-MSD2 is refused because the other has no diameter',
    restsOn: ofCanal,
  },
  {
    column: 'canal_compromise',
    name: 'canal compromise',
    method: 'CC-AREA2',
    unit: '%',
    meaning: 'Narrowing of the canal from areas outlined on axial images, against both neighbours; optional',
    restsOn: ofCanal,
  },
  ...(['anterior', 'middle', 'posterior'] as const).map(
    (part): Measure => ({
      column: `height_loss_${part}`,
      name: `height loss, ${part}`,
      method: 'HEIGHT-ADJ2',
      unit: '%',
      meaning: `Loss of ${part} height against the mean of both neighbours`,
      restsOn: ofLandmarks,
    }),
  ),
  {
    column: 'genant_grade',
    name: 'Genant grade',
    method: 'GENANT',
    unit: '1',
    meaning:
      'Grade 0–3 computed from the largest height loss (0 below 20 %, 1 from 20 to 25, 2 above 25 to 40, 3 above 40)',
    restsOn: ofLandmarks,
  },
  {
    column: 'wedge_angle',
    name: 'vertebral wedge angle',
    method: 'WEDGE',
    unit: 'deg',
    meaning:
      'Superior against inferior endplate of the fractured level, positive where they close towards the front',
    restsOn: ofLandmarks,
  },
  {
    column: 'segmental_kyphosis',
    name: 'segmental kyphosis',
    method: 'COBB',
    unit: 'deg',
    meaning:
      'Superior endplate of the level above against inferior endplate of the level below, positive in kyphosis',
    restsOn: ofLandmarks,
  },
  ...(['mm', '%'] as const).map(
    (unit): Measure => ({
      column: 'disrupted_length',
      name: 'disrupted length',
      method: 'RIM-LEN',
      unit,
      meaning: `Length of the traced posterior wall marked disrupted${unit === '%' ? ', per cent of the whole trace' : ''}`,
      restsOn: ['posteriorWall'],
    }),
  ),
  ...(
    [
      ['antero_posterior', 'antero-posterior', 'FRAG-AP', ['fragment']],
      ['cranio_caudal', 'cranio-caudal', 'FRAG-CC', ['fragment']],
      ['transverse', 'transverse', 'FRAG-TR', ['fragmentTransverse', 'fragment']],
    ] as const
  ).map(
    ([column, words, method, restsOn]): Measure => ({
      column: `fragment_${column}`,
      name: `fragment, ${words}`,
      method,
      unit: 'mm',
      meaning: `Size of the fragment, ${words}`,
      restsOn,
    }),
  ),
];

/** UCUM units as the end of a column name. */
const unitSuffix: Record<Measurement['unit'], string> = { mm: 'mm', '%': 'pct', deg: 'deg', '1': '1' };

function isFragmentSize({ method }: Measure): boolean {
  return method.startsWith('FRAG-');
}

/** Why a measurement whose points nobody began is not there. */
function notBegun(measure: Measure, row: Row): Answer {
  const answer = excused(row, ...measure.restsOn);
  if ('reason' in answer || row.fracture === null) return answer;
  const { presence } = row.fracture.fragment;
  if (isFragmentSize(measure) && presence === 'absent') return { missing: 'NOT_ASKED' };
  if (isFragmentSize(measure) && presence === 'not-assessable') return { missing: 'NOT_ASSESSABLE' };
  const bothNeighbours = measureKey({ name: measure.name, method: 'CC-MSD2', unit: '%' }, 'at');
  if (measure.method === 'CC-MSD1' && row.measurements.get(bothNeighbours)?.value != null) {
    return { missing: 'NOT_ASKED' };
  }
  return answer;
}

function answerOf(measure: Measure, key: string, row: Row): Answer {
  const measured = row.measurements.get(key);
  if (measured === undefined) return notBegun(measure, row);
  const { value, uncertainty, note, refused } = measured;
  if (value !== null) return { value, uncertainty, note };
  const answer = excused(row, ...measure.restsOn);
  return 'reason' in answer ? answer : { missing: 'REFUSED', reason: refused };
}

function missingOf(measure: Measure): MissingCode[] {
  const mayBeLeftOut = isFragmentSize(measure) || measure.method === 'CC-MSD1';
  return ['NOT_ANSWERED', 'NOT_ASSESSABLE', 'REFUSED', ...(mayBeLeftOut ? (['NOT_ASKED'] as const) : [])];
}

/** The unit of the values of a method; null where it has values in several. */
export function unitOfMethod(method: MeasurementMethod): Measurement['unit'] | null {
  const [unit, ...others] = new Set(measures.filter((one) => one.method === method).map((one) => one.unit));
  return unit === undefined || others.length > 0 ? null : unit;
}

const keys = new Set<string>();

/** Every measurement, one item for each method and unit: values of different methods never share a column. */
export const measurementItems: readonly Item[] = measures.map((measure) => {
  const { column, name, method, unit, level = 'at', meaning } = measure;
  const key = measureKey(measure, level);
  keys.add(key);
  return ofFracture(
    {
      ...plain,
      name: `${column}_${method.replaceAll('-', '_')}_${unitSuffix[unit]}`,
      meaning,
      type: unit === '1' ? 'integer' : 'number',
      unit,
      method,
      values: unit === '1' ? ['0', '1', '2', '3'] : null,
      isMeasurement: true,
      missing: missingOf(measure),
      source: `fractures[].measurements[] where name is "${name}", method ${method}, unit ${unit}`,
    },
    (_fracture, row) => answerOf(measure, key, row),
  );
});

/** Measurements of a fracture that no column is made for, in words, so that nothing leaves the tables unsaid. */
export const otherMeasurements: KeyColumn = {
  ...plain,
  name: 'other_measurements',
  meaning:
    'Measurements of another program for which there is no column, in words; empty where there are none',
  type: 'text',
  missing: [],
  source: 'fractures[].measurements[]',
  inLong: false,
  valueOf: ({ measurements }) => {
    const others = [...measurements].filter(([key]) => !keys.has(key)).map(([, one]) => one);
    const inWords = others.map(
      ({ name, method, level, value, unit }) => `${name} ${method} ${level}: ${value ?? 'refused'} ${unit}`,
    );
    return inWords.join('; ') || null;
  },
};
