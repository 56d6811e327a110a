import { Tag } from '../tags';
import { element, explicitLittleEndian, type TestElement, writeDataSet, writeFile } from './dicom-bytes';

/** What differs between the images of a test. */
export interface TestImage {
  sopInstanceUid: string;
  seriesInstanceUid?: string;
  studyInstanceUid?: string;
  position?: readonly [number, number, number];
  /** Replace or add elements by tag. */
  more?: readonly TestElement[];
}

/** Elements of a small sagittal MR image of a patient whose name and birth date must never get out. */
export function mrImageElements(image: TestImage): TestElement[] {
  const elements = [
    element(Tag.ImageType, 'CS', 'ORIGINAL\\PRIMARY'),
    element(Tag.SOPClassUID, 'UI', '1.2.840.10008.5.1.4.1.1.4'),
    element(Tag.SOPInstanceUID, 'UI', image.sopInstanceUid),
    element(Tag.StudyDate, 'DA', '20240506'),
    element(Tag.Modality, 'CS', 'MR'),
    element(Tag.SeriesDescription, 'LO', 'T2 SAG'),
    element(0x00100010, 'PN', 'Secretname^Anna'),
    element(Tag.PatientID, 'LO', 'HOSPITAL-4711'),
    element(Tag.PatientBirthDate, 'DA', '19470507'),
    element(Tag.PatientSex, 'CS', 'F'),
    element(Tag.RepetitionTime, 'DS', '3000'),
    element(Tag.EchoTime, 'DS', '100'),
    element(Tag.StudyInstanceUID, 'UI', image.studyInstanceUid ?? '1.2.3'),
    element(Tag.SeriesInstanceUID, 'UI', image.seriesInstanceUid ?? '1.2.3.4'),
    element(Tag.ImagePositionPatient, 'DS', (image.position ?? [0, 0, 0]).join('\\')),
    element(Tag.ImageOrientationPatient, 'DS', '0\\1\\0\\0\\0\\-1'),
    element(Tag.SamplesPerPixel, 'US', [1]),
    element(Tag.PhotometricInterpretation, 'CS', 'MONOCHROME2'),
    element(Tag.Rows, 'US', [2]),
    element(Tag.Columns, 'US', [3]),
    element(Tag.PixelSpacing, 'DS', '0.7\\0.8'),
    element(Tag.BitsAllocated, 'US', [16]),
    element(Tag.BitsStored, 'US', [12]),
    element(Tag.HighBit, 'US', [11]),
    element(Tag.PixelRepresentation, 'US', [0]),
    element(Tag.PixelData, 'OW', [1, 2, 3, 4, 5, 256]),
  ];
  const replaced = (image.more ?? []).map(({ tag }) => tag);
  return [...elements.filter(({ tag }) => !replaced.includes(tag)), ...(image.more ?? [])].sort(
    (a, b) => a.tag - b.tag,
  );
}

/** A whole file of such an image, explicit little endian. */
export function mrImageFile(image: TestImage): Uint8Array {
  return writeFile('1.2.840.10008.1.2.1', writeDataSet(mrImageElements(image), explicitLittleEndian));
}
