import { isMeasurable, measuringRemarks } from '../../shared/dicom/geometry-finding';
import type { Frame, Stack } from '../../shared/dicom/model';
import type { ImageGeometry } from '../../shared/findings/reading';
import { add, dot, scale, subtract, type Vector3 } from '../../shared/geometry/vector';
import { type DisplayGeometry, displayGeometry, imageCentre } from './display-geometry';

/** What a viewport shows and how patient and screen coordinates are related in it. */
export interface CellView {
  cellIndex: number;
  stack: Stack;
  frame: Frame;
  frameIndex: number;
  /** Geometry of the frame as stored: what a point placed on it refers to. */
  imageGeometry: ImageGeometry;
  display: DisplayGeometry;
  /** Size of the viewport, CSS pixels. */
  width: number;
  height: number;
  /** Screen position, CSS pixels from the top left of the viewport, of a point projected along the normal. */
  toScreen(lps: Vector3): readonly [number, number];
  /** The point on the image plane under a screen position, LPS mm. */
  toPatient(x: number, y: number): Vector3;
  /** Distance of a point from the image plane along its normal (right × down of the screen), mm. */
  signedDistance(lps: Vector3): number;
  millimetresPerScreenPixel: number;
  isActive: boolean;
}

/** What a cell view is made from. `zoom` 1 fits the image; `pan` is the image point at the middle of the viewport. */
export interface CellViewInput {
  cellIndex: number;
  stack: Stack;
  frameIndex: number;
  width: number;
  height: number;
  zoom: number;
  /** mm to the right and downwards, from the middle of the image. */
  pan: readonly [number, number];
  isActive: boolean;
}

/** CSS pixels per mm at which the whole image just fits a viewport. */
export function fitScale(display: DisplayGeometry, width: number, height: number): number {
  return Math.min(
    width / (display.columns * display.columnSpacing),
    height / (display.rows * display.rowSpacing),
  );
}

/** The geometry of a frame as the reading document keeps it. */
export function imageGeometryOf(stack: Stack, frame: Frame): ImageGeometry {
  return {
    sopInstanceUid: frame.sopInstanceUid,
    frame: frame.frame,
    position: frame.position === null ? null : [...frame.position],
    orientation: frame.orientation === null ? null : [...frame.orientation],
    pixelSpacing: stack.pixelSpacing === null ? null : [...stack.pixelSpacing],
    sliceStep: stack.sliceStep,
    measurable: isMeasurable(stack),
    reasons: measuringRemarks(stack),
    findings: stack.geometry.map((finding) => ({ ...finding })),
  };
}

/** The cell view of a viewport, or null where the stack has no such frame or the viewport has no size yet. */
export function createCellView(input: CellViewInput): CellView | null {
  const { stack, frameIndex, width, height, zoom, pan } = input;
  const frame = stack.frames[frameIndex];
  if (frame === undefined || width <= 0 || height <= 0) return null;
  const display = displayGeometry(stack, frame);
  const pixelsPerMillimetre = fitScale(display, width, height) * zoom;
  const middle = add(imageCentre(display), add(scale(display.right, pan[0]), scale(display.down, pan[1])));
  return {
    cellIndex: input.cellIndex,
    stack,
    frame,
    frameIndex,
    imageGeometry: imageGeometryOf(stack, frame),
    display,
    width,
    height,
    toScreen: (lps) => {
      const offset = subtract(lps, middle);
      return [
        width / 2 + dot(offset, display.right) * pixelsPerMillimetre,
        height / 2 + dot(offset, display.down) * pixelsPerMillimetre,
      ];
    },
    toPatient: (x, y) =>
      add(
        middle,
        add(
          scale(display.right, (x - width / 2) / pixelsPerMillimetre),
          scale(display.down, (y - height / 2) / pixelsPerMillimetre),
        ),
      ),
    signedDistance: (lps) => dot(subtract(lps, middle), display.normal),
    millimetresPerScreenPixel: 1 / pixelsPerMillimetre,
    isActive: input.isActive,
  };
}
