import { add, scale, type Vector3 } from '../../shared/geometry/vector';
import { displayGeometry } from '../viewer/display-geometry';
import { useViewerStore } from '../viewer/viewer-store';
import { imageOfPoint } from './image-of-point';
import { newGesture } from './placing';
import { movePoint, placedOf, pointOf, refKey, refName } from './point-ref';
import { useProtocolStore } from './protocol-store';
import { useReadingStore } from './use-reading';

/** Nudges of one point closer than this are one undo step, ms. */
const pause = 1000;
let last = { key: '', time: 0, gesture: '' };

/**
 * Moves the selected point on its own image by a number of pixels to the right and downwards as displayed; false
 * where nothing that can be moved is selected.
 */
export function nudgeSelected(right: number, down: number): boolean {
  const { reading, apply } = useReadingStore.getState();
  const { selected } = useProtocolStore.getState();
  const { study } = useViewerStore.getState();
  if (reading === null || selected === null || study === null) return false;
  const point = pointOf(reading, selected);
  const placed = point === null ? null : placedOf(reading, point);
  const home = point === null ? null : imageOfPoint(study, point);
  if (placed === null || home === null) return false;
  const display = displayGeometry(home.stack, home.frame);
  const step: Vector3 = add(
    scale(display.right, right * display.columnSpacing),
    scale(display.down, down * display.rowSpacing),
  );
  const [x, y, z] = add(placed.point.lps, step);
  const key = refKey(selected);
  const time = Date.now();
  const gesture = key === last.key && time - last.time < pause ? last.gesture : newGesture();
  last = { key, time, gesture };
  const to = { ...placed, point: { ...placed.point, lps: [x, y, z] as [number, number, number] } };
  return apply((draft) => movePoint(draft, selected, to), `${refName(selected)} nudged`, gesture);
}
