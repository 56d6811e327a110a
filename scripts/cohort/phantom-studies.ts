import { join } from 'node:path';
import { indexPaths } from '../../electron/ingest/index-paths';
import type { Study } from '../../shared/dicom/model';
import { readTruth } from '../phantom/read-truth';
import type { Truth } from '../phantom/truth';

/** A phantom with what is true of it and what the indexer finds in it. */
export interface KnownPhantom {
  truth: Truth;
  study: Study;
}

/** The phantoms of these names below a folder, indexed as the command line does it. */
export async function phantomStudies(
  phantomFolder: string,
  names: readonly string[],
): Promise<KnownPhantom[]> {
  const { studies } = await indexPaths(
    names.map((name) => join(phantomFolder, name)),
    { secret: 'synthetic' },
  );
  return names.map((name) => {
    const truth = readTruth(phantomFolder, name);
    const study = studies.find(({ studyInstanceUid }) => studyInstanceUid === truth.studyInstanceUid);
    if (study === undefined) throw new Error(`The phantom ${name} is not there; run npm run phantoms.`);
    return { truth, study };
  });
}
