import { Enums, type StackViewport, type Types } from '@cornerstonejs/core';
import type { Stack } from '../../shared/dicom/model';
import { add, scale } from '../../shared/geometry/vector';
import type { Preferences } from '../../shared/ipc/preferences';
import type { GreyWindow } from '../pixels/default-window';
import { fitScale } from './cell-view';
import { displayGeometry, imageCentre } from './display-geometry';
import { pixelRange, valueAt } from './grey-scale';
import { imageIdOf } from './image-index';
import { type DisplayedImage, loadDisplayedImage } from './image-loader';
import { renderingEngine, useRenderingStore } from './rendering';
import { stackWindow } from './stack-window';

/**
 * A canvas that the processor draws smoothly places its samples on sixteenths of an image pixel, rounded down: on average
 * by this part of a pixel too far to the right and down. Without smoothing the edges of pixels are where they belong.
 */
const samplingShift = 1 / 32;

/** How the image is to look. */
export interface Look {
  zoom: number;
  pan: readonly [number, number];
  /** null: the stack's default window. */
  window: GreyWindow | null;
  inverted: boolean;
  interpolation: Preferences['interpolation'];
  /** CSS pixels. */
  width: number;
  height: number;
}

/** Distance of the camera from the image plane, mm: anything well in front of it. */
const cameraDistance = 1000;

/**
 * One Cornerstone stack viewport, told what to show. The camera is set from the same numbers as the cell view, for
 * every image anew, so that what is drawn and what is measured cannot drift apart.
 */
export class ImageViewport {
  private readonly viewport: StackViewport;
  private readonly usesProcessor = useRenderingStore.getState().backend === 'cpu';
  private stack: Stack | null = null;
  private image: DisplayedImage | null = null;
  private requested = 0;
  private look: Look | null = null;
  private defaultWindow: GreyWindow | null = null;
  private disposed = false;

  constructor(
    private readonly id: string,
    element: HTMLDivElement,
  ) {
    const engine = renderingEngine();
    engine.enableElement({
      viewportId: id,
      element,
      type: Enums.ViewportType.STACK,
      defaultOptions: { background: [0, 0, 0] },
    });
    this.viewport = engine.getViewport(id) as StackViewport;
  }

  /**
   * Shows a slice. Resolves to true once it is what will be drawn next, to false where another request has overtaken
   * it. Rejects where the image cannot be loaded.
   */
  async show(stack: Stack, frameIndex: number): Promise<boolean> {
    const request = ++this.requested;
    const frame = stack.frames[frameIndex];
    if (frame === undefined) return false;
    const [image, window] = await Promise.all([
      loadDisplayedImage(frame.id),
      // A middle slice that cannot be read must not hide the others.
      stackWindow(stack).catch(() => null),
    ]);
    if (this.disposed || request !== this.requested) return false;
    this.defaultWindow = window;
    if (this.stack?.id === stack.id) await this.viewport.setImageIdIndex(frameIndex);
    else
      await this.viewport.setStack(
        stack.frames.map(({ id }) => imageIdOf(id)),
        frameIndex,
      );
    if (this.disposed || request !== this.requested) return false;
    this.stack = stack;
    this.image = image;
    this.draw();
    return true;
  }

  /** Changes zoom, pan, window or size. */
  setLook(look: Look): void {
    const resized = this.look?.width !== look.width || this.look.height !== look.height;
    this.look = look;
    if (resized) this.resize(look);
    this.draw();
  }

  /** The rescaled value at a displayed column and row; null outside the image, in padding and in a colour image. */
  pixelValue(column: number, row: number): number | null {
    const { image } = this;
    if (image === null || column < 0 || row < 0 || column >= image.columns || row >= image.rows) return null;
    return valueAt(image, row * image.columns + column);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    // After a graphics failure the engine is another one and no longer knows this viewport.
    if (renderingEngine().getViewport(this.id) === this.viewport) renderingEngine().disableElement(this.id);
  }

  private resize({ width, height }: Look): void {
    if (!this.usesProcessor) {
      renderingEngine().resize(false, true);
      return;
    }
    // Cornerstone's processor path sizes the canvas in CSS pixels; device pixels keep it sharp.
    const { canvas } = this.viewport;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.max(1, Math.round(width * ratio));
    canvas.height = Math.max(1, Math.round(height * ratio));
  }

  private draw(): void {
    const { image, look, stack, viewport } = this;
    const frame = stack?.frames[viewport.getCurrentImageIdIndex()];
    if (look === null || stack === null || frame === undefined || look.width <= 0 || look.height <= 0) return;
    const display = displayGeometry(stack, frame);
    const pixelsPerMillimetre = fitScale(display, look.width, look.height) * look.zoom;
    const centre = add(
      imageCentre(display),
      add(scale(display.right, look.pan[0]), scale(display.down, look.pan[1])),
    );
    if (this.usesProcessor) {
      // This path takes the outer corner of the first pixel for its centre, so the camera moves half a pixel along;
      // its scale is canvas pixels per smaller pixel side.
      const along = 0.5 + (look.interpolation === 'smooth' ? samplingShift : 0);
      const corner = add(
        scale(display.right, display.columnSpacing * along),
        scale(display.down, display.rowSpacing * along),
      );
      viewport.setCamera({
        focalPoint: toPoint(add(centre, corner)),
        scale:
          ((pixelsPerMillimetre * viewport.canvas.width) / look.width) *
          Math.min(display.columnSpacing, display.rowSpacing),
      });
    } else {
      viewport.setCamera({
        focalPoint: toPoint(centre),
        position: toPoint(add(centre, scale(display.normal, -cameraDistance))),
        viewPlaneNormal: toPoint(scale(display.normal, -1)),
        viewUp: toPoint(scale(display.down, -1)),
        parallelScale: look.height / 2 / pixelsPerMillimetre,
        // Cornerstone renews it only when the camera leaves its plane, which a move along the normal need not do.
        clippingRange: [cameraDistance / 2, cameraDistance * 2],
      });
    }
    const window = look.window ?? this.defaultWindow;
    const storedInverted = stack.pixels.photometricInterpretation === 'MONOCHROME1';
    if (window !== null && image !== null) {
      const { lower, upper, inverted } = pixelRange(image, window, look.inverted !== storedInverted);
      viewport.setProperties({ voiRange: { lower, upper } });
      viewport.setProperties({ invert: inverted });
    }
    const { LINEAR, NEAREST } = Enums.InterpolationType;
    viewport.setProperties({ interpolationType: look.interpolation === 'smooth' ? LINEAR : NEAREST });
    viewport.render();
  }
}

function toPoint(vector: readonly [number, number, number]): Types.Point3 {
  return [vector[0], vector[1], vector[2]];
}
