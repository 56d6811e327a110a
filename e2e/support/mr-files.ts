import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { date, decimal, encode } from '../../scripts/phantom/dicom-file';
import { uidFrom } from '../../scripts/phantom/uid';
import type { Vector3 } from '../../shared/geometry/vector';

/** One image to write: geometry in LPS mm, stored values row by row. */
export interface WrittenImage {
  position: Vector3;
  orientation: readonly [number, number, number, number, number, number];
  rows: number;
  columns: number;
  /** mm between rows, mm between columns. */
  pixelSpacing: readonly [number, number];
  thickness: number;
  pixels: Uint16Array;
  /** Elements by keyword that replace or add; undefined leaves one out. */
  more?: Readonly<Record<string, unknown>>;
}

export interface WrittenSeries {
  number: number;
  description: string;
  images: readonly WrittenImage[];
}

/**
 * Writes a study of plain T2 MR images, a file each, below a folder; what is not said of an image is that of a sound
 * lumbar study. `name` makes its UIDs and its patient.
 */
export function writeMrStudy(
  folder: string,
  study: { name: string; description: string; more?: Readonly<Record<string, unknown>> },
  series: readonly WrittenSeries[],
): void {
  for (const { number, description, images } of series) {
    const seriesFolder = path.join(folder, `series-${String(number).padStart(2, '0')}`);
    mkdirSync(seriesFolder, { recursive: true });
    images.forEach((image, index) => {
      const data: Record<string, unknown> = {
        SpecificCharacterSet: 'ISO_IR 192',
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.4',
        SOPInstanceUID: uidFrom(`${study.name} ${number} ${index}`),
        StudyInstanceUID: uidFrom(study.name),
        SeriesInstanceUID: uidFrom(`${study.name} ${number}`),
        FrameOfReferenceUID: uidFrom(`${study.name} frame of reference`),
        PatientName: [{ Alphabetic: 'Geometry^Test' }],
        PatientID: study.name,
        PatientSex: 'F',
        PatientAge: '071Y',
        StudyDate: date,
        StudyDescription: study.description,
        Modality: 'MR',
        SeriesNumber: String(number),
        SeriesDescription: description,
        InstanceNumber: String(index + 1),
        PatientPosition: 'HFS',
        ImageType: ['ORIGINAL', 'PRIMARY', 'OTHER'],
        ScanningSequence: 'SE',
        RepetitionTime: '3400',
        EchoTime: '102',
        ImagePositionPatient: image.position.map(decimal),
        ImageOrientationPatient: image.orientation.map(decimal),
        PixelSpacing: image.pixelSpacing.map(decimal),
        SliceThickness: decimal(image.thickness),
        Rows: image.rows,
        Columns: image.columns,
        SamplesPerPixel: 1,
        PhotometricInterpretation: 'MONOCHROME2',
        BitsAllocated: 16,
        BitsStored: 12,
        HighBit: 11,
        PixelRepresentation: 0,
        WindowCenter: '430',
        WindowWidth: '900',
        PixelData: [bytesOf(image.pixels)],
        _vrMap: { PixelData: 'OW' },
        ...study.more,
        ...image.more,
      };
      const present = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
      const file = path.join(seriesFolder, `${String(index + 1).padStart(3, '0')}.dcm`);
      writeFileSync(file, new Uint8Array(encode(present)));
    });
  }
}

function bytesOf(pixels: Uint16Array): ArrayBuffer {
  const bytes = new ArrayBuffer(pixels.length * 2);
  new Uint16Array(bytes).set(pixels);
  return bytes;
}
