import { displayGeometry } from './display-geometry';
import { type IndexedFrame, indexedFrame, parseImageId } from './image-index';

/** The plane of the image as displayed: turned, so its rows and columns are those of the screen. */
function imagePlaneModule({ stack, frame }: IndexedFrame) {
  const display = displayGeometry(stack, frame);
  return {
    frameOfReferenceUID: stack.frameOfReferenceUid ?? undefined,
    rows: display.rows,
    columns: display.columns,
    imagePositionPatient: [...display.origin],
    imageOrientationPatient: [...display.right, ...display.down],
    rowCosines: [...display.right],
    columnCosines: [...display.down],
    rowPixelSpacing: display.rowSpacing,
    columnPixelSpacing: display.columnSpacing,
    pixelSpacing: [display.rowSpacing, display.columnSpacing],
    sliceThickness: stack.sliceThickness ?? undefined,
    usingDefaultValues: stack.pixelSpacing === null,
  };
}

/** The pixels as the image loader gives them: grey values as in MONOCHROME2, or red, green and blue of 8 bits. */
function imagePixelModule({ stack, frame }: IndexedFrame) {
  const { rows, columns } = displayGeometry(stack, frame);
  const { photometricInterpretation, samplesPerPixel } = stack.pixels;
  const isColour = samplesPerPixel > 1 || photometricInterpretation === 'PALETTE COLOR';
  const bits = isColour ? 8 : Math.min(16, stack.pixels.bitsAllocated);
  return {
    rows,
    columns,
    bitsAllocated: bits,
    bitsStored: bits,
    highBit: bits - 1,
    pixelRepresentation: isColour ? 0 : stack.pixels.pixelRepresentation,
    samplesPerPixel: isColour ? 3 : 1,
    photometricInterpretation: isColour ? 'RGB' : 'MONOCHROME2',
  };
}

/**
 * The metadata provider of the viewer: answers Cornerstone from the study index, so that what is displayed and what
 * is measured rest on the same header parse. Undefined for ids and modules that are not ours.
 */
export function provideImageMetadata(module: string, imageId: unknown): unknown {
  if (typeof imageId !== 'string') return undefined;
  const frameId = parseImageId(imageId);
  const indexed = frameId === null ? null : indexedFrame(frameId);
  if (indexed === null) return undefined;
  const { stack, frame } = indexed;
  switch (module) {
    case 'imagePixelModule':
      return imagePixelModule(indexed);
    case 'imagePlaneModule':
      return imagePlaneModule(indexed);
    case 'generalSeriesModule':
      return {
        modality: stack.modality,
        seriesInstanceUID: stack.seriesInstanceUid,
        studyInstanceUID: stack.studyInstanceUid,
        seriesNumber: stack.seriesNumber ?? undefined,
      };
    case 'sopCommonModule':
      return { sopInstanceUID: frame.sopInstanceUid };
    case 'frameOfReference':
      return { frameOfReferenceUID: stack.frameOfReferenceUid ?? undefined };
    default:
      return undefined;
  }
}
