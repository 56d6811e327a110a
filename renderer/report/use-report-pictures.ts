import { useEffect, useState } from 'react';
import { schematicPictures } from '../../shared/export/report-images';
import type { Reading } from '../../shared/findings/reading';
import { useViewerStore } from '../viewer/viewer-store';
import { type ReportPictures, reportPictures } from './report-pictures';

/**
 * The pictures of a reading's report from the images of the open study; null while they are being drawn. Where not one
 * image is at hand, the points are shown by themselves.
 */
export function useReportPictures(reading: Reading): ReportPictures | null {
  const study = useViewerStore((state) => state.study);
  const [drawn, setDrawn] = useState<ReportPictures | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const drawing =
      study === null || study.studyInstanceUid !== reading.study.studyInstanceUid
        ? Promise.resolve<ReportPictures>({ pictures: [], missing: 0 })
        : reportPictures(study, reading);
    void drawing.then(({ pictures, missing }) => {
      const shown = pictures.length > 0 ? pictures : schematicPictures(reading);
      if (isCurrent) setDrawn({ pictures: shown, missing });
    });
    return () => {
      isCurrent = false;
    };
  }, [study, reading]);
  return drawn;
}
