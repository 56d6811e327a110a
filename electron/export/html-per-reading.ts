import { reportHtml } from '../../shared/export/report-html';
import { schematicPictures } from '../../shared/export/report-images';
import type { FilePerReading } from './write-readings';

/** Reports without the images: what was measured is drawn from its points. De-identified as the readings are. */
export const htmlPerReading: FilePerReading = {
  extension: 'html',
  contentOf: (reading) =>
    reportHtml({
      reading,
      pictures: schematicPictures(reading),
      identifiers: null,
      madeAt: new Date().toISOString(),
      softwareVersion: reading.software.version,
    }),
};
