import type { DataSet } from './data-set';
import { Tag } from './tags';

/** A file that a DICOMDIR refers to. */
export interface DirectoryReference {
  /** Names of the folders from the DICOMDIR's own down, then of the file. */
  path: string[];
  sopInstanceUid: string;
  /** DirectoryRecordType, e.g. IMAGE. */
  type: string;
}

/** What a DICOMDIR says is on its medium (PS3.10 8, PS3.3 F). Not believed over the files. */
export interface DirectoryIndex {
  references: DirectoryReference[];
}

const inactive = 0x0000;

/** The files that the records of a DICOMDIR refer to, in the order of the records; inactive records are left out. */
export function readDirectoryIndex(dataSet: DataSet): DirectoryIndex {
  const references = dataSet.items(Tag.DirectoryRecordSequence).flatMap((record): DirectoryReference[] => {
    const path = record.texts(Tag.ReferencedFileID).flatMap((part) => part.split('/'));
    const named = path.filter((part) => part !== '');
    if (named.length === 0 || record.number(Tag.RecordInUseFlag) === inactive) return [];
    return [
      {
        path: named,
        sopInstanceUid: record.text(Tag.ReferencedSOPInstanceUIDInFile),
        type: record.text(Tag.DirectoryRecordType),
      },
    ];
  });
  return { references };
}

/** A name as discs compare them: without case, version number (";1") and the full stop of an empty extension. */
export function comparableName(name: string): string {
  return name.toLowerCase().replace(/;\d+$/, '').replace(/\.$/, '');
}
