import { Tag } from '../tags';
import { element, explicitLittleEndian, type TestElement, writeDataSet } from './dicom-bytes';

/** A record of a DICOMDIR that refers to a file. */
export interface TestRecord {
  /** As in the file, with backslashes between the parts. */
  fileId: string;
  sopInstanceUid: string;
  type?: string;
  inUse?: number;
}

/** A DICOMDIR (PS3.10 8) of a patient, a study and a series with these files. */
export function writeDicomdir(records: readonly TestRecord[]): Uint8Array {
  const parents = ['PATIENT', 'STUDY', 'SERIES'].map((type) => record(type, 0xffff, []));
  const files = records.map(({ fileId, sopInstanceUid, type = 'IMAGE', inUse = 0xffff }) =>
    record(type, inUse, [
      element(Tag.ReferencedFileID, 'CS', fileId),
      element(Tag.ReferencedSOPInstanceUIDInFile, 'UI', sopInstanceUid),
    ]),
  );
  const meta = writeDataSet(
    [
      element(0x00020002, 'UI', '1.2.840.10008.1.3.10'),
      element(0x00020003, 'UI', '1.2.3.9'),
      element(0x00020010, 'UI', '1.2.840.10008.1.2.1'),
    ],
    explicitLittleEndian,
  );
  const dataSet = writeDataSet(
    [element(Tag.DirectoryRecordSequence, 'SQ', [...parents, ...files])],
    explicitLittleEndian,
  );
  return Buffer.concat([new Uint8Array(128), Buffer.from('DICM'), meta, dataSet]);
}

function record(type: string, inUse: number, more: readonly TestElement[]): TestElement[] {
  return [element(Tag.RecordInUseFlag, 'US', [inUse]), element(Tag.DirectoryRecordType, 'CS', type), ...more];
}
