import {
  type Fracture,
  type Landmark,
  type LandmarkName,
  landmarkNames,
  type Point,
  type Segment,
  type WallTrace,
} from '../../findings/reading';
import { own, units } from './codes';
import { type Code, type ContentItem, type ImageReference, StructuredReportProblem } from './content-item';
import {
  coded,
  container,
  fields,
  levelSite,
  many,
  number,
  one,
  orNull,
  type Part,
  type Shape,
} from './parts';
import { placeItems } from './report-context';

type Triple = Point['lps'];

const axes = ['coordinate-x', 'coordinate-y', 'coordinate-z'] as const;

/** Three numbers in mm, or without unit, named x, y and z. */
export function triple(unit: Code): Part<Triple> {
  const [x, y, z] = axes.map((axis) => one(number(own(axis), unit))) as [
    Part<number>,
    Part<number>,
    Part<number>,
  ];
  return {
    write: (value, context) => [
      ...x.write(value[0], context),
      ...y.write(value[1], context),
      ...z.write(value[2], context),
    ],
    read: (items) => [x.read(items), y.read(items), z.read(items)],
  };
}

function imageAmong(items: readonly ContentItem[]): ImageReference {
  for (const { value, children } of items) {
    if (value.type === 'IMAGE') return value.image;
    if (value.type === 'SCOORD') return imageAmong(children);
  }
  throw new StructuredReportProblem('A point of this report names no image: it is not a whole reading.');
}

/** The frame that is spoken of: an IMAGE among the items, or below a SCOORD among them. */
export const imageReference: Part<ImageReference> = {
  write: ({ sopInstanceUid, frame }) => [
    {
      relationship: null,
      concept: own('place'),
      value: { type: 'IMAGE', image: { sopInstanceUid, frame } },
      children: [],
    },
  ],
  read: imageAmong,
};

const coordinates = triple(units.mm);

/** CONTAINER of a point: where it lies on its image and in the patient, then its coordinates in full precision. */
export function pointIn(concept: Code): Shape<Point> {
  return container(concept, {
    write: (value, context) => [...placeItems([value], context), ...coordinates.write(value.lps, context)],
    read: readPoint,
  });
}

/** CONTAINER of a point that a measurement was computed from: its image and coordinates. */
export const measuredPoint: Shape<Point> = container(own('measured-point'), {
  write: (value, context) => [
    ...imageReference.write(value, context),
    ...coordinates.write(value.lps, context),
  ],
  read: readPoint,
});

function readPoint(items: readonly ContentItem[]): Point {
  return { lps: coordinates.read(items), ...imageReference.read(items) };
}

const segment = fields<Segment>({
  start: one(pointIn(own('segment-start'))),
  end: one(pointIn(own('segment-end'))),
});

const landmarkCodes = Object.fromEntries(
  landmarkNames.map((name) => [name, own(`landmark-${name}`)]),
) as Record<LandmarkName, Code>;

const landmark = container<Landmark>(
  own('landmark'),
  fields<Landmark>({
    level: one(levelSite()),
    landmark: one(coded(own('landmark-name'), landmarkCodes)),
    point: one(pointIn(own('point'))),
  }),
);

const trace = container<WallTrace>(
  own('wall-trace'),
  fields<WallTrace>({
    points: many(pointIn(own('point'))),
    disrupted: many(container(own('trace-disrupted'), segment)),
  }),
  ({ points }, context) => (points.length === 0 ? [] : placeItems(points, context, { line: 'open' })),
);

const outline = container<Fracture['canal']['outlines'][number]>(
  own('canal-outline'),
  fields<Fracture['canal']['outlines'][number]>({
    level: one(levelSite()),
    points: many(pointIn(own('point'))),
  }),
  ({ points }, context) => (points.length === 0 ? [] : placeItems(points, context, { line: 'closed' })),
);

type PlacedInFragment = Pick<
  Fracture['fragment'],
  'anteroPosterior' | 'cranioCaudal' | 'transverse' | 'apex'
>;

/** What was placed on the images for a fracture. */
export interface FracturePoints {
  level: Fracture['level'];
  landmarks: Fracture['landmarks'];
  traces: Fracture['posteriorWall']['traces'];
  fragment: PlacedInFragment;
  outlines: Fracture['canal']['outlines'];
}

/** CONTAINER of the points of a fracture. */
export const fracturePoints: Shape<FracturePoints> = container(
  own('fracture-points'),
  fields<FracturePoints>({
    level: one(levelSite()),
    landmarks: many(landmark),
    traces: many(trace),
    fragment: fields<PlacedInFragment>({
      anteroPosterior: orNull(container(own('fragment-ap'), segment)),
      cranioCaudal: orNull(container(own('fragment-cc'), segment)),
      transverse: orNull(container(own('fragment-tr'), segment)),
      apex: orNull(pointIn(own('fragment-apex'))),
    }),
    outlines: many(outline),
  }),
);
