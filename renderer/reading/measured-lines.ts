import type { Fracture, LandmarkName, Measurement, MeasurementMethod } from '../../shared/findings/reading';
import { valueInWords } from '../../shared/geometry/measurements/format-value';
import { add, dot, normalize, scale, subtract, type Vector3 } from '../../shared/geometry/vector';
import type { CellView } from '../viewer/cell-view';
import styles from './annotation.module.css';
import type { NumberLabel } from './number-labels';
import { allOnSlice, type Drawing, isClose } from './shape-drawing';

/** What is drawn for a measured value: lines between places of the patient, and the number for the label column. */
export interface MeasuredLine {
  key: string;
  lines: readonly { from: Vector3; to: Vector3; className: string | undefined }[];
  label: NumberLabel | null;
}

function retropulsionLine(view: CellView, measurement: Measurement): MeasuredLine | null {
  const [start, end, farthest] = measurement.points;
  if (start === undefined || end === undefined) return null;
  const reference = { from: start.lps, to: end.lps, className: styles.reference };
  if (farthest === undefined || measurement.value === null) {
    return { key: 'retropulsion', lines: [reference], label: null };
  }
  const direction = normalize(subtract(end.lps, start.lps)) ?? [0, 0, 0];
  const foot = add(start.lps, scale(direction, dot(subtract(farthest.lps, start.lps), direction)));
  return {
    key: 'retropulsion',
    lines: [reference, { from: foot, to: farthest.lps, className: styles.offset }],
    label: {
      key: 'retropulsion',
      at: view.toScreen(farthest.lps),
      text: `retro ${valueInWords(measurement)}`,
    },
  };
}

function canalLine(
  view: CellView,
  measurement: Measurement,
  compromise: Measurement | null,
): MeasuredLine | null {
  const [start, end, wall, border] = measurement.points;
  if (measurement.value === null || !start || !end || !wall || !border) return null;
  const axis = normalize(subtract(end.lps, start.lps)) ?? [0, 0, 0];
  const across = subtract(border.lps, wall.lps);
  const opposite = add(wall.lps, subtract(across, scale(axis, dot(across, axis))));
  const key = `canal ${measurement.level}`;
  return {
    key,
    lines: [{ from: wall.lps, to: opposite, className: styles.canal }],
    label: {
      key,
      at: view.toScreen(opposite),
      text: `canal ${valueInWords(measurement)}${compromise === null ? '' : ` · ${valueInWords(compromise)}`}`,
      className: styles.canalText,
    },
  };
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
function frontLines(view: CellView, fracture: Fracture, shown: readonly Measurement[]): MeasuredLine[] {
  const placeOf = (level: string, landmark: LandmarkName): Vector3 | null =>
    fracture.landmarks.find((one) => one.level === level && one.landmark === landmark)?.point.lps ?? null;
  const losses = heights.flatMap(([part, upper, lower, share]): MeasuredLine[] => {
    const from = placeOf(fracture.level, upper);
    const to = placeOf(fracture.level, lower);
    const value = shown.find((one) => one.name === `height loss, ${part}` && one.value !== null);
    if (from === null || to === null || value === undefined) return [];
    const key = `height ${part}`;
    return [
      {
        key,
        lines: [{ from, to, className: styles.height }],
        label: {
          key,
          side: 'front',
          at: view.toScreen(add(from, scale(subtract(to, from), share))),
          text: `${part} loss ${valueInWords(value)}`,
          className: styles.heightText,
        },
      },
    ];
  });
  const angles = (
    [
      ['WEDGE', 'wedge'],
      ['COBB', 'kyphosis'],
    ] as const
  ).flatMap(([method, name]): MeasuredLine[] => {
    const value = shown.find((one) => one.method === method && one.value !== null);
    const [upperFront, , lowerFront] = value?.points ?? [];
    if (value === undefined || upperFront === undefined || lowerFront === undefined) return [];
    // The wedge a little below its upper corner, the kyphosis at the upper endplate it begins with.
    const down = method === 'WEDGE' ? 0.15 : 0;
    const at = add(upperFront.lps, scale(subtract(lowerFront.lps, upperFront.lps), down));
    const label: NumberLabel = {
      key: name,
      side: 'front',
      at: view.toScreen(at),
      text: `${name} ${valueInWords(value)}`,
      className: styles.heightText,
    };
    return [{ key: name, lines: [], label }];
  });
  return [...losses, ...angles];
}

/**
 * What is drawn for the measurements whose points lie on the slice shown: retropulsion, canal diameters, fragment sizes,
 * and, `inFull` and enlarged enough, height losses and angles. The numbers are those of the document.
 */
export function measuredLines(draw: Drawing, fracture: Fracture, inFull: boolean): MeasuredLine[] {
  const { view } = draw;
  const onSlice = (method: MeasurementMethod) =>
    fracture.measurements.filter((one) => one.method === method && allOnSlice(draw, one.points));
  const compromise =
    fracture.measurements.find((one) => one.method === 'CC-MSD2' && one.value !== null) ?? null;
  const sizes = fragmentSizes.flatMap(([segment, method, name]): MeasuredLine[] => {
    const ends = fracture.fragment[segment];
    const [value] = onSlice(method);
    if (ends === null || value === undefined) return [];
    return [
      {
        key: segment,
        lines: [{ from: ends.start.lps, to: ends.end.lps, className: styles.fragment }],
        label:
          value.value === null
            ? null
            : {
                key: segment,
                at: view.toScreen(ends.end.lps),
                text: `${name} ${valueInWords(value)}`,
                className: styles.fragmentText,
              },
      },
    ];
  });
  return [
    ...onSlice('RETRO-ADJ').flatMap((one) => retropulsionLine(view, one) ?? []),
    ...onSlice('CANAL-AP').flatMap(
      (one) => canalLine(view, one, one.level === fracture.level ? compromise : null) ?? [],
    ),
    ...sizes,
    ...(inFull && isClose(view)
      ? frontLines(
          view,
          fracture,
          fracture.measurements.filter((one) => allOnSlice(draw, one.points)),
        )
      : []),
  ];
}
