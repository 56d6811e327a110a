import dcmjs from 'dcmjs';
import type { PhantomDefinition } from './cases';
import type { PhantomSeries, PhantomStudy } from './images';
import type { Contrast } from './tissue';
import { uidFrom } from './uid';

const explicitLittleEndian = '1.2.840.10008.1.2.1';

/** StudyDate, SeriesDate and ContentDate of every phantom. */
export const date = '20240318';
/** General Equipment module. */
export const manufacturer = {
  Manufacturer: 'Rim Reader',
  ManufacturerModelName: 'Spine phantom',
  DeviceSerialNumber: '1',
  SoftwareVersions: '1',
};

/** Acquisition parameters and presentation of a contrast. */
export interface Protocol {
  sequence: string[];
  variant: string;
  repetition: number;
  echo: number;
  inversion: number | null;
  echoTrain: number;
  flip: number;
  averages: number;
  bandwidth: number;
  window: { center: number; width: number };
  /** PixelRepresentation: 1 for two's complement. */
  signed: 0 | 1;
}

/** The three protocols, ms, degrees, Hz per pixel. */
export const protocols: Record<Contrast, Protocol> = {
  T1: {
    sequence: ['SE'],
    variant: 'SK',
    repetition: 560,
    echo: 11,
    inversion: null,
    echoTrain: 3,
    flip: 90,
    averages: 2,
    bandwidth: 180,
    window: { center: 420, width: 900 },
    signed: 1,
  },
  T2: {
    sequence: ['SE'],
    variant: 'SK',
    repetition: 3400,
    echo: 102,
    inversion: null,
    echoTrain: 17,
    flip: 150,
    averages: 2,
    bandwidth: 190,
    window: { center: 430, width: 900 },
    signed: 0,
  },
  STIR: {
    sequence: ['SE', 'IR'],
    variant: 'SK',
    repetition: 3900,
    echo: 52,
    inversion: 150,
    echoTrain: 11,
    flip: 150,
    averages: 2,
    bandwidth: 200,
    window: { center: 340, width: 760 },
    signed: 0,
  },
};

/** A decimal string of at most 16 characters. */
export function decimal(value: number): string {
  const text = value.toFixed(10).slice(0, 16);
  const trimmed = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
  return trimmed === '-0' ? '0' : trimmed;
}

/** Stored values of images one after another, 16 bit little endian. */
export function pixelBuffer(images: readonly Uint16Array[]): ArrayBuffer {
  const total = images.reduce((sum, image) => sum + image.length, 0);
  const buffer = new ArrayBuffer(total * 2);
  const view = new Uint16Array(buffer);
  let offset = 0;
  for (const image of images) {
    view.set(image, offset);
    offset += image.length;
  }
  return buffer;
}

/** What the study list shows, e.g. "Phantom A · T12 superior fracture"; at most 64 characters (VR LO). */
export function studyDescription(definition: PhantomDefinition): string {
  const letter = definition.name.slice(0, 1).toUpperCase();
  return `Phantom ${letter} · ${definition.title.charAt(0).toUpperCase()}${definition.title.slice(1)}`;
}

/** Patient, General Study and Frame of Reference modules. */
export function patientAndStudy(study: PhantomStudy): Record<string, unknown> {
  const { definition } = study;
  const letter = definition.name.slice(0, 1).toUpperCase();
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    PatientName: [{ Alphabetic: definition.patient.name }],
    PatientID: definition.patient.id,
    PatientBirthDate: '',
    PatientSex: definition.patient.sex,
    PatientAge: `${String(definition.patient.ageYears).padStart(3, '0')}Y`,
    PatientWeight: definition.patient.sex === 'F' ? '58' : '76',
    StudyInstanceUID: study.studyInstanceUid,
    StudyDate: date,
    StudyTime: '101500',
    ReferringPhysicianName: '',
    StudyID: `PHANTOM-${letter}`,
    AccessionNumber: '',
    StudyDescription: studyDescription(definition),
    FrameOfReferenceUID: study.frameOfReferenceUid,
    PositionReferenceIndicator: '',
  };
}

/** General Series module. */
export function seriesModule(series: PhantomSeries): Record<string, unknown> {
  return {
    Modality: 'MR',
    SeriesInstanceUID: series.seriesInstanceUid,
    SeriesNumber: String(series.number),
    SeriesDescription: series.description,
    SeriesDate: date,
    SeriesTime: `10${String(15 + series.number * 5)}00`,
    ProtocolName: series.description,
    BodyPartExamined: 'LSPINE',
    PatientPosition: 'HFS',
  };
}

/** A DICOM file (PS3.10), explicit little endian, of a dataset with keyword keys. */
export function encode(dataset: Record<string, unknown>): ArrayBuffer {
  const { DicomMetaDictionary, DicomDict } = dcmjs.data;
  const meta = DicomMetaDictionary.denaturalizeDataset({
    FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
    MediaStorageSOPClassUID: dataset.SOPClassUID,
    MediaStorageSOPInstanceUID: dataset.SOPInstanceUID,
    TransferSyntaxUID: explicitLittleEndian,
    ImplementationClassUID: uidFrom('rim-reader phantom writer'),
    ImplementationVersionName: 'RIM-READER-PHAN',
  });
  const file = new DicomDict(meta);
  file.dict = DicomMetaDictionary.denaturalizeDataset(dataset);
  return file.write();
}
