import { readFileSync } from 'node:fs';
import path from 'node:path';
import { phantomCase } from '../../scripts/phantom/cases';
import { planCase } from '../../scripts/phantom/generate-case';
import type { GeometryFindingCode } from '../../shared/dicom/geometry-finding';
import { add, cross, type Vector3 } from '../../shared/geometry/vector';
import { phantomFolder } from './launch';
import { type WrittenImage, writeMrStudy } from './mr-files';

/** One kind of stack, made from the images of a phantom, and what the interface must say of it. */
export interface GeometryKind {
  /** Name of its screenshot, and what the series is called. */
  name: string;
  /** Words of its entry in the list of stacks, where its label is the only one of its kind and has no series number. */
  entry?: RegExp;
  /** The finding it is made to have. */
  code: GeometryFindingCode;
  /** The verdict in the list of stacks. */
  verdict: RegExp;
  /** The finding in full. */
  sentence: RegExp;
  measurable: boolean;
  images: (base: BaseImages) => WrittenImage[];
}

/** Images of a phantom at half size: nine sagittal slices 4.4 mm apart, and an axial block of four, tilted. */
export interface BaseImages {
  sagittal: readonly WrittenImage[];
  axial: readonly WrittenImage[];
}

const withMore = (images: readonly WrittenImage[], more: WrittenImage['more']): WrittenImage[] =>
  images.map((image) => ({ ...image, more: { ...image.more, ...more } }));

const thick = (images: readonly WrittenImage[], thickness: number): WrittenImage[] =>
  images.map((image) => ({ ...image, thickness }));

const moved = (images: readonly WrittenImage[], by: (index: number) => Vector3): WrittenImage[] =>
  images.map((image, index) => ({ ...image, position: add(image.position, by(index)) }));

/** Every kind of verdict that a stack can get by its geometry; their order is that of the series. */
export const geometryKinds: readonly GeometryKind[] = [
  {
    name: 'uniform',
    code: 'even-step',
    verdict: /even step 4\.40 mm/,
    sentence: /^The 9 slices are evenly spaced, 4\.4 mm from centre to centre\.$/,
    measurable: true,
    images: ({ sagittal }) => thick(sagittal, 4.4),
  },
  {
    name: 'gap',
    code: 'gap',
    verdict: /even step 4\.40 mm/,
    sentence: /^Between slices 3\.5 mm thick and 4\.4 mm apart, 0\.9 mm are not imaged\.$/,
    measurable: true,
    images: ({ sagittal }) => thick(sagittal, 3.5),
  },
  {
    name: 'wide-gap',
    code: 'wide-gap',
    verdict: /wide gaps/,
    sentence: /^Between slices 2\.5 mm thick and 4\.4 mm apart, 1\.9 mm are not imaged\.$/,
    measurable: true,
    images: ({ sagittal }) => thick(sagittal, 2.5),
  },
  {
    name: 'overlap',
    code: 'overlap',
    verdict: /even step 4\.40 mm/,
    sentence: /^Slices 6 mm thick and 4\.4 mm apart overlap by 1\.6 mm\.$/,
    measurable: true,
    images: ({ sagittal }) => thick(sagittal, 6),
  },
  {
    name: 'missing-slice',
    code: 'missing-slices',
    verdict: /slices missing/,
    sentence: /^One slice seems to be missing: between slices 3 and 4, at x -?[\d.]+ mm\.$/,
    measurable: true,
    images: ({ sagittal }) => sagittal.toSpliced(5, 1),
  },
  {
    name: 'uneven-step',
    code: 'uneven-step',
    verdict: /uneven steps/,
    sentence: /^The slice distance varies from 2\.8 mm to 6 mm \(typically 4\.4 mm\)\.$/,
    measurable: true,
    images: ({ sagittal }) => moved(sagittal, (index) => [index === 4 ? 1.6 : 0, 0, 0]),
  },
  {
    name: 'duplicate-slice',
    code: 'duplicate-images',
    verdict: /duplicate images/,
    sentence:
      /^Several images of the series lie at 1 of its 9 positions \(x -?[\d.]+ mm\) and only their order tells them apart\.$/,
    measurable: true,
    images: ({ sagittal }) => [...sagittal, ...sagittal.slice(4, 5)],
  },
  {
    name: 'gantry-tilt',
    entry: /CT axial/,
    code: 'sheared',
    verdict: /sheared/,
    sentence:
      /^The stack is sheared by [\d.]+° by the tilt of the gantry\. Each point keeps its own place\.$/,
    measurable: true,
    images: ({ axial }) => {
      const first = axial[0]?.position ?? [0, 0, 0];
      const onTable = axial.map((image, index) => ({
        ...image,
        position: [first[0], first[1], first[2] - 4 * index] as const,
      }));
      return withMore(onTable, { Modality: 'CT', SOPClassUID: '1.2.840.10008.5.1.4.1.1.2' });
    },
  },
  {
    name: 'non-orthogonal',
    code: 'axes-not-perpendicular',
    verdict: /cannot be measured: axes not perpendicular/,
    sentence:
      /^Cannot be measured: Rows and columns are 84\.0° apart instead of 90°: the image orientation cannot be trusted\.$/,
    measurable: false,
    images: ({ sagittal }) => {
      const angle = (6 * Math.PI) / 180;
      return sagittal.map((image) => ({
        ...image,
        orientation: [0, 1, 0, 0, Math.sin(angle), -Math.cos(angle)],
      }));
    },
  },
  {
    name: 'anisotropic',
    code: 'pixels-not-square',
    verdict: /even step 4\.40 mm/,
    sentence:
      /^The pixels are not square: [\d.]+ mm high, [\d.]+ mm wide\. Distances take this into account\.$/,
    measurable: true,
    images: ({ sagittal }) => sagittal.map(halfTheRows),
  },
  {
    name: 'stated-spacing-wrong',
    code: 'stated-step-differs',
    verdict: /even step 4\.40 mm/,
    sentence: /^The header states 0\.4 mm between slices; the positions give 4\.4 mm, which is used\.$/,
    measurable: true,
    images: ({ sagittal }) => withMore(sagittal, { SpacingBetweenSlices: '0.4' }),
  },
  {
    name: 'no-frame-of-reference',
    code: 'no-frame-of-reference',
    verdict: /no frame of reference/,
    sentence:
      /^The header has no frame of reference: positions cannot be compared with those of other stacks\./,
    measurable: true,
    images: ({ sagittal }) => withMore(sagittal, { FrameOfReferenceUID: undefined }),
  },
  {
    name: 'several-planes',
    code: 'several-planes',
    verdict: /even step/,
    sentence: /^The series holds several planes \(axial, sagittal\): each is a stack of its own\.$/,
    measurable: true,
    images: ({ sagittal, axial }) => [...sagittal, ...axial],
  },
  {
    name: 'mosaic',
    entry: /Mosaic sagittal/,
    code: 'mosaic',
    verdict: /cannot be measured: mosaic/,
    sentence:
      /^Cannot be measured: Each image is a mosaic, a whole volume tiled into one picture: it cannot be measured\.$/,
    measurable: false,
    images: ({ sagittal }) =>
      withMore(sagittal.slice(4, 5), { ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'ND', 'MOSAIC'] }),
  },
  {
    name: 'secondary-capture',
    entry: /secondary capture/,
    code: 'secondary-capture',
    verdict: /cannot be measured: secondary capture/,
    sentence: /^Cannot be measured: These are secondary captures \(screenshots or converted pictures\)/,
    measurable: false,
    images: ({ sagittal }) =>
      withMore(sagittal.slice(4, 5), {
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.7',
        ImageType: ['DERIVED', 'SECONDARY'],
        ImagePositionPatient: undefined,
        ImageOrientationPatient: undefined,
        PixelSpacing: undefined,
        SliceThickness: undefined,
        FrameOfReferenceUID: undefined,
      }),
  },
  {
    name: 'projection',
    code: 'derived-view',
    verdict: /cannot be measured: not a slice/,
    sentence: /^Cannot be measured: These are derived pictures \(projection image\), not slices/,
    measurable: false,
    images: ({ sagittal }) =>
      withMore(sagittal.slice(4, 5), { ImageType: ['DERIVED', 'PRIMARY', 'PROJECTION IMAGE'] }),
  },
  {
    name: 'no-pixel-spacing',
    code: 'no-pixel-spacing',
    verdict: /cannot be measured: no pixel spacing/,
    sentence: /^Cannot be measured: The header has no valid pixel spacing: millimetres cannot be measured\.$/,
    measurable: false,
    images: ({ sagittal }) => withMore(sagittal, { PixelSpacing: undefined }),
  },
  {
    name: 'derived',
    code: 'derived',
    verdict: /derived images/,
    sentence: /^The header calls these images derived: they were processed after the acquisition\./,
    measurable: true,
    images: ({ sagittal }) => withMore(sagittal, { ImageType: ['DERIVED', 'SECONDARY', 'MPR'] }),
  },
  {
    name: 'localizer',
    entry: /Localizer sagittal/,
    code: 'localizer',
    verdict: /localizer/,
    sentence: /^A localizer, made to plan the other series/,
    measurable: true,
    images: ({ sagittal }) =>
      withMore(sagittal.slice(3, 6), { ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }),
  },
];

/** Words of a kind's entry in the list of stacks. */
export function entryOf(kind: GeometryKind): RegExp {
  return kind.entry ?? new RegExp(`series ${geometryKinds.indexOf(kind) + 1}(?!\\d)`);
}

/** Writes one study with a series of each kind, numbered from 1 in the order of `geometryKinds`. */
export function writeGeometryKinds(folder: string): void {
  const base = baseImages();
  writeMrStudy(
    folder,
    { name: 'geometry kinds', description: 'Kinds of geometry' },
    geometryKinds.map(({ name, images }, index) => ({
      number: index + 1,
      description: name.replaceAll('-', ' '),
      images: images(base),
    })),
  );
}

function baseImages(): BaseImages {
  const { study } = planCase(phantomCase('a-t12-superior'));
  const imagesOf = (series: string): WrittenImage[] =>
    (study.series.find(({ name }) => name === series)?.images ?? []).map((image, index) => {
      const file = path.join(
        phantomFolder,
        'a-t12-superior',
        series,
        `${String(index + 1).padStart(3, '0')}.dcm`,
      );
      const bytes = readFileSync(file);
      // The pixels are the last element of the phantom's files.
      const start = bytes.length - image.rows * image.columns * 2;
      const pixels = new Uint16Array(
        bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length),
      );
      return halved({ ...image, pixels });
    });
  const sagittal = imagesOf('sagittal-t2');
  const middle = Math.floor(sagittal.length / 2);
  const axial = imagesOf('axial-t2');
  const tilted = axial.findIndex((image, index) => {
    const block = axial.slice(index, index + 4);
    const lean = Math.abs(normalOf(image)[1]);
    return (
      lean > 0.12 &&
      block.length === 4 &&
      block.every(({ orientation }) => orientation.join() === image.orientation.join())
    );
  });
  if (tilted < 0) throw new Error('The phantom has no tilted block of four axial slices.');
  return { sagittal: sagittal.slice(middle - 4, middle + 5), axial: axial.slice(tilted, tilted + 4) };
}

function normalOf({ orientation: [a, b, c, d, e, f] }: WrittenImage): Vector3 {
  return cross([a, b, c], [d, e, f]);
}

/** Every second pixel of every second row. */
function halved(image: WrittenImage): WrittenImage {
  const rows = Math.floor(image.rows / 2);
  const columns = Math.floor(image.columns / 2);
  const pixels = new Uint16Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      pixels[row * columns + column] = image.pixels[2 * row * image.columns + 2 * column] ?? 0;
  const [high, wide] = image.pixelSpacing;
  return { ...image, rows, columns, pixels, pixelSpacing: [2 * high, 2 * wide] };
}

function halfTheRows(image: WrittenImage): WrittenImage {
  const rows = Math.floor(image.rows / 2);
  const pixels = new Uint16Array(rows * image.columns);
  for (let row = 0; row < rows; row++)
    pixels.set(
      image.pixels.subarray(2 * row * image.columns, (2 * row + 1) * image.columns),
      row * image.columns,
    );
  const [high, wide] = image.pixelSpacing;
  return { ...image, rows, pixels, pixelSpacing: [2 * high, wide] };
}
