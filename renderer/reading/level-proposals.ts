import { isMeasurable } from '../../shared/dicom/geometry-finding';
import type { VertebralLevel } from '../../shared/dicom/levels';
import type { Study } from '../../shared/dicom/model';
import { type PlacedPoint, setLevels } from '../../shared/findings/edits';
import { proposeLevels } from '../../shared/findings/level-proposal';
import type { Reading } from '../../shared/findings/reading';
import { planeOfImage } from '../../shared/geometry/image';
import { projectOnPlane } from '../../shared/geometry/plane';
import { imageGeometryOf } from '../viewer/cell-view';
import { nearestSlice } from '../viewer/slice-search';
import { useViewerStore } from '../viewer/viewer-store';
import { imageOfPoint } from './image-of-point';
import { useReadingStore } from './use-reading';

/** A level between two marks, on the slice on which it would be marked. */
export interface PlacedProposal {
  level: VertebralLevel;
  placed: PlacedPoint;
}

/** The proposed levels of a draft, each on the nearest slice of the stack of its nearest mark. */
export function placedProposals(reading: Reading, study: Study): PlacedProposal[] {
  if (reading.status === 'submitted') return [];
  return proposeLevels(reading.levels).flatMap(({ level, lps, near }) => {
    const stack = imageOfPoint(study, near)?.stack;
    const slice = stack === undefined ? null : nearestSlice(stack, lps);
    const frame = stack?.frames[slice?.frameIndex ?? -1];
    if (stack === undefined || frame === undefined || !isMeasurable(stack)) return [];
    const image = imageGeometryOf(stack, frame);
    const plane = planeOfImage(image);
    if (plane === null) return [];
    const [x, y, z] = projectOnPlane(plane, lps);
    const point = { lps: [x, y, z], sopInstanceUid: frame.sopInstanceUid, frame: frame.frame };
    return [{ level, placed: { point: point as PlacedPoint['point'], image } }];
  });
}

/** The proposals of the open reading. */
export function openProposals(): PlacedProposal[] {
  const { reading } = useReadingStore.getState();
  const { study } = useViewerStore.getState();
  return reading === null || study === null ? [] : placedProposals(reading, study);
}

/** Marks every proposed level where it is proposed, as one act; false where there is none. */
export function acceptProposals(): boolean {
  const marks = openProposals();
  if (marks.length === 0) return false;
  const names = marks.map(({ level }) => level).join(', ');
  return useReadingStore.getState().apply((draft) => setLevels(draft, marks), `${names} marked as proposed`);
}
