import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { BrowserWindow } from 'electron';
import { parseReading } from '../../shared/findings/parse-reading';
import type { Reading } from '../../shared/findings/reading';
import type { Outcome, Settings } from '../../shared/ipc/contract';
import type { ImportedFindings, ImportReplies, StudyReading } from '../../shared/ipc/import';
import type { Projects } from '../cohort/projects';
import { readFailure } from '../ingest/problem-sentences';
import type { ReadingStore } from '../store/reading-store';
import { askPaths } from './ask-path';
import type { Library } from './library/library';
import { importFindings } from './reading/import-findings';
import type { Handlers } from './requests';

/** What imports need from the rest of the program. */
export interface ImportServices {
  /** Where readings outside projects are kept. */
  dataFolder: ReadingStore;
  library: Library;
  projects: Projects;
  settings: { current: Settings };
  window(): BrowserWindow | null;
}

/** No file of findings is as large; such a one is something else. */
const largestFile = 256 * 1024 * 1024;

const inProject = {
  ok: false,
  problem: 'A project is open; import the reader’s package there, or close it to import findings.',
} as const;

/** Whether a file is taken for findings by its name. */
export function isFindingsFile(path: string): boolean {
  return ['.json', '.ndjson'].includes(extname(path).toLowerCase());
}

/** Stores the readings in files; what cannot be read is said in the answer. */
export async function importFiles(
  { dataFolder, library, projects, settings }: ImportServices,
  paths: readonly string[],
): Promise<Outcome<ImportedFindings[]>> {
  if (projects.current !== null) return inProject;
  const done: ImportedFindings[] = [];
  for (const path of paths) {
    const file = basename(path);
    const refuse = (sentence: string) =>
      done.push({ file, place: 1, reading: null, outcome: 'refused', sentence, notes: [] });
    try {
      if ((await stat(path)).size > largestFile) {
        refuse('This is not a findings file: it is too large.');
        continue;
      }
      const text = await readFile(path, 'utf8');
      const environment = {
        store: dataFolder,
        readerId: settings.current.readerId,
        now: () => new Date(),
        study: (studyInstanceUid: string) => {
          const study = library.study(studyInstanceUid);
          return study.ok ? study.value : null;
        },
      };
      done.push(...importFindings([{ file, text }], environment));
    } catch (error) {
      refuse(readFailure(error));
    }
  }
  library.readingsChanged();
  return { ok: true, value: done };
}

async function chooseAndImport(services: ImportServices): Promise<Outcome<ImportedFindings[] | null>> {
  if (services.projects.current !== null) return inProject;
  const paths = await askPaths(services.window(), {
    title: 'Import findings',
    filters: [{ name: 'Findings (JSON, NDJSON)', extensions: ['json', 'ndjson'] }],
    properties: ['openFile', 'multiSelections'],
  });
  return paths.length === 0 ? { ok: true, value: null } : importFiles(services, paths);
}

/** What a reader may see of others: readings outside reader studies that were submitted or came from a file. */
function maySee({ readerId, status, isImported, isOfProject }: StudyReading, reader: string): boolean {
  return readerId !== reader && !isOfProject && (status === 'submitted' || isImported);
}

/** The readings of a study by others than who reads now. */
function othersOf(
  { dataFolder, projects, settings }: ImportServices,
  studyInstanceUid: string,
): Outcome<StudyReading[]> {
  if (projects.current !== null) return { ok: true, value: [] };
  const all = dataFolder.ofStudy(studyInstanceUid);
  if (!all.ok) return all;
  return { ok: true, value: all.value.filter((one) => maySee(one, settings.current.readerId)) };
}

function other(services: ImportServices, readingId: string): Outcome<Reading> {
  const stored = services.dataFolder.latestOfReading(readingId);
  if (!stored.ok) return stored;
  const parsed = stored.value === null ? null : parseReading(stored.value.document);
  if (parsed === null) return { ok: false, problem: 'This reading is not stored here.' };
  if ('problem' in parsed)
    return { ok: false, problem: `The stored reading cannot be opened. ${parsed.problem}` };
  const seen = othersOf(services, parsed.reading.study.studyInstanceUid);
  if (!seen.ok) return seen;
  return seen.value.some((one) => one.readingId === readingId)
    ? { ok: true, value: parsed.reading }
    : { ok: false, problem: 'This reading is its reader’s alone until it is submitted.' };
}

/** The answer to every channel about imports and readings of others. */
export function createImportHandlers(services: ImportServices): Pick<Handlers, keyof ImportReplies> {
  return {
    'import:findings': () => chooseAndImport(services),
    'reading:others': (studyInstanceUid) => othersOf(services, studyInstanceUid),
    'reading:other': (readingId) => other(services, readingId),
  };
}
