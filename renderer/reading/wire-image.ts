import type { Point } from '../../shared/findings/reading';
import type { PixelPosition } from '../../shared/geometry/image';
import { type GreyImage, type LiveWire, liveWireFrom } from '../../shared/geometry/live-wire';
import { add, dot, scale, subtract, type Vector3 } from '../../shared/geometry/vector';
import type { CellView } from '../viewer/cell-view';
import type { DisplayGeometry } from '../viewer/display-geometry';

/** The grey values of the image under the pointer, as displayed; null where there are none. */
let held: { frameId: string; image: GreyImage } | null = null;
/** The search from the last point clicked, made once and read at every move of the pointer. */
let search: { frameId: string; from: string; wire: LiveWire } | null = null;

/** Makes the grey values of a frame those the live-wire searches; null where it has none (colour). */
export function holdWireImage(frameId: string, image: GreyImage | null): void {
  if (held?.frameId === frameId && held.image === image) return;
  held = image === null ? null : { frameId, image };
  search = null;
}

/** Whether the live-wire can search the image of a viewport. */
export function hasWireImage(view: Pick<CellView, 'frame'>): boolean {
  return held?.frameId === view.frame.id;
}

/** Displayed pixel coordinates of a point on the image plane. */
function pixelOf(display: DisplayGeometry, lps: Vector3): PixelPosition {
  const offset = subtract(lps, display.origin);
  return {
    column: dot(offset, display.right) / display.columnSpacing,
    row: dot(offset, display.down) / display.rowSpacing,
  };
}

/** The point of a displayed pixel position, LPS mm. */
function placeOf(display: DisplayGeometry, { column, row }: PixelPosition): Vector3 {
  return add(
    display.origin,
    add(scale(display.right, column * display.columnSpacing), scale(display.down, row * display.rowSpacing)),
  );
}

/** On sagittal images the direction of the screen towards the canal; null on others, where it lies on all sides. */
function canalSide({ stack, display }: CellView): readonly [number, number] | null {
  return stack.plane === 'sagittal' ? [Math.sign(display.right[1]) || 1, 0] : null;
}

/**
 * The line along the border of the dark cortex to the canal (on other than sagittal images: along the nearest edge) from a point of the image shown to another, without its first point and with exactly `to` at
 * its end; only `to` (a straight line) where the image has no grey values.
 */
export function wireLine(view: CellView, from: Point, to: Point): Point[] {
  const { frame, display } = view;
  if (held === null || held.frameId !== frame.id) return [to];
  const key = from.lps.join(' ');
  if (search === null || search.frameId !== frame.id || search.from !== key) {
    const wire = liveWireFrom(held.image, pixelOf(display, from.lps), canalSide(view));
    search = { frameId: frame.id, from: key, wire };
  }
  const inner = search.wire.lineTo(pixelOf(display, to.lps)).slice(1, -1);
  return [
    ...inner.map((pixel): Point => {
      const [x, y, z] = placeOf(display, pixel);
      return { ...to, lps: [x, y, z] };
    }),
    to,
  ];
}
