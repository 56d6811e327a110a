import { valueInWords } from '../geometry/measurements/format-value';
import { add, dot, normalize, scale, subtract, type Vector3 } from '../geometry/vector';
import type { Fracture, LandmarkName, Measurement, MeasurementMethod, Point } from './reading';

/** What a line or number is drawn for: the line measured from, the distance beyond it, and the kinds of sizes. */
export type MeasuredKind = 'reference' | 'offset' | 'canal' | 'fragment' | 'height';

/** What is drawn for a measured value: lines between places of the patient (LPS mm), and the number beside them. */
export interface MeasuredLine {
  key: string;
  lines: readonly { from: Vector3; to: Vector3; kind: MeasuredKind }[];
  label: {
    key: string;
    at: Vector3;
    text: string;
    kind: MeasuredKind;
    /** In front of the spine, the left of a sagittal image; else behind it. */
    isInFront: boolean;
  } | null;
}

function retropulsionLine(measurement: Measurement): MeasuredLine | null {
  const [start, end, farthest] = measurement.points;
  if (start === undefined || end === undefined) return null;
  const key = 'retropulsion';
  const reference = { from: start.lps, to: end.lps, kind: 'reference' } as const;
  if (farthest === undefined || measurement.value === null) return { key, lines: [reference], label: null };
  const direction = normalize(subtract(end.lps, start.lps)) ?? [0, 0, 0];
  const foot = add(start.lps, scale(direction, dot(subtract(farthest.lps, start.lps), direction)));
  return {
    key,
    lines: [reference, { from: foot, to: farthest.lps, kind: 'offset' }],
    label: {
      key,
      at: farthest.lps,
      text: `retro ${valueInWords(measurement)}`,
      kind: 'offset',
      isInFront: false,
    },
  };
}

/** The diameter of the canal, and below its number that of the compromise where one is given. */
function canalLines(measurement: Measurement, compromise: Measurement | null): MeasuredLine[] {
  const [start, end, wall, border] = measurement.points;
  if (measurement.value === null || !start || !end || !wall || !border) return [];
  const axis = normalize(subtract(end.lps, start.lps)) ?? [0, 0, 0];
  const across = subtract(border.lps, wall.lps);
  const opposite = add(wall.lps, subtract(across, scale(axis, dot(across, axis))));
  const numberAt = (key: string, text: string) =>
    ({ key, at: opposite, text, kind: 'canal', isInFront: false }) as const;
  const key = `canal ${measurement.level}`;
  const diameter: MeasuredLine = {
    key,
    lines: [{ from: wall.lps, to: opposite, kind: 'canal' }],
    label: numberAt(key, `canal ${valueInWords(measurement)}`),
  };
  if (compromise === null) return [diameter];
  const below = `compromise ${measurement.level}`;
  return [
    diameter,
    { key: below, lines: [], label: numberAt(below, `compromise ${valueInWords(compromise)}`) },
  ];
}

/** Sizes of the fragment with their methods and short names. */
export const fragmentSizes = [
  ['anteroPosterior', 'FRAG-AP', 'AP'],
  ['cranioCaudal', 'FRAG-CC', 'CC'],
  ['transverse', 'FRAG-TR', 'TR'],
] as const;

/** Heights of the fractured body: part, its two landmarks, and how far down its number points to it. */
const heights = [
  ['anterior', 'AS', 'AI', 0.4],
  ['middle', 'MS', 'MI', 0.55],
  ['posterior', 'PS', 'PI', 0.75],
] as const;

/** Height losses on the fractured body and the two angles, in front of the spine. */
function frontLines(fracture: Fracture, shown: readonly Measurement[]): MeasuredLine[] {
  const placeOf = (level: string, landmark: LandmarkName): Vector3 | null =>
    fracture.landmarks.find((one) => one.level === level && one.landmark === landmark)?.point.lps ?? null;
  const losses = heights.flatMap(([part, upper, lower, share]): MeasuredLine[] => {
    const from = placeOf(fracture.level, upper);
    const to = placeOf(fracture.level, lower);
    const value = shown.find((one) => one.name === `height loss, ${part}` && one.value !== null);
    if (from === null || to === null || value === undefined) return [];
    const key = `height ${part}`;
    const at = add(from, scale(subtract(to, from), share));
    const text = `${part} loss ${valueInWords(value)}`;
    return [
      {
        key,
        lines: [{ from, to, kind: 'height' }],
        label: { key, at, text, kind: 'height', isInFront: true },
      },
    ];
  });
  const angles = (
    [
      ['WEDGE', 'wedge'],
      ['COBB', 'kyphosis'],
    ] as const
  ).flatMap(([method, key]): MeasuredLine[] => {
    const value = shown.find((one) => one.method === method && one.value !== null);
    const [upperFront, , lowerFront] = value?.points ?? [];
    if (value === undefined || upperFront === undefined || lowerFront === undefined) return [];
    // The wedge a little below its upper corner, the kyphosis at the upper endplate it begins with.
    const down = method === 'WEDGE' ? 0.15 : 0;
    const at = add(upperFront.lps, scale(subtract(lowerFront.lps, upperFront.lps), down));
    const text = `${key} ${valueInWords(value)}`;
    return [{ key, lines: [], label: { key, at, text, kind: 'height', isInFront: true } }];
  });
  return [...losses, ...angles];
}

/**
 * What is drawn for the measurements whose points are all shown: retropulsion, canal diameters, fragment sizes, and,
 * `inFull`, height losses and angles. The numbers are those of the document.
 */
export function measuredLines(
  fracture: Fracture,
  areShown: (points: readonly Point[]) => boolean,
  inFull: boolean,
): MeasuredLine[] {
  const shown = fracture.measurements.filter((one) => one.points.length > 0 && areShown(one.points));
  const of = (method: MeasurementMethod) => shown.filter((one) => one.method === method);
  const compromise =
    fracture.measurements.find((one) => one.method === 'CC-MSD2' && one.value !== null) ?? null;
  const sizes = fragmentSizes.flatMap(([segment, method, name]): MeasuredLine[] => {
    const ends = fracture.fragment[segment];
    const [value] = of(method);
    if (ends === null || value === undefined) return [];
    const text = `${name} ${valueInWords(value)}`;
    return [
      {
        key: segment,
        lines: [{ from: ends.start.lps, to: ends.end.lps, kind: 'fragment' }],
        label:
          value.value === null
            ? null
            : { key: segment, at: ends.end.lps, text, kind: 'fragment', isInFront: false },
      },
    ];
  });
  return [
    ...of('RETRO-ADJ').flatMap((one) => retropulsionLine(one) ?? []),
    ...of('CANAL-AP').flatMap((one) => canalLines(one, one.level === fracture.level ? compromise : null)),
    ...sizes,
    ...(inFull ? frontLines(fracture, shown) : []),
  ];
}
