import {
  fragmentSizes,
  type MeasuredKind,
  type MeasuredLine,
  measuredLines,
} from '../findings/measured-lines';
import type { Fracture, Point, Reading } from '../findings/reading';
import { orientationLetters } from '../geometry/orientation';
import { nearestOnPolyline, stretchOfPolyline } from '../geometry/polyline';
import { spreadLabels } from '../geometry/spread-labels';
import { scale, type Vector3 } from '../geometry/vector';
import { escapeMarkup } from './escape-markup';
import { isInPicture, type PictureView, placeInPicture, type ReportPicture } from './report-picture';

/** Colours of what is drawn: on an image those of the reading room, on white paper dark ones of the same hues. */
interface Palette {
  ground: string;
  text: string;
  edge: string;
  landmark: string;
  canal: string;
  wall: string;
  disrupted: string;
  hatch: string;
  fragment: string;
}

const onImage: Palette = {
  ground: '#000',
  text: '#fff',
  edge: '#000',
  landmark: '#f0e442',
  canal: '#56b4e9',
  wall: '#009e73',
  disrupted: '#d55e00',
  hatch: '#2b1200',
  fragment: '#cc79a7',
};

const onPaper: Palette = {
  ground: '#fff',
  text: '#000',
  edge: '#fff',
  landmark: '#4d4600',
  canal: '#00568f',
  wall: '#006148',
  disrupted: '#a84600',
  hatch: '#fff',
  fragment: '#8c3466',
};

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeMarkup(typeof value === 'number' ? short(value) : value)}"`)
    .join('');
  return `<${name}${written}>${content}</${name}>`;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

interface Drawing {
  view: PictureView;
  images: Reading['study']['images'];
  width: number;
  height: number;
  palette: Palette;
}

const at = ({ view }: Drawing, lps: Vector3) => placeInPicture(view, lps);

function pathOf(drawing: Drawing, points: readonly Vector3[]): string {
  return points
    .map((point, index) => {
      const [x, y] = at(drawing, point);
      return `${index === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`;
    })
    .join('');
}

function words(
  drawing: Pick<Drawing, 'palette'>,
  text: string,
  place: Attributes,
  { size = 11, fill = drawing.palette.text, weight = 400 } = {},
): string {
  return element(
    'text',
    {
      ...place,
      'font-size': size,
      'font-weight': weight,
      fill,
      stroke: drawing.palette.edge,
      'stroke-width': 3,
      'stroke-opacity': 0.85,
      'stroke-linejoin': 'round',
      'paint-order': 'stroke',
    },
    escapeMarkup(text),
  );
}

function straight(drawing: Drawing, from: Vector3, to: Vector3, look: Attributes): string {
  const [x1, y1] = at(drawing, from);
  const [x2, y2] = at(drawing, to);
  return element('line', { x1, y1, x2, y2, ...look });
}

function lineLook(kind: MeasuredKind, palette: Palette): Attributes {
  const looks: Record<MeasuredKind, Attributes> = {
    reference: { stroke: palette.landmark, 'stroke-width': 1.3, 'stroke-dasharray': '7 4' },
    offset: { stroke: palette.text, 'stroke-width': 1.8 },
    canal: { stroke: palette.canal, 'stroke-width': 1.3, 'stroke-dasharray': '2 3' },
    fragment: { stroke: palette.fragment, 'stroke-width': 1.6 },
    height: {
      stroke: palette.landmark,
      'stroke-width': 1,
      'stroke-opacity': 0.5,
      'stroke-dasharray': '3 3',
    },
  };
  return looks[kind];
}

const markers = {
  diamond: 'M0 -4.2L4.2 0L0 4.2L-4.2 0Z',
  square: 'M-2.4 -2.4H2.4V2.4H-2.4Z',
  triangle: 'M0 -4.5L4.2 3.4H-4.2Z',
} as const;

function marker(
  drawing: Drawing,
  point: Point,
  shape: keyof typeof markers | 'circle',
  fill: string,
): string {
  if (!isInPicture(drawing.view, drawing.images, point)) return '';
  const [x, y] = at(drawing, point.lps);
  const look = { fill, stroke: drawing.palette.edge, 'stroke-width': 0.8 };
  if (shape === 'circle') return element('circle', { cx: x, cy: y, r: 2.6, ...look });
  return element('path', { d: markers[shape], transform: `translate(${short(x)} ${short(y)})`, ...look });
}

function areShown({ view, images }: Drawing): (points: readonly Point[]) => boolean {
  return (points) => points.length > 0 && points.every((point) => isInPicture(view, images, point));
}

function traces(drawing: Drawing, { posteriorWall }: Fracture): string {
  const { palette } = drawing;
  return posteriorWall.traces
    .filter((trace) => areShown(drawing)(trace.points))
    .map(({ points, disrupted }) => {
      const places = points.map(({ lps }) => lps);
      const d = pathOf(drawing, places);
      const stretches = disrupted.map(({ start, end }) => {
        const from = nearestOnPolyline(places, start.lps)?.arcLength ?? 0;
        const to = nearestOnPolyline(places, end.lps)?.arcLength ?? 0;
        const part = pathOf(drawing, stretchOfPolyline(places, from, to));
        return (
          element('path', { d: part, fill: 'none', stroke: palette.disrupted, 'stroke-width': 4.5 }) +
          element('path', {
            d: part,
            fill: 'none',
            stroke: palette.hatch,
            'stroke-width': 4.5,
            'stroke-dasharray': '1.5 3',
          })
        );
      });
      return (
        element('path', {
          d,
          fill: 'none',
          stroke: palette.edge,
          'stroke-width': 3.6,
          'stroke-opacity': 0.55,
        }) +
        element('path', { d, fill: 'none', stroke: palette.wall, 'stroke-width': 2 }) +
        stretches.join('')
      );
    })
    .join('');
}

function outlines(drawing: Drawing, { canal }: Fracture): string {
  if (drawing.view.plane === 'sagittal') return '';
  const { palette } = drawing;
  return canal.outlines
    .filter(({ points }) => areShown(drawing)(points))
    .map(({ points }) =>
      element('path', {
        d: `${pathOf(
          drawing,
          points.map(({ lps }) => lps),
        )}Z`,
        fill: palette.canal,
        'fill-opacity': 0.08,
        stroke: palette.canal,
        'stroke-width': 1.4,
      }),
    )
    .join('');
}

function endplates(drawing: Drawing, { landmarks }: Fracture): string {
  const levels = [...new Set(landmarks.map(({ level }) => level))];
  const ends = [
    ['AS', 'PS'],
    ['AI', 'PI'],
  ] as const;
  return levels
    .flatMap((level) =>
      ends.map(([front, back]) => {
        const find = (name: string) =>
          landmarks.find((one) => one.level === level && one.landmark === name)?.point;
        const [from, to] = [find(front), find(back)];
        if (from === undefined || to === undefined || !areShown(drawing)([from, to])) return '';
        const look = { stroke: drawing.palette.landmark, 'stroke-opacity': 0.55, 'stroke-width': 1 };
        return straight(drawing, from.lps, to.lps, look);
      }),
    )
    .join('');
}

function points(drawing: Drawing, { landmarks, fragment }: Fracture): string {
  const { palette } = drawing;
  const ends = fragmentSizes.flatMap(([segment]) => {
    const size = fragment[segment];
    return size === null ? [] : [size.start, size.end];
  });
  return [
    ...ends.map((point) => marker(drawing, point, 'square', palette.fragment)),
    ...(fragment.apex === null ? [] : [marker(drawing, fragment.apex, 'triangle', palette.fragment)]),
    ...landmarks.map(({ landmark, point }) =>
      landmark === 'PC'
        ? marker(drawing, point, 'diamond', palette.canal)
        : marker(drawing, point, 'circle', palette.landmark),
    ),
  ].join('');
}

/** Units a character of a number takes, and the room of the longest one. */
const characterWidth = 6.4;
const margin = 6;

/** Numbers in a column behind the spine, or in front of it, each with a line to what it measures. */
function numbers(drawing: Drawing, measured: readonly MeasuredLine[], isInFront: boolean): string {
  const { width, height, palette } = drawing;
  const labels = measured
    .flatMap(({ label }) => (label === null || label.isInFront !== isInFront ? [] : [label]))
    .map((label) => ({ ...label, place: at(drawing, label.at) }))
    .filter(({ place: [x, y] }) => x >= 0 && x <= width && y >= 0 && y <= height)
    .toSorted((a, b) => a.place[1] - b.place[1]);
  if (labels.length === 0) return '';
  const widest = characterWidth * Math.max(...labels.map(({ text }) => text.length));
  const ends = labels.map(({ place }) => place[0]);
  const edge = isInFront
    ? Math.max(widest + margin, Math.min(...ends) - 18)
    : Math.max(margin, Math.min(Math.max(...ends) + 24, width - widest - margin));
  const heights = spreadLabels(
    labels.map(({ place }) => place[1]),
    26,
    height - 26,
  );
  const fills: Partial<Record<MeasuredKind, string>> = {
    canal: palette.canal,
    fragment: palette.fragment,
    height: palette.landmark,
  };
  return labels
    .map(({ place: [x, y], text, kind }, index) => {
      const line = heights[index] ?? y;
      return (
        element('line', {
          x1: x,
          y1: y,
          x2: edge + (isInFront ? 3 : -3),
          y2: line,
          stroke: palette.text,
          'stroke-opacity': 0.4,
          'stroke-width': 0.8,
        }) +
        words(
          drawing,
          text,
          { x: edge, y: line + 4, 'text-anchor': isInFront ? 'end' : 'start' },
          { fill: fills[kind] ?? palette.text },
        )
      );
    })
    .join('');
}

function levelNames(drawing: Drawing, reading: Reading): string {
  const { view, images, width, height } = drawing;
  if (view.plane !== 'sagittal' && view.plane !== 'coronal') return '';
  const fractured = reading.fractures.map(({ level }) => level);
  return reading.levels
    .filter(({ point }) => isInPicture({ ...view, reach: Number.POSITIVE_INFINITY }, images, point))
    .map(({ level, point }) => {
      const [x, y] = at(drawing, point.lps);
      if (x < 4 || x > width - 20 || y < 10 || y > height - 10) return '';
      const name = fractured.includes(level) ? `${level} ◂` : level;
      return words(drawing, name, { x, y: y + 4, 'text-anchor': 'middle' }, { size: 13, weight: 600 });
    })
    .join('');
}

function orientation(drawing: Drawing): string {
  const { view, width, height } = drawing;
  const letters = [
    [scale(view.right, -1), { x: 5, y: height / 2 + 4, 'text-anchor': 'start' }],
    [view.right, { x: width - 5, y: height / 2 + 4, 'text-anchor': 'end' }],
    [scale(view.down, -1), { x: width / 2, y: 14, 'text-anchor': 'middle' }],
    [view.down, { x: width / 2, y: height - 6, 'text-anchor': 'middle' }],
  ] as const;
  return letters
    .map(([direction, place]) =>
      words(drawing, orientationLetters(direction), place, { size: 13, weight: 700 }),
    )
    .join('');
}

function scaleBar(drawing: Drawing): string {
  const { view, width, height, palette } = drawing;
  if (!view.isToScale)
    return words(drawing, 'no scale', { x: width - 8, y: height - 8, 'text-anchor': 'end' });
  const millimetres = [50, 20, 10, 5, 2, 1].find((one) => one * view.unitsPerMillimetre <= width / 4) ?? 1;
  const x1 = width - 10;
  const x0 = x1 - millimetres * view.unitsPerMillimetre;
  const y = height - 10;
  const d = `M${short(x0)} ${y - 5}V${y}H${short(x1)}V${y - 5}`;
  return (
    element('path', { d, fill: 'none', stroke: palette.edge, 'stroke-width': 3, 'stroke-opacity': 0.7 }) +
    element('path', { d, fill: 'none', stroke: palette.text, 'stroke-width': 1.2 }) +
    words(drawing, `${millimetres} mm`, { x: x1, y: y - 8, 'text-anchor': 'end' })
  );
}

/**
 * A picture with what was drawn and measured on it, as SVG: the traced wall, landmarks, sizes and their numbers, names
 * of levels, orientation letters and a scale. Every text is escaped. Nothing is drawn where the image is not located.
 */
export function pictureSvg(picture: ReportPicture, reading: Reading): string {
  const { width, height, view, pixels, level, caption } = picture;
  const palette = pixels === null ? onPaper : onImage;
  const ground = element('rect', { width, height, fill: palette.ground });
  const image =
    pixels === null ? '' : element('image', { href: pixels, width, height, preserveAspectRatio: 'none' });
  const frame = element('rect', {
    x: 0.5,
    y: 0.5,
    width: width - 1,
    height: height - 1,
    fill: 'none',
    stroke: '#777',
    'stroke-width': 1,
  });
  const content =
    view === null
      ? ''
      : drawn({ view, images: reading.study.images, width, height, palette }, reading, level);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${short(width)} ${short(height)}`,
      role: 'img',
      'aria-label': caption,
    },
    ground + image + content + frame,
  );
}

function drawn(drawing: Drawing, reading: Reading, level: ReportPicture['level']): string {
  const shown = reading.fractures.filter((fracture) => level === null || fracture.level === level);
  const fractures = shown.map((fracture) => {
    const measured = measuredLines(fracture, areShown(drawing), drawing.view.plane === 'sagittal');
    const lines = measured.flatMap((one) =>
      one.lines.map(({ from, to, kind }) => straight(drawing, from, to, lineLook(kind, drawing.palette))),
    );
    const labels = level === null ? '' : numbers(drawing, measured, true) + numbers(drawing, measured, false);
    return (
      outlines(drawing, fracture) +
      endplates(drawing, fracture) +
      traces(drawing, fracture) +
      lines.join('') +
      points(drawing, fracture) +
      labels
    );
  });
  return levelNames(drawing, reading) + fractures.join('') + orientation(drawing) + scaleBar(drawing);
}
