import type { Study } from '../../dicom/model';
import type { ReferencedImage } from './report-context';

/** The images of studies by SOP Instance UID, as reports refer to them; those without a SOP class are left out. */
export function referencedImages(studies: readonly Study[]): Map<string, ReferencedImage> {
  const images = new Map<string, ReferencedImage>();
  for (const {
    sopClassUid,
    seriesInstanceUid,
    frameOfReferenceUid,
    rows,
    columns,
    frames,
  } of studies.flatMap((study) => study.stacks)) {
    if (sopClassUid === '') continue;
    for (const { sopInstanceUid, frame } of frames) {
      const known = images.get(sopInstanceUid);
      if (known !== undefined) known.frames = Math.max(known.frames, frame);
      else
        images.set(sopInstanceUid, {
          ...{ sopClassUid, seriesInstanceUid, frameOfReferenceUid, rows, columns },
          frames: frame,
        });
    }
  }
  return images;
}
