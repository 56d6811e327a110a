import type { IngestProblem } from '../../shared/dicom/model';
import type { StudyContent } from '../indexer/messages';
import { type IndexerProcess, startIndexer } from '../indexer/start-indexer';
import { withFileSource } from '../ingest/byte-source';
import { readFile } from '../ingest/read-file';
import { SeriesMemory } from '../ingest/series-memory';
import type { IndexCache } from '../store/index-cache';
import type { FoundCaseStudy } from './plan-cases';

/** What finding the studies of a list needs from outside. */
export interface FindingEnvironment {
  startProcess(): IndexerProcess;
  cache: IndexCache;
  cacheFolder: string;
  indexFormat: string;
  /** Secret of the subjects' pseudonyms. */
  secret(): string;
}

/** What was found below the places of a list. */
export interface FoundCaseStudies {
  studies: FoundCaseStudy[];
  /** Files and folders that may hold images and could not be used. */
  damaged: readonly IngestProblem[];
  /** The indexer ended before it had read everything. */
  stopped: boolean;
}

/** The Patient ID in the header of a file, for the key table only; null where there is none or it cannot be read. */
function patientIdIn(path: string): string | null {
  let patientId: string | null = null;
  const pseudonymOf = (id: string) => {
    patientId = id;
    return '';
  };
  try {
    withFileSource(path, (source, stat) =>
      readFile(
        source,
        { source: path, displayPath: '', pseudonymOf },
        { path, size: stat.size, modifiedMs: stat.mtimeMs },
        new SeriesMemory(),
      ),
    );
  } catch {
    return null;
  }
  return patientId;
}

/**
 * Finds the studies below paths, as the library does, and the files of each. The index is kept under `listId`, so that
 * the library need not read the places again.
 */
export async function findCaseStudies(
  paths: readonly string[],
  listId: string,
  { startProcess, cache, cacheFolder, indexFormat, secret }: FindingEnvironment,
): Promise<FoundCaseStudies> {
  const run = startIndexer(startProcess, {
    paths,
    secret: secret(),
    cache: { folder: cacheFolder, rootId: listId, format: indexFormat },
  });
  const outcome = await run.finished;
  await run.kept;
  const studies = [...outcome.studies].map(([uid, { described, content }]): FoundCaseStudy => {
    const text = content ?? cache.content(listId, uid);
    const locations = text === null ? [] : (JSON.parse(text) as StudyContent).locations;
    const images = locations.map(([frameId, { path }]) => ({
      image: frameId.replace(/\/copy-\d+$/, ''),
      file: path,
    }));
    const plain = locations.find(([, { member }]) => member === undefined)?.[1].path;
    return { described, images, patientId: plain === undefined ? null : patientIdIn(plain) };
  });
  // Of what lies beside images a coordinator need not hear.
  const damaged = outcome.problems.filter(({ problem }) => !/^Not (a )?DICOM/.test(problem));
  return { studies, damaged, stopped: outcome.state !== 'complete' };
}
