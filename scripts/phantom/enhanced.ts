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
import type { PhantomImage, PhantomSeries, PhantomStudy } from './images';
import { uidFrom } from './uid';

const enhancedMrImageStorage = '1.2.840.10008.5.1.4.1.1.4.1';

/**
 * A series as one Enhanced MR Image Storage object (PS3.3 A.36): a frame for each image, in order, from their stored
 * values.
 */
export function enhancedFile(
  study: PhantomStudy,
  series: PhantomSeries,
  pixels: readonly Uint16Array[],
): ArrayBuffer {
  const [first] = series.images;
  if (first === undefined) {
    throw new Error(`The series ${series.name} has no images.`);
  }
  const protocol = protocols[series.contrast];
  const frameType = ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'];
  const description = {
    PixelPresentation: 'MONOCHROME',
    VolumetricProperties: 'VOLUME',
    VolumeBasedCalculationTechnique: 'NONE',
    ComplexImageComponent: 'MAGNITUDE',
    AcquisitionContrast: series.contrast,
  };
  const time = `10${String(16 + series.number * 5)}00`;
  const stacks = stackNumbers(series.images);
  return encode({
    ...patientAndStudy(study),
    ...seriesModule(series),
    ...manufacturer,
    SOPClassUID: enhancedMrImageStorage,
    SOPInstanceUID: first.sopInstanceUid,
    InstanceNumber: '1',
    ImageType: frameType,
    ...description,
    ContentDate: date,
    ContentTime: time,
    AcquisitionDateTime: `${date}${time}`,
    AcquisitionNumber: '1',
    AcquisitionDuration: 240,
    ContentQualification: 'RESEARCH',
    ResonantNucleus: '1H',
    KSpaceFiltering: 'NONE',
    MagneticFieldStrength: 1.5,
    ApplicableSafetyStandardAgency: 'IEC',
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
    PresentationLUTShape: 'IDENTITY',
    AcquisitionContextSequence: [],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: protocol.signed,
    Rows: first.rows,
    Columns: first.columns,
    NumberOfFrames: String(series.images.length),
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: dimensionUid(series) }],
    DimensionIndexSequence: [
      dimension(series, 'StackID', 0x00209056),
      dimension(series, 'InStackPositionNumber', 0x00209057),
    ],
    SharedFunctionalGroupsSequence: [
      {
        MRImageFrameTypeSequence: [{ FrameType: frameType, ...description }],
        PixelMeasuresSequence: [
          {
            PixelSpacing: first.pixelSpacing.map(decimal),
            SliceThickness: decimal(first.thickness),
            SpacingBetweenSlices: decimal(first.step),
          },
        ],
        FrameAnatomySequence: [
          {
            FrameLaterality: 'U',
            AnatomicRegionSequence: [
              { CodeValue: '421060004', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Spine' },
            ],
          },
        ],
        FrameVOILUTSequence: [
          { WindowCenter: decimal(protocol.window.center), WindowWidth: decimal(protocol.window.width) },
        ],
        PixelValueTransformationSequence: [{ RescaleIntercept: '0', RescaleSlope: '1', RescaleType: 'US' }],
        MRTimingAndRelatedParametersSequence: [
          {
            RepetitionTime: decimal(protocol.repetition),
            FlipAngle: decimal(protocol.flip),
            EchoTrainLength: String(protocol.echoTrain),
            RFEchoTrainLength: protocol.echoTrain,
            GradientEchoTrainLength: 0,
            GradientOutputType: 'DB_DT',
            GradientOutput: 20,
            SpecificAbsorptionRateSequence: [
              { SpecificAbsorptionRateDefinition: 'IEC_WHOLE_BODY', SpecificAbsorptionRateValue: 0.8 },
            ],
            OperatingModeSequence: [
              { OperatingModeType: 'STATIC FIELD', OperatingMode: 'IEC_NORMAL' },
              { OperatingModeType: 'RF', OperatingMode: 'IEC_NORMAL' },
              { OperatingModeType: 'GRADIENT', OperatingMode: 'IEC_NORMAL' },
            ],
          },
        ],
        MREchoSequence: [{ EffectiveEchoTime: protocol.echo }],
        MRModifierSequence: [
          {
            InversionRecovery: protocol.inversion === null ? 'NO' : 'YES',
            ...(protocol.inversion === null ? {} : { InversionTimes: [protocol.inversion] }),
            FlowCompensation: 'NONE',
            Spoiling: 'NONE',
            T2Preparation: 'NO',
            SpectrallySelectedExcitation: 'NONE',
            SpatialPresaturation: 'NONE',
            PartialFourier: 'NO',
            ParallelAcquisition: 'NO',
          },
        ],
        MRImagingModifierSequence: [
          {
            MagnetizationTransfer: 'NONE',
            BloodSignalNulling: 'NO',
            Tagging: 'NONE',
            TransmitterFrequency: 63.86,
            PixelBandwidth: decimal(protocol.bandwidth),
          },
        ],
        MRFOVGeometrySequence: [
          {
            InPlanePhaseEncodingDirection: 'COLUMN',
            MRAcquisitionFrequencyEncodingSteps: first.columns,
            MRAcquisitionPhaseEncodingStepsInPlane: first.rows,
            MRAcquisitionPhaseEncodingStepsOutOfPlane: 1,
            PercentSampling: '100',
            PercentPhaseFieldOfView: '100',
          },
        ],
        MRReceiveCoilSequence: [
          {
            ReceiveCoilName: 'SPINE',
            ReceiveCoilManufacturerName: '',
            ReceiveCoilType: 'SURFACE',
            QuadratureReceiveCoil: 'NO',
          },
        ],
        MRTransmitCoilSequence: [
          { TransmitCoilName: 'BODY', TransmitCoilManufacturerName: '', TransmitCoilType: 'BODY' },
        ],
        MRAveragesSequence: [{ NumberOfAverages: decimal(protocol.averages) }],
      },
    ],
    PerFrameFunctionalGroupsSequence: series.images.map((image, i) => ({
      FrameContentSequence: [
        {
          FrameAcquisitionNumber: 1,
          FrameReferenceDateTime: `${date}${time}`,
          FrameAcquisitionDateTime: `${date}${time}`,
          FrameAcquisitionDuration: 240000,
          StackID: String(stacks[i]?.stack),
          InStackPositionNumber: stacks[i]?.position,
          DimensionIndexValues: [stacks[i]?.stack, stacks[i]?.position],
        },
      ],
      PlanePositionSequence: [{ ImagePositionPatient: image.position.map(decimal) }],
      PlaneOrientationSequence: [{ ImageOrientationPatient: image.orientation.map(decimal) }],
    })),
    PulseSequenceName: `TSE_${series.contrast}`,
    MRAcquisitionType: '2D',
    EchoPulseSequence: 'SPIN',
    MultipleSpinEcho: 'YES',
    MultiPlanarExcitation: 'NO',
    PhaseContrast: 'NO',
    TimeOfFlightContrast: 'NO',
    SteadyStatePulseSequence: 'NONE',
    EchoPlanarPulseSequence: 'NO',
    SaturationRecovery: 'NO',
    SpectrallySelectedSuppression: 'NONE',
    OversamplingPhase: 'NONE',
    GeometryOfKSpaceTraversal: 'RECTILINEAR',
    SegmentedKSpaceTraversal: 'PARTIAL',
    RectilinearPhaseEncodeReordering: 'LINEAR',
    NumberOfKSpaceTrajectories: 1,
    PixelData: [pixelBuffer(pixels)],
    _vrMap: { PixelData: 'OW' },
  });
}

function dimensionUid(series: PhantomSeries): string {
  return uidFrom(`${series.seriesInstanceUid} dimensions`);
}

function dimension(series: PhantomSeries, label: string, tag: number): Record<string, unknown> {
  return {
    DimensionOrganizationUID: dimensionUid(series),
    DimensionIndexPointer: tag,
    FunctionalGroupPointer: 0x00209111,
    DimensionDescriptionLabel: label,
  };
}

/** Images of one orientation that follow each other are a stack. */
function stackNumbers(images: readonly PhantomImage[]): { stack: number; position: number }[] {
  const numbers: { stack: number; position: number }[] = [];
  let stack = 0;
  let position = 0;
  let previous: string | null = null;
  for (const image of images) {
    const orientation = image.orientation.map(decimal).join();
    if (orientation !== previous) {
      stack++;
      position = 0;
    }
    position++;
    previous = orientation;
    numbers.push({ stack, position });
  }
  return numbers;
}
