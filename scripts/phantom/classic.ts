import {
  date,
  decimal,
  encode,
  manufacturer,
  patientAndStudy,
  pixelBuffer,
  protocols,
  seriesModule,
} from './dicom-file';
import type { PhantomSeries, PhantomStudy } from './images';

const mrImageStorage = '1.2.840.10008.5.1.4.1.1.4';

/** An MR Image Storage object (PS3.3 A.4) for each image of a series, in order, from their stored values. */
export function* classicFiles(
  study: PhantomStudy,
  series: PhantomSeries,
  pixels: readonly Uint16Array[],
): Generator<ArrayBuffer> {
  const protocol = protocols[series.contrast];
  const common = {
    ...patientAndStudy(study),
    ...seriesModule(series),
    ...manufacturer,
    ImageType: ['ORIGINAL', 'PRIMARY', 'OTHER'],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: protocol.signed,
    ScanningSequence: protocol.sequence,
    SequenceVariant: protocol.variant,
    ScanOptions: '',
    MRAcquisitionType: '2D',
    RepetitionTime: decimal(protocol.repetition),
    EchoTime: decimal(protocol.echo),
    ...(protocol.inversion === null ? {} : { InversionTime: decimal(protocol.inversion) }),
    EchoTrainLength: String(protocol.echoTrain),
    FlipAngle: decimal(protocol.flip),
    NumberOfAverages: decimal(protocol.averages),
    PixelBandwidth: decimal(protocol.bandwidth),
    MagneticFieldStrength: '1.5',
    ImagingFrequency: '63.86',
    ImagedNucleus: '1H',
    WindowCenter: decimal(protocol.window.center),
    WindowWidth: decimal(protocol.window.width),
  };
  for (const [index, image] of series.images.entries()) {
    yield encode({
      ...common,
      SOPClassUID: mrImageStorage,
      SOPInstanceUID: image.sopInstanceUid,
      InstanceNumber: String(index + 1),
      AcquisitionNumber: '1',
      ContentDate: date,
      ContentTime: `10${String(16 + series.number * 5)}00`,
      ImagePositionPatient: image.position.map(decimal),
      ImageOrientationPatient: image.orientation.map(decimal),
      PixelSpacing: image.pixelSpacing.map(decimal),
      SliceThickness: decimal(image.thickness),
      SpacingBetweenSlices: decimal(image.step),
      Rows: image.rows,
      Columns: image.columns,
      PixelData: [pixelBuffer(pixels.slice(index, index + 1))],
      _vrMap: { PixelData: 'OW' },
    });
  }
}
