import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { FrameFacts, ImageFacts, ImageOrientation, MrContrast } from '../../shared/dicom/image-facts';
import type { LookUpTable, PixelFormat, Presentation } from '../../shared/dicom/model';
import type { Vector3 } from '../../shared/geometry/vector';
import type { DataSet } from './data-set';
import { presentationOf } from './presentation-facts';
import { isSecondaryCapture } from './sop-classes';
import { Tag } from './tags';
import { isLossyOnly } from './transfer-syntax';

/** The size and number of the frames of an image object. */
export interface ImageSize {
  rows: number;
  columns: number;
  frameCount: number;
}

/** What of the file itself goes into its facts. */
export interface ImageFile {
  /** Unique name of the file, for ordering and for finding its pixels again. */
  source: string;
  /** Path as the user sees it: gives an identity to images that have none. */
  displayPath: string;
  /** The pseudonym of a patient's identifier. */
  pseudonymOf: (patientId: string) => string;
}

/** The pixel format of a header; `transferSyntaxUid` is the syntax its frames are served in. */
export function pixelFormat(dataSet: DataSet, transferSyntaxUid: string): PixelFormat {
  const bitsAllocated = dataSet.number(Tag.BitsAllocated) ?? 16;
  const bitsStored = dataSet.number(Tag.BitsStored) ?? bitsAllocated;
  return {
    transferSyntaxUid,
    bitsAllocated,
    bitsStored,
    highBit: dataSet.number(Tag.HighBit) ?? bitsStored - 1,
    pixelRepresentation: dataSet.number(Tag.PixelRepresentation) === 1 ? 1 : 0,
    samplesPerPixel: dataSet.number(Tag.SamplesPerPixel) ?? 1,
    photometricInterpretation: dataSet.text(Tag.PhotometricInterpretation) || 'MONOCHROME2',
    planarConfiguration: dataSet.number(Tag.PlanarConfiguration) ?? 0,
  };
}

/**
 * What the header of an image says that the library, the geometry verdicts and the viewer need. Values of functional
 * groups come from the frame's own group, else the shared one, else the data set itself (PS3.3 C.7.6.16). The
 * patient's name is not read, and the birth date only to compute an age.
 */
export function imageFacts(
  dataSet: DataSet,
  size: ImageSize,
  pixels: PixelFormat,
  storedSyntaxUid: string,
  file: ImageFile,
): ImageFacts {
  const imageType = dataSet.texts(Tag.ImageType).map((value) => value.toUpperCase());
  const description = dataSet.wholeText(Tag.SeriesDescription);
  const uids = identify(dataSet, description, file);
  const shared = dataSet.items(Tag.SharedFunctionalGroupsSequence)[0] ?? null;
  const perFrame = dataSet.items(Tag.PerFrameFunctionalGroupsSequence);
  const groups = Array.from(
    { length: size.frameCount },
    (_, index) => new FunctionalGroups(dataSet, shared, perFrame[index] ?? null),
  );
  const presentation = presentationOf(dataSet, pixels);
  return {
    source: file.source,
    ...uids,
    studyDescription: dataSet.wholeText(Tag.StudyDescription),
    studyDate: isoDate(dataSet.text(Tag.StudyDate)),
    subject: {
      id: file.pseudonymOf(dataSet.wholeText(Tag.PatientID) || uids.studyInstanceUid),
      ageYears: ageYears(dataSet),
      sex: patientSex(dataSet.text(Tag.PatientSex)),
    },
    seriesNumber: dataSet.number(Tag.SeriesNumber),
    seriesDescription: description,
    protocolName: dataSet.wholeText(Tag.ProtocolName),
    modality: dataSet.text(Tag.Modality) || 'OT',
    frameOfReferenceUid: dataSet.text(Tag.FrameOfReferenceUID) || null,
    instanceNumber: dataSet.number(Tag.InstanceNumber),
    rows: size.rows,
    columns: size.columns,
    pixels,
    mosaic: imageType.includes('MOSAIC') || (dataSet.number(Tag.SiemensImagesInMosaic) ?? 0) > 1,
    sopClassUid: dataSet.text(Tag.SOPClassUID),
    secondaryCapture: isSecondaryCapture(dataSet.text(Tag.SOPClassUID)),
    derived: imageType[0] === 'DERIVED',
    localizer: imageType.includes('LOCALIZER') || /\b(localizer|scout|survey)\b/i.test(description),
    lossy: dataSet.text(Tag.LossyImageCompression) === '01' || isLossyOnly(storedSyntaxUid),
    dimensionLabels: dataSet
      .items(Tag.DimensionIndexSequence)
      .map((item) => item.wholeText(Tag.DimensionDescriptionLabel)),
    framesWithoutPosition: size.frameCount > 1 && groups.some((group) => !group.hasOwnPosition()),
    frames: groups.map((group, index) => frameFacts(group, index + 1, presentation)),
  };
}

/**
 * What the header of a single-frame image says, where it differs from that of `previous` only in identity, position,
 * window and rescale. Null where it has to be
 * read as a whole after all.
 */
export function nextFacts(previous: ImageFacts, dataSet: DataSet, file: ImageFile): ImageFacts | null {
  const sopInstanceUid = dataSet.text(Tag.SOPInstanceUID);
  const [frame] = previous.frames;
  if (sopInstanceUid === '' || frame === undefined) return null;
  const groups = new FunctionalGroups(dataSet, null, null);
  const { window, sigmoid } = voiWindow(groups);
  if (sigmoid !== frame.presentation?.sigmoid) return null;
  return {
    ...previous,
    source: file.source,
    sopInstanceUid,
    instanceNumber: dataSet.number(Tag.InstanceNumber),
    frames: [{ ...frame, ...sliceFacts(groups), window }],
  };
}

/** What differs between the slices of a series. */
function sliceFacts(
  groups: FunctionalGroups,
): Pick<FrameFacts, 'position' | 'rescaleSlope' | 'rescaleIntercept'> {
  return {
    position: vector(groups.numbers(Tag.PlanePositionSequence, Tag.ImagePositionPatient)),
    rescaleSlope: groups.number(Tag.PixelValueTransformationSequence, Tag.RescaleSlope) || 1,
    rescaleIntercept: groups.number(Tag.PixelValueTransformationSequence, Tag.RescaleIntercept) ?? 0,
  };
}

/**
 * The values of one frame, looked up in its functional groups. A legacy converted object keeps what has no group of
 * its own in the sequences of unassigned attributes (PS3.3 C.7.6.16.2.25).
 */
class FunctionalGroups {
  constructor(
    readonly dataSet: DataSet,
    private readonly shared: DataSet | null,
    private readonly own: DataSet | null,
  ) {}

  /** The data set to read `tag` of functional group `sequence` from. */
  holder(sequence: number, tag: number): DataSet {
    for (const groups of [this.own, this.shared]) {
      const item = groups?.items(sequence)[0];
      if (item?.has(tag)) return item;
    }
    return this.plain(tag);
  }

  /** The data set to read a `tag` from that classic objects have and no functional group names. */
  plain(tag: number): DataSet {
    const own = this.own?.items(Tag.UnassignedPerFrameConvertedAttributesSequence)[0];
    if (own?.has(tag)) return own;
    const shared = this.shared?.items(Tag.UnassignedSharedConvertedAttributesSequence)[0];
    return shared?.has(tag) ? shared : this.dataSet;
  }

  numbers(sequence: number, tag: number): number[] {
    return this.holder(sequence, tag).numbers(tag);
  }

  number(sequence: number, tag: number): number | null {
    return this.holder(sequence, tag).number(tag);
  }

  hasOwnPosition(): boolean {
    return this.holder(Tag.PlanePositionSequence, Tag.ImagePositionPatient) !== this.dataSet;
  }
}

function frameFacts(
  groups: FunctionalGroups,
  frame: number,
  ofImage: Presentation<LookUpTable> | null,
): FrameFacts {
  const contrast = mrContrast(groups);
  const content = groups.holder(Tag.FrameContentSequence, Tag.DimensionIndexValues);
  const { window, sigmoid } = voiWindow(groups);
  const presentation = sigmoid ? { ...ofImage, sigmoid } : ofImage;
  return {
    frame,
    ...sliceFacts(groups),
    orientation: orientation(groups.numbers(Tag.PlaneOrientationSequence, Tag.ImageOrientationPatient)),
    pixelSpacing: spacing(groups.numbers(Tag.PixelMeasuresSequence, Tag.PixelSpacing)),
    sliceThickness: positive(groups.number(Tag.PixelMeasuresSequence, Tag.SliceThickness)),
    spacingBetweenSlices: groups.number(Tag.PixelMeasuresSequence, Tag.SpacingBetweenSlices),
    window,
    ...(presentation === null ? {} : { presentation }),
    contrast,
    separators: {
      echoTime: contrast.echoTime,
      imageType: contrast.imageType.join('\\'),
      inversionTime: contrast.inversionTime,
      bValue: groups.number(Tag.MRDiffusionSequence, Tag.DiffusionBValue),
      temporalPosition:
        groups.number(Tag.FrameContentSequence, Tag.TemporalPositionIndex) ??
        groups.plain(Tag.TemporalPositionIdentifier).number(Tag.TemporalPositionIdentifier),
      triggerTime: groups.plain(Tag.TriggerTime).number(Tag.TriggerTime),
      acquisitionNumber: groups.plain(Tag.AcquisitionNumber).number(Tag.AcquisitionNumber),
      stackId: groups.holder(Tag.FrameContentSequence, Tag.StackID).text(Tag.StackID) || null,
    },
    dimensionIndexValues: content.has(Tag.DimensionIndexValues)
      ? content.numbers(Tag.DimensionIndexValues)
      : noDimensions,
  };
}

const noDimensions: readonly number[] = [];

/** The first window as the LINEAR function takes it; LINEAR_EXACT (PS3.3 C.11.2.1.3.2) is half a value off. */
function voiWindow(groups: FunctionalGroups): { window: FrameFacts['window']; sigmoid?: true } {
  const center = groups.number(Tag.FrameVOILUTSequence, Tag.WindowCenter);
  const width = groups.number(Tag.FrameVOILUTSequence, Tag.WindowWidth);
  if (center === null || width === null || width <= 0) return { window: null };
  const shape = groups.holder(Tag.FrameVOILUTSequence, Tag.VOILUTFunction).text(Tag.VOILUTFunction);
  if (shape === 'LINEAR_EXACT') return { window: { center: center + 0.5, width: width + 1 } };
  return shape === 'SIGMOID' ? { window: { center, width }, sigmoid: true } : { window: { center, width } };
}

function mrContrast(groups: FunctionalGroups): MrContrast {
  const { dataSet } = groups;
  const echoTime =
    groups.number(Tag.MREchoSequence, Tag.EffectiveEchoTime) ??
    groups.plain(Tag.EchoTime).number(Tag.EchoTime);
  const modifier = groups.holder(Tag.MRModifierSequence, Tag.InversionRecovery);
  const suppression = groups
    .holder(Tag.MRModifierSequence, Tag.SpectrallySelectedSuppression)
    .text(Tag.SpectrallySelectedSuppression);
  const scanOptions = groups
    .plain(Tag.ScanOptions)
    .texts(Tag.ScanOptions)
    .map((value) => value.toUpperCase());
  const frameType = groups.holder(Tag.MRImageFrameTypeSequence, Tag.FrameType).texts(Tag.FrameType);
  const bValue = groups.number(Tag.MRDiffusionSequence, Tag.DiffusionBValue) ?? 0;
  return {
    repetitionTime: groups.number(Tag.MRTimingAndRelatedParametersSequence, Tag.RepetitionTime),
    echoTime,
    inversionTime:
      groups.number(Tag.MRModifierSequence, Tag.InversionTimes) ??
      groups.plain(Tag.InversionTime).number(Tag.InversionTime),
    scanningSequence: [
      ...groups.plain(Tag.ScanningSequence).texts(Tag.ScanningSequence),
      ...echoCodes(dataSet.text(Tag.EchoPulseSequence)),
      ...(modifier.text(Tag.InversionRecovery) === 'YES' ? ['IR'] : []),
    ],
    sequenceName:
      groups.plain(Tag.SequenceName).text(Tag.SequenceName) || dataSet.text(Tag.PulseSequenceName),
    scanOptions,
    imageType: frameType.length > 0 ? frameType : dataSet.texts(Tag.ImageType),
    fatSuppressed:
      suppression === 'FAT' ||
      scanOptions.some((option) => /^(FS|FATSAT\w*|FAT_SAT\w*|SPIR|SPAIR)$/.test(option)),
    diffusionWeighted: bValue > 0,
  };
}

function echoCodes(echoPulseSequence: string): string[] {
  if (echoPulseSequence === 'SPIN') return ['SE'];
  if (echoPulseSequence === 'GRADIENT') return ['GR'];
  return echoPulseSequence === 'BOTH' ? ['SE', 'GR'] : [];
}

type Identity = Pick<ImageFacts, 'studyInstanceUid' | 'seriesInstanceUid' | 'sopInstanceUid' | 'missingUids'>;

/** The UIDs of an image; where one is missing, a name made from the path, so that the image can still be shown. */
function identify(dataSet: DataSet, description: string, file: ImageFile): Identity {
  const missingUids: ImageFacts['missingUids'][number][] = [];
  const uid = (tag: number, level: (typeof missingUids)[number], substitute: string): string => {
    const value = dataSet.text(tag);
    if (value !== '') return value;
    missingUids.push(level);
    return `no-uid-${createHash('sha256').update(substitute).digest('hex').slice(0, 16)}`;
  };
  const folder = dirname(file.displayPath);
  return {
    studyInstanceUid: uid(Tag.StudyInstanceUID, 'study', folder),
    seriesInstanceUid: uid(Tag.SeriesInstanceUID, 'series', `${folder}\n${description}`),
    sopInstanceUid: uid(Tag.SOPInstanceUID, 'SOP', file.displayPath),
    missingUids,
  };
}

function vector(values: readonly number[]): Vector3 | null {
  const [x, y, z] = values;
  if (x === undefined || y === undefined || z === undefined || !values.every(Number.isFinite)) return null;
  return [x, y, z];
}

function orientation(values: readonly number[]): ImageOrientation | null {
  const [a, b, c, d, e, f] = values;
  if (a === undefined || b === undefined || c === undefined) return null;
  if (d === undefined || e === undefined || f === undefined) return null;
  return values.every(Number.isFinite) ? [a, b, c, d, e, f] : null;
}

function spacing(values: readonly number[]): readonly [number, number] | null {
  const [betweenRows, betweenColumns] = values;
  if (betweenRows === undefined || betweenColumns === undefined) return null;
  const valid = (value: number) => Number.isFinite(value) && value > 0;
  return valid(betweenRows) && valid(betweenColumns) ? [betweenRows, betweenColumns] : null;
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

/** A DICOM date (YYYYMMDD, or YYYY.MM.DD of old) as YYYY-MM-DD; null where it is none. */
function isoDate(text: string): string | null {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text);
  return match === null ? null : `${match[1]}-${match[2]}-${match[3]}`;
}

/** Completed years: from PatientAge, else from birth date and study date. */
function ageYears(dataSet: DataSet): number | null {
  const stated = /^(\d{1,3})([DWMY])$/.exec(dataSet.text(Tag.PatientAge));
  if (stated !== null) {
    const perYear = { D: 365.25, W: 52.18, M: 12, Y: 1 }[stated[2] as 'D' | 'W' | 'M' | 'Y'];
    return Math.floor(Number(stated[1]) / perYear);
  }
  const born = isoDate(dataSet.text(Tag.PatientBirthDate));
  const studied = isoDate(dataSet.text(Tag.StudyDate));
  if (born === null || studied === null) return null;
  const years = Number(studied.slice(0, 4)) - Number(born.slice(0, 4));
  const age = studied.slice(5) < born.slice(5) ? years - 1 : years;
  return age >= 0 && age <= 130 ? age : null;
}

function patientSex(text: string): 'F' | 'M' | 'O' | null {
  return text === 'F' || text === 'M' || text === 'O' ? text : null;
}
