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

/** The pixels as stored for the decoder, as displayed for everything else. */
function imagePixelModule({ stack, frame }: IndexedFrame, scheme: 'displayed' | 'stored') {
  const size = scheme === 'stored' ? stack : displayGeometry(stack, frame);
  return { ...stack.pixels, rows: size.rows, columns: size.columns };
}

/**
 * The metadata provider of the viewer: answers Cornerstone from the study index, so that what is displayed and what
 * is measured rest on the same header parse. Undefined for ids and modules that are not ours.
 */
export function provideImageMetadata(module: string, imageId: unknown): unknown {
  if (typeof imageId !== 'string') return undefined;
  const parsed = parseImageId(imageId);
  const indexed = parsed === null ? null : indexedFrame(parsed.frameId);
  if (parsed === null || indexed === null) return undefined;
  const { stack, frame } = indexed;
  switch (module) {
    case 'imagePixelModule':
      return imagePixelModule(indexed, parsed.scheme);
    case 'imagePlaneModule':
      return imagePlaneModule(indexed);
    case 'voiLutModule':
      return frame.window === null
        ? {}
        : { windowCenter: [frame.window.center], windowWidth: [frame.window.width] };
    case 'modalityLutModule':
      return { rescaleSlope: frame.rescaleSlope, rescaleIntercept: frame.rescaleIntercept };
    case 'generalSeriesModule':
      return {
        modality: stack.modality,
        seriesInstanceUID: stack.seriesInstanceUid,
        studyInstanceUID: stack.studyInstanceUid,
        seriesNumber: stack.seriesNumber ?? undefined,
      };
    case 'sopCommonModule':
      return { sopInstanceUID: frame.sopInstanceUid };
    case 'transferSyntax':
      return { transferSyntaxUID: stack.pixels.transferSyntaxUid };
    case 'frameOfReference':
      return { frameOfReferenceUID: stack.frameOfReferenceUid ?? undefined };
    default:
      return undefined;
  }
}
