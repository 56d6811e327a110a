import { findingSeverities } from '../../dicom/geometry-finding';
import type { ImageGeometry } from '../../findings/reading';
import { own, units } from './codes';
import type { Code, ImageReference } from './content-item';
import {
  coded,
  container,
  fields,
  flag,
  many,
  number,
  one,
  orNull,
  type Part,
  type Shape,
  text,
} from './parts';
import { imageReference, triple } from './points';

type Orientation = NonNullable<ImageGeometry['orientation']>;
type Spacing = NonNullable<ImageGeometry['pixelSpacing']>;
type Finding = NonNullable<ImageGeometry['findings']>[number];
type Severity = Finding['severity'];

const row = orNull(container(own('row-direction'), triple(units['1'])));
const column = orNull(container(own('column-direction'), triple(units['1'])));
const orientation: Part<Orientation | null> = {
  write: (value, context) => [
    ...row.write(value === null ? null : [value[0], value[1], value[2]], context),
    ...column.write(value === null ? null : [value[3], value[4], value[5]], context),
  ],
  read: (items) => {
    const along = row.read(items);
    const down = column.read(items);
    return along === null || down === null ? null : [...along, ...down];
  },
};

const betweenRows = orNull(number(own('row-spacing'), units.mm));
const betweenColumns = orNull(number(own('column-spacing'), units.mm));
const spacing: Part<Spacing | null> = {
  write: (value, context) => [
    ...betweenRows.write(value === null ? null : value[0], context),
    ...betweenColumns.write(value === null ? null : value[1], context),
  ],
  read: (items) => {
    const rows = betweenRows.read(items);
    const columns = betweenColumns.read(items);
    return rows === null || columns === null ? null : [rows, columns];
  },
};

const [blocks, caution, note] = findingSeverities;
const severities: Record<Severity, Code> = {
  [blocks]: own('severity-blocks'),
  [caution]: own('severity-caution'),
  [note]: own('severity-note'),
};

const judged = one(flag(own('geometry-judged')));
const listed = many(
  container<Finding>(
    own('geometry-finding'),
    fields<Finding>({
      code: one(text(own('finding-code'))),
      severity: one(coded(own('finding-severity'), severities)),
      sentence: one(text(own('finding-sentence'))),
    }),
  ),
);
/** An empty verdict and none are not the same. */
const findings: Part<ImageGeometry['findings']> = {
  write: (value, context) => [
    ...judged.write(value !== undefined, context),
    ...listed.write(value ?? [], context),
  ],
  read: (items) => (judged.read(items) ? listed.read(items) : undefined),
};

type Geometry = Omit<ImageGeometry, keyof ImageReference>;

const geometry = fields<Geometry>({
  position: orNull(container(own('image-position'), triple(units.mm))),
  orientation,
  pixelSpacing: spacing,
  sliceStep: orNull(number(own('slice-step'), units.mm)),
  measurable: one(flag(own('measurable'))),
  reasons: many(text(own('geometry-reason'))),
  findings,
});

/** CONTAINER of the geometry of an image that points refer to. */
export const imageGeometry: Shape<ImageGeometry> = container<ImageGeometry>(own('image-geometry'), {
  write: (value, context) => [...imageReference.write(value, context), ...geometry.write(value, context)],
  read: (items) => ({ ...imageReference.read(items), ...geometry.read(items) }),
});
