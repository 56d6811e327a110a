import { describe, expect, it } from 'vitest';
import { withDerivedValues } from '../findings/derive';
import { exampleImage, examplePoint, exampleReading } from '../findings/example-reading';
import type { Reading } from '../findings/reading';
import { pictureSvg } from './picture-svg';
import { reportImages, schematicPictures, viewAbout } from './report-images';
import { isInPicture, pictureSizes, placeInPicture, reportPictureSchema } from './report-picture';

const example = withDerivedValues(exampleReading());
const name = ({ sopInstanceUid, frame }: { sopInstanceUid: string; frame: number }) => ({
  sopInstanceUid,
  frame,
});
const middle = name(exampleImage(0));
const beside = name(exampleImage(1));

describe('reportImages', () => {
  it('takes the image of the landmarks where nothing was marked, and that of the width of the fragment', () => {
    expect(reportImages(example)).toEqual([{ image: middle, level: 'L1', note: '' }]);
    const fractures = example.fractures.map((fracture) => ({
      ...fracture,
      fragment: {
        ...fracture.fragment,
        transverse: { start: examplePoint(0, 12, 1).point, end: examplePoint(3, 12, 1).point },
      },
    }));
    expect(reportImages({ ...example, fractures }).map(({ image }) => image)).toEqual([middle, beside]);
  });

  it('takes the key images with their notes, with the fracture drawn on them', () => {
    const keyImages = [{ ...middle, note: 'step in the wall' }];
    expect(reportImages({ ...example, keyImages })).toEqual([
      { image: middle, level: 'L1', note: 'step in the wall' },
    ]);
  });

  it('adds the image of the landmarks where no key image shows the fracture, and each image once', () => {
    const other = { sopInstanceUid: '1.2.3', frame: 1 };
    const keyImages = [
      { ...other, note: 'STIR' },
      { ...other, note: '' },
    ];
    expect(reportImages({ ...example, keyImages }).map(({ image }) => image)).toEqual([middle, other]);
  });
});

describe('viewAbout', () => {
  const axial = {
    plane: 'axial',
    origin: [-100, -100, 12],
    right: [1, 0, 0],
    down: [0, 1, 0],
    reach: 2,
    images: [0],
    isToScale: true,
  } as const;
  const fallback = { middle: [0, 0, 12], width: 200, height: 200 } as const;

  it('keeps places in the picture, in the middle, at one scale', () => {
    const places = [
      [-20, 5, 12],
      [20, 25, 12],
    ] as const;
    const view = viewAbout(axial, places, fallback);
    const { width, height } = pictureSizes.narrow;
    const [left, right] = places.map((place) => placeInPicture(view, place));
    expect(left?.[0]).toBeLessThan(right?.[0] ?? 0);
    expect(((left?.[0] ?? 0) + (right?.[0] ?? 0)) / 2).toBeCloseTo(width / 2);
    expect(((left?.[1] ?? 0) + (right?.[1] ?? 0)) / 2).toBeCloseTo(height / 2);
    expect((right?.[0] ?? 0) - (left?.[0] ?? 0)).toBeCloseTo(40 * view.unitsPerMillimetre);
  });

  it('shows the whole image where there is no place', () => {
    const view = viewAbout(axial, [], fallback);
    expect(placeInPicture(view, [-100, -100, 12])[0]).toBeGreaterThanOrEqual(-1e-9);
    expect(placeInPicture(view, [100, 100, 12])[0]).toBeLessThanOrEqual(pictureSizes.narrow.width + 1e-9);
  });

  it('draws a point of its own frame of reference near its plane, and no other', () => {
    const view = viewAbout(axial, [], fallback);
    expect(isInPicture(view, [exampleImage(0)], { lps: [0, 0, 13.9], ...middle })).toBe(true);
    expect(isInPicture(view, [exampleImage(0)], { lps: [0, 0, 14.1], ...middle })).toBe(false);
    expect(isInPicture(view, [exampleImage(0), exampleImage(1)], { lps: [0, 0, 12], ...beside })).toBe(false);
  });
});

describe('schematicPictures', () => {
  const [picture] = schematicPictures(example);

  it('draws the points with anterior on the left and the head up, whichever way the image is stored', () => {
    const turned: Reading = {
      ...example,
      study: {
        ...example.study,
        images: example.study.images.map((image) => ({ ...image, orientation: [0, -1, 0, 0, 0, 1] })),
      },
    };
    for (const reading of [example, turned]) {
      const view = schematicPictures(reading)[0]?.view;
      if (view === null || view === undefined) throw new Error('no view');
      const place = (landmark: string) =>
        placeInPicture(
          view,
          example.fractures[0]?.landmarks.find((one) => one.level === 'L1' && one.landmark === landmark)
            ?.point.lps ?? [0, 0, 0],
        );
      expect(place('AS')[0]).toBeLessThan(place('PS')[0]);
      expect(place('PS')[1]).toBeLessThan(place('PI')[1]);
    }
  });

  it('is a picture as the schema wants it, with the numbers of the document', () => {
    if (picture === undefined) throw new Error('no picture');
    expect(reportPictureSchema.safeParse(picture).success).toBe(true);
    const svg = pictureSvg(picture, example);
    const retropulsion = example.fractures[0]?.measurements.find(({ method }) => method === 'RETRO-ADJ');
    expect(retropulsion?.value).toBeCloseTo(4.4);
    expect(svg).toContain('>retro 4.4');
    for (const letter of ['A', 'P', 'H', 'F']) expect(svg).toContain(`>${letter}</text>`);
    expect(svg).toContain('>20 mm</text>');
    expect(svg).not.toContain('<image');
  });

  it('draws no scale where the image cannot be measured, and nothing where it is not located', () => {
    if (picture?.view == null) throw new Error('no view');
    const without = pictureSvg({ ...picture, view: { ...picture.view, isToScale: false } }, example);
    expect(without).toContain('>no scale</text>');
    expect(pictureSvg({ ...picture, view: null }, example)).not.toContain('<text');
  });
});

describe('reportPictureSchema', () => {
  it('takes pixels as PNG or JPEG in the address only', () => {
    const [picture] = schematicPictures(example);
    const accepts = (pixels: string) => reportPictureSchema.safeParse({ ...picture, pixels }).success;
    expect(accepts('data:image/png;base64,AAAA')).toBe(true);
    for (const address of [
      'https://example.org/a.png',
      'data:image/svg+xml;base64,AAAA',
      'data:text/html,x',
      'data:image/png;base64,AA"onload="',
    ])
      expect(accepts(address)).toBe(false);
  });
});
