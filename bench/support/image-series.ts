import dcmjs from 'dcmjs';
import { uidFrom } from '../../scripts/phantom/uid';
import { privateElements, type Vendor } from './vendor-elements';

/** What the images of a series have in common. */
export interface SeriesOptions {
  vendor: Vendor;
  patientId: string;
  studyInstanceUid: string;
  /** YYYYMMDD. */
  studyDate: string;
  studyDescription: string;
  seriesNumber: number;
  seriesDescription: string;
  frameOfReferenceUid: string;
  /** Milliseconds. */
  repetitionTime: number;
  echoTime: number;
  inversionTime: number | null;
  /** Rows and columns of the square image. */
  matrix: number;
  /** Distance of neighbouring pixels, mm. */
  pixelSpacing: number;
  sliceThickness: number;
  /** ImageOrientationPatient. */
  orientation: readonly [number, number, number, number, number, number];
}

/** What one image of a series has of its own. */
export interface ImageOptions {
  instanceNumber: number;
  /** ImagePositionPatient, LPS mm. */
  position: readonly [number, number, number];
}

const mrImageStorage = '1.2.840.10008.5.1.4.1.1.4';
const syntaxes = { explicit: '1.2.840.10008.1.2.1', implicit: '1.2.840.10008.1.2' };

/** Texts of the template that each image replaces by its own of the same length. */
const marks = {
  instanceNumber: '90000001',
  position: ['1111.1111111', '2222.2222222', '3333.3333333'],
  sliceLocation: '4444.4444444',
  acquisitionTime: '100000.900001',
} as const;
const templateSerial = '99999999';

/**
 * The files of a series of MR images (PS3.3 A.4) with the about 120 elements a scanner writes, private ones included.
 * The header is encoded once; each image replaces in it what is its own, so that thousands of files take seconds.
 */
export class ImageSeries {
  readonly seriesInstanceUid: string;
  private readonly uidRoot: string;
  private readonly template: Buffer;
  private readonly places: ReadonlyMap<string, readonly number[]>;

  constructor(private readonly options: SeriesOptions) {
    this.seriesInstanceUid = uidFrom(`${options.studyInstanceUid} series ${options.seriesNumber}`);
    // 2.25 and 38 digits, of which the last eight count the images.
    this.uidRoot = `2.25.1${uidFrom(`${this.seriesInstanceUid} images`).slice(5).padStart(39, '0').slice(-29)}`;
    this.template = this.encodeTemplate();
    const texts = [
      `${this.uidRoot}${templateSerial}`,
      marks.instanceNumber,
      ...marks.position,
      marks.sliceLocation,
      marks.acquisitionTime,
    ];
    this.places = new Map(texts.map((text) => [text, placesOf(this.template, text)]));
  }

  /** Everything of an image's file before the values of its pixels. */
  header({ instanceNumber, position }: ImageOptions): Buffer {
    const bytes = Buffer.from(this.template);
    const serial = String(instanceNumber).padStart(8, '0');
    const write = (mark: string, value: string) => {
      if (value.length > mark.length) throw new Error(`The value ${value} is too long for its place.`);
      for (const place of this.places.get(mark) ?? [])
        bytes.write(value.padEnd(mark.length), place, 'latin1');
    };
    write(`${this.uidRoot}${templateSerial}`, `${this.uidRoot}${serial}`);
    write(marks.instanceNumber, String(instanceNumber));
    marks.position.forEach((mark, axis) => {
      write(mark, (position[axis] ?? 0).toFixed(6));
    });
    const { orientation: o } = this.options;
    const normal = [o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]];
    const location = normal.reduce((sum, value, axis) => sum + value * (position[axis] ?? 0), 0);
    write(marks.sliceLocation, location.toFixed(6));
    write(marks.acquisitionTime, `1${String(instanceNumber % 50_000).padStart(5, '0')}.000000`);
    return bytes;
  }

  private encodeTemplate(): Buffer {
    const { DicomMetaDictionary, DicomDict } = dcmjs.data;
    const { options } = this;
    const sopInstanceUid = `${this.uidRoot}${templateSerial}`;
    const transferSyntaxUid = options.vendor === 'philips' ? syntaxes.implicit : syntaxes.explicit;
    const file = new DicomDict(
      DicomMetaDictionary.denaturalizeDataset({
        FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
        MediaStorageSOPClassUID: mrImageStorage,
        MediaStorageSOPInstanceUID: sopInstanceUid,
        TransferSyntaxUID: transferSyntaxUid,
        ImplementationClassUID: uidFrom('rim-reader bench writer'),
        ImplementationVersionName: 'RIM-READER-BENCH',
      }),
    );
    const pixelBytes = options.matrix * options.matrix * 2;
    file.dict = {
      ...DicomMetaDictionary.denaturalizeDataset({
        ...publicElements(options, this.seriesInstanceUid),
        SOPInstanceUID: sopInstanceUid,
        InstanceNumber: marks.instanceNumber,
        AcquisitionTime: marks.acquisitionTime,
        ContentTime: marks.acquisitionTime,
        ImagePositionPatient: [...marks.position],
        SliceLocation: marks.sliceLocation,
        PixelData: [new ArrayBuffer(pixelBytes)],
        _vrMap: { PixelData: 'OW' },
      }),
      ...privateElements(options.vendor),
    };
    const written = Buffer.from(file.write());
    return written.subarray(0, written.length - pixelBytes);
  }
}

function placesOf(bytes: Buffer, text: string): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(text, 0, 'latin1'); at >= 0; at = bytes.indexOf(text, at + 1, 'latin1'))
    places.push(at);
  if (places.length === 0) throw new Error(`The header template lacks the text ${text}.`);
  return places;
}

function publicElements(options: SeriesOptions, seriesInstanceUid: string): Record<string, unknown> {
  const { studyInstanceUid, seriesNumber, studyDate, seriesDescription, matrix, vendor } = options;
  const referenced = (name: string) => ({
    ReferencedSOPClassUID: mrImageStorage,
    ReferencedSOPInstanceUID: uidFrom(`${studyInstanceUid} ${name}`),
  });
  const inversion = options.inversionTime === null ? {} : { InversionTime: String(options.inversionTime) };
  return {
    SpecificCharacterSet: 'ISO_IR 100',
    ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'ND'],
    InstanceCreationDate: studyDate,
    InstanceCreationTime: '101530.250000',
    SOPClassUID: mrImageStorage,
    StudyDate: studyDate,
    SeriesDate: studyDate,
    AcquisitionDate: studyDate,
    ContentDate: studyDate,
    StudyTime: '095412.125000',
    SeriesTime: `10${String(10 + (seriesNumber % 50))}07.500000`,
    AccessionNumber: '',
    Modality: 'MR',
    Manufacturer: vendor.toUpperCase(),
    InstitutionName: 'HOSPITAL',
    InstitutionAddress: 'Street 1, Town',
    ReferringPhysicianName: '',
    StationName: 'MR1',
    StudyDescription: options.studyDescription,
    SeriesDescription: seriesDescription,
    InstitutionalDepartmentName: 'RADIOLOGY',
    PerformingPhysicianName: '',
    OperatorsName: '',
    ManufacturerModelName: 'SCANNER',
    ReferencedImageSequence: ['a', 'b', 'c'].map((name) => referenced(name)),
    PatientName: [{ Alphabetic: 'BENCH^FOLDER' }],
    PatientID: options.patientId,
    PatientBirthDate: '',
    PatientSex: 'F',
    PatientAge: '067Y',
    PatientSize: '1.62',
    PatientWeight: '64',
    PatientIdentityRemoved: 'YES',
    BodyPartExamined: 'LSPINE',
    ScanningSequence: options.inversionTime === null ? 'SE' : ['SE', 'IR'],
    SequenceVariant: ['SK', 'SP', 'OSP'],
    ScanOptions: ['PFP', 'SAT1'],
    MRAcquisitionType: '2D',
    SequenceName: '*tse2d1_17',
    AngioFlag: 'N',
    SliceThickness: String(options.sliceThickness),
    RepetitionTime: String(options.repetitionTime),
    EchoTime: String(options.echoTime),
    ...inversion,
    NumberOfAverages: '2',
    ImagingFrequency: '63.685243',
    ImagedNucleus: '1H',
    EchoNumbers: '1',
    MagneticFieldStrength: '1.5',
    SpacingBetweenSlices: String(options.sliceThickness),
    NumberOfPhaseEncodingSteps: '512',
    EchoTrainLength: '17',
    PercentSampling: '80',
    PercentPhaseFieldOfView: '100',
    PixelBandwidth: '190',
    DeviceSerialNumber: '40001',
    SoftwareVersions: 'V1.0',
    ProtocolName: seriesDescription,
    TriggerTime: '0',
    ReconstructionDiameter: String(matrix * options.pixelSpacing),
    ReceiveCoilName: 'Spine_32',
    TransmitCoilName: 'Body',
    AcquisitionMatrix: [0, matrix, matrix, 0],
    InPlanePhaseEncodingDirection: 'ROW',
    FlipAngle: '150',
    VariableFlipAngleFlag: 'N',
    SAR: '1.23456789012345',
    dBdt: '0',
    PatientPosition: 'HFS',
    StudyInstanceUID: studyInstanceUid,
    SeriesInstanceUID: seriesInstanceUid,
    StudyID: '1',
    SeriesNumber: String(seriesNumber),
    AcquisitionNumber: '1',
    ImageOrientationPatient: options.orientation.map((value) => value.toFixed(9)),
    FrameOfReferenceUID: options.frameOfReferenceUid,
    ImagesInAcquisition: '67',
    PositionReferenceIndicator: '',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: matrix,
    Columns: matrix,
    PixelSpacing: [String(options.pixelSpacing), String(options.pixelSpacing)],
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    WindowCenter: '500',
    WindowWidth: '1100',
    WindowCenterWidthExplanation: 'Algo1',
    RequestingPhysician: '',
    RequestedProcedureDescription: options.studyDescription,
    PerformedProcedureStepStartDate: studyDate,
    PerformedProcedureStepStartTime: '095413.000000',
    PerformedProcedureStepID: 'MR1',
    PerformedProcedureStepDescription: options.studyDescription,
    RequestAttributesSequence: [
      { ScheduledProcedureStepDescription: options.studyDescription, ScheduledProcedureStepID: 'S1' },
    ],
  };
}
