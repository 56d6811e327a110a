import { type Measurement, type MeasurementMethod, measurementMethods } from '../../findings/reading';
import { own, standard, units } from './codes';
import { type Code, type ContentItem, StructuredReportProblem, withChildren } from './content-item';
import { coded, container, fields, levelSite, many, number, one, optional, type Shape, text } from './parts';
import { measuredPoint } from './points';
import { sourceItems } from './report-context';

const methodCodes = Object.fromEntries(measurementMethods.map((method) => [method, own(method)])) as Record<
  MeasurementMethod,
  Code
>;

/** What is measured, by method; a name among `byName` says it more closely. */
const conceptByMethod: Readonly<Record<MeasurementMethod, Code>> = {
  'RETRO-ADJ': own('retropulsion'),
  'RETRO-OWN': own('retropulsion'),
  'CANAL-AP': standard.diameter,
  'CC-MSD2': own('canal-compromise'),
  'CC-MSD1': own('canal-compromise'),
  'CC-AREA2': own('canal-compromise'),
  'HEIGHT-ADJ2': own('measurement'),
  GENANT: own('genant-grade'),
  WEDGE: own('wedge-angle'),
  COBB: own('kyphosis'),
  'RIM-LEN': own('rim-length'),
  'FRAG-AP': standard.length,
  'FRAG-CC': standard.length,
  'FRAG-TR': standard.length,
};
const conceptByName: ReadonlyMap<string, Code> = new Map([
  ['height loss, anterior', own('height-anterior')],
  ['height loss, middle', own('height-middle')],
  ['height loss, posterior', own('height-posterior')],
]);

const methodOf = coded(standard.measurementMethod, methodCodes, 'HAS CONCEPT MOD');

type Unit = Measurement['unit'];
const measurementUnits: Readonly<Record<Unit, Code>> = {
  mm: units.mm,
  '%': units['%'],
  deg: units.deg,
  '1': units['1'],
};
/** As text: a UCUM code stands only where a unit does. */
const refusedUnit = one(text(own('refused-unit')));

type Properties = Omit<Measurement, 'value' | 'unit'>;

const propertiesIn = (unit: Unit) =>
  fields<Properties>({
    name: one(text(standard.equivalentMeaning, 'HAS CONCEPT MOD')),
    method: one(methodOf),
    level: one(levelSite('HAS CONCEPT MOD')),
    // In a container: below a measurement TID 300 takes any number for one that the value was inferred from.
    uncertainty: optional(
      container(own('uncertainty'), one(number(standard.uncertainty, measurementUnits[unit]))),
    ),
    refused: optional(text(own('refused'))),
    note: optional(text(standard.comment)),
    points: many(measuredPoint),
  });

function conceptOf({ name, method }: Measurement): Code {
  const named = method === 'HEIGHT-ADJ2' ? conceptByName.get(name) : undefined;
  return named ?? conceptByMethod[method];
}

function unitOf({ value, children }: ContentItem): Unit {
  const name = value.type === 'NUM' ? value.unit.value : refusedUnit.read(children);
  const found = (Object.keys(measurementUnits) as Unit[]).find((unit) => unit === name);
  if (found === undefined) {
    throw new StructuredReportProblem(
      `A measurement of this report has the unit “${name}”, which no measurement has.`,
    );
  }
  return found;
}

/**
 * NUM of a measurement (TID 300) with method, level, uncertainty and points below it; where it was refused, CODE of the
 * same concept with the value “calculation failure”, and with the reason and the unit below it.
 */
export const measurement: Shape<Measurement> = {
  name: standard.imagingMeasurements.meaning,
  matches: ({ value, children }) =>
    (value.type === 'NUM' || value.type === 'CODE') && children.some(methodOf.matches),
  write: (entry, context) => {
    const { value, unit, ...rest } = entry;
    const { points } = entry;
    return withChildren(
      {
        relationship: null,
        concept: conceptOf(entry),
        value:
          value === null
            ? { type: 'CODE', code: standard.calculationFailure }
            : { type: 'NUM', value, unit: measurementUnits[unit] },
      },
      [
        ...propertiesIn(unit).write(rest, context),
        ...(value === null ? refusedUnit.write(unit, context) : []),
        ...sourceItems(points, context),
      ],
    );
  },
  read: (item) => {
    const unit = unitOf(item);
    const { name, method, level, ...rest } = propertiesIn(unit).read(item.children);
    return { name, method, level, value: item.value.type === 'NUM' ? item.value.value : null, unit, ...rest };
  },
};
