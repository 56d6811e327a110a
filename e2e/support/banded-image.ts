import { writeFileSync } from 'node:fs';
import dcmjs from 'dcmjs';

interface Element {
  vr: string;
  Value: unknown[];
}

/** An image of four upright bands of one value each, 60 × 60 pixels of 1 mm, sagittal. */
export interface BandedImage {
  series: number;
  slice: number;
  /** Stored samples of each band, from the anterior to the posterior one; three numbers a band for colours. */
  bands: readonly (readonly number[])[];
  bitsAllocated: 8 | 16 | 32;
  bitsStored?: number;
  signed?: boolean;
  /** Samples of the whole image in planes. */
  planar?: boolean;
  photometric: string;
  /** More elements of the header, by tag as eight hexadecimal digits. */
  more?: Record<string, Element>;
}

const side = 60;
/** Distance of the slices, mm. */
export const sliceDistance = 4;

const element = (vr: string, ...Value: unknown[]): Element => ({ vr, Value });

/** Centre of a band half way down the image, LPS mm. */
export function bandCentre(slice: number, band: number): [number, number, number] {
  return [slice * sliceDistance, 15 * band + 7, -30];
}

/** Writes the image as an explicit little endian DICOM file. */
export function writeBandedImage(file: string, image: BandedImage): void {
  const { series, slice, bands, bitsAllocated, photometric, signed = false, planar = false } = image;
  const samples = bands[0]?.length ?? 1;
  const bytes = bitsAllocated / 8;
  const pixels = Buffer.alloc(side * side * samples * bytes);
  for (let pixel = 0; pixel < side * side; pixel++) {
    const band = bands[Math.floor((pixel % side) / 15)] ?? [];
    band.forEach((value, sample) => {
      const place = planar ? sample * side * side + pixel : pixel * samples + sample;
      if (signed) pixels.writeIntLE(value, place * bytes, bytes);
      else pixels.writeUIntLE(value, place * bytes, bytes);
    });
  }
  const bitsStored = image.bitsStored ?? bitsAllocated;
  const sopClass = '1.2.840.10008.5.1.4.1.1.4';
  const sopInstance = `1.2.3.4.${series}.${slice + 1}`;
  const { DicomDict } = dcmjs.data;
  const dict = new DicomDict({
    '00020002': element('UI', sopClass),
    '00020003': element('UI', sopInstance),
    '00020010': element('UI', '1.2.840.10008.1.2.1'),
  });
  dict.dict = {
    '00080016': element('UI', sopClass),
    '00080018': element('UI', sopInstance),
    '00080060': element('CS', 'MR'),
    '00081030': element('LO', 'Kinds of values'),
    '00100020': element('LO', 'values'),
    '0020000D': element('UI', '1.2.3.4'),
    '0020000E': element('UI', `1.2.3.4.${series}`),
    '00200011': element('IS', String(series)),
    '00200013': element('IS', String(slice + 1)),
    '00200032': element('DS', slice * sliceDistance, 0, 0),
    '00200037': element('DS', 0, 1, 0, 0, 0, -1),
    '00200052': element('UI', '1.2.3.4.9'),
    '00280002': element('US', samples),
    '00280004': element('CS', photometric),
    '00280006': element('US', planar ? 1 : 0),
    '00280010': element('US', side),
    '00280011': element('US', side),
    '00280030': element('DS', 1, 1),
    '00280100': element('US', bitsAllocated),
    '00280101': element('US', bitsStored),
    '00280102': element('US', bitsStored - 1),
    '00280103': element('US', signed ? 1 : 0),
    ...image.more,
    '7FE00010': element('OW', new Uint8Array(pixels).buffer),
  };
  writeFileSync(file, Buffer.from(dict.write()));
}
