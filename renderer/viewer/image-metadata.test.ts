import { beforeAll, describe, expect, it } from 'vitest';
import { imageIdOf, indexStudy, parseImageId } from './image-index';
import { provideImageMetadata } from './image-metadata';
import { makeStack, makeStudy } from './testing';

const stack = makeStack({
  id: 'lying',
  // Rows run to the feet, columns to posterior: turned by 90° for display.
  orientation: [0, 0, -1, 0, 1, 0],
  rows: 30,
  columns: 20,
  pixelSpacing: [2, 0.5],
});
const frameId = '1.2.lying.1/1';

beforeAll(() => indexStudy(makeStudy([stack])));

describe('image ids', () => {
  it('carry the frame id there and back', () => {
    expect(imageIdOf(frameId)).toBe('rim:1.2.lying.1%2F1');
    expect(parseImageId(imageIdOf(frameId))).toBe(frameId);
    expect(parseImageId('wadouri:1.2')).toBeNull();
  });
});

describe('provideImageMetadata', () => {
  it('gives the size and plane as displayed', () => {
    expect(provideImageMetadata('imagePixelModule', imageIdOf(frameId))).toMatchObject({
      rows: 20,
      columns: 30,
      bitsAllocated: 16,
      samplesPerPixel: 1,
    });
    expect(provideImageMetadata('imagePlaneModule', imageIdOf(frameId))).toMatchObject({
      rows: 20,
      columns: 30,
      rowPixelSpacing: 0.5,
      columnPixelSpacing: 2,
      rowCosines: [0, 1, 0],
      columnCosines: [0, 0, -1],
      usingDefaultValues: false,
    });
  });

  it('answers nothing for what is not in the index', () => {
    expect(provideImageMetadata('imagePlaneModule', imageIdOf('gone/1'))).toBeUndefined();
    expect(provideImageMetadata('patientModule', imageIdOf(frameId))).toBeUndefined();
    expect(provideImageMetadata('imagePlaneModule', 17)).toBeUndefined();
  });
});
