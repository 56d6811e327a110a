import { readFileSync } from 'node:fs';
import dicomParser from 'dicom-parser';

/** What the head of a structured report says. */
export interface ReportHead {
  sopClassUid: string | undefined;
  completion: string | undefined;
  patientId: string | undefined;
  studyInstanceUid: string | undefined;
  /** The images it refers to (PS3.3 C.17.2.1). */
  images: { sopInstanceUid: string | undefined; sopClassUid: string | undefined }[];
}

/** Reads the head of a structured report, without the program that wrote it. */
export function readReport(file: string): ReportHead {
  const report = dicomParser.parseDicom(readFileSync(file));
  const items = (dataSet: dicomParser.DataSet, tag: string) =>
    (dataSet.elements[tag]?.items ?? []).flatMap((item) => item.dataSet ?? []);
  const images = items(report, 'x0040a375')
    .flatMap((study) => items(study, 'x00081115'))
    .flatMap((series) => items(series, 'x00081199'));
  return {
    sopClassUid: report.string('x00080016'),
    completion: report.string('x0040a491'),
    patientId: report.string('x00100020'),
    studyInstanceUid: report.string('x0020000d'),
    images: images.map((image) => ({
      sopInstanceUid: image.string('x00081155'),
      sopClassUid: image.string('x00081150'),
    })),
  };
}
