import type { ExportFormat } from '../../shared/ipc/export-format';
import { counted, numberText } from './format';

/** Words of the library. */
export const libraryTexts = {
  waitsForDisk: 'waiting for the disk',
  title: 'Library',
  openFolder: 'Open folder…',
  openFiles: 'Open files…',
  drop: 'Drop folders or files to open them',
  sources: 'Opened',
  studies: 'Studies',
  problems: 'Problems',
  cancel: 'Cancel',
  missing: 'not reachable',
  bundled: 'bundled',
  searching: 'Reading the files…',
  searchingHint: 'Studies appear here as they are found; one can be opened while the rest is read.',
  none: 'No studies yet',
  noneHint:
    'Open a folder with DICOM images, for example the folder of a patient CD. The app reads it where it is: nothing is copied and no patient name is shown.',
  noneUsable: 'No studies in what was opened',
  noneUsableHint: 'The list below says why. Open another folder, or copy the whole disc and open the copy.',
  nothingToExport: 'Nothing has been read yet, so there is nothing to export.',
  exportedTo: (names: readonly string[]) => `Exported to ${names.join(' and ')}`,
  exportFormat: 'Format of the export',
  exportFormats: {
    json: 'JSON',
    ndjson: 'NDJSON',
    'csv-wide': 'CSV wide',
    'csv-long': 'CSV long',
  } satisfies Record<ExportFormat, string>,
  exportFormatHints: {
    json: 'The whole documents: one reading, or a list',
    ndjson: 'The whole documents, one reading a line',
    'csv-wide': 'A table, one row a fracture; the code book comes beside it',
    'csv-long': 'A table, one row an item; the code book comes beside it',
  } satisfies Record<ExportFormat, string>,
  exportButton: (areAll: boolean, readings: string) => `Export ${areAll ? 'all ' : ''}${readings}…`,

  dropHint: 'or drop them anywhere on the window',
  loading: 'Loading the library',
  choose: 'choose',
  read: 'read',
  stacks: 'stacks',
  indexing: 'Indexing',
  filesRead: 'Files read',
  progress: (source: string, read: number, found: number, images: number) =>
    `Reading ${source} · ${numberText(read)} of ${counted(found, 'file')} · ${counted(images, 'image')}`,
  progressInShort: (source: string, read: number, found: number) =>
    `Indexing ${source}: ${numberText(read)} of ${counted(found, 'file')}`,
  unusable: (count: number) => `${counted(count, 'file')} could not be used`,
  noSources: 'Nothing yet.',
  studyCount: (count: number) => counted(count, 'study', 'studies'),
  forget: (name: string) => `Forget ${name}`,
  forgetHint: 'Take it off this list. Files and readings stay.',
  exportOf: (subject: string) => `Export the reading of ${subject}`,
  nothingRead: 'Nothing read yet',
  tick: 'Tick to export',
} as const;

/** Words about a study, its subject and its reading. */
export const studyTexts = {
  years: (age: number) => `${numberText(age)} y`,
  ageUnknown: 'age unknown',
  sexes: { F: 'female', M: 'male', O: 'other' },
  noDate: 'no date',
  noDescription: 'no description',
  opening: 'opening…',
  stacksOf: (subject: string) => `Stacks of ${subject}`,
  content: (stacks: number, images: number) => `${counted(stacks, 'stack')} · ${counted(images, 'image')}`,
  contentOpen: (images: number, stacks: number) =>
    `${counted(images, 'image')} · ${counted(stacks, 'stack')}`,
  notStarted: 'not started',
  submitted: 'submitted',
  submittedAgain: (revision: number) => `submitted, revision ${numberText(revision)}`,
  draft: (left: number) => `draft, ${counted(left, 'item')} left`,
  cases: 'Cases',
  casesAt: (position: number, count: number) => `Cases · ${numberText(position)} of ${numberText(count)}`,
  submittedInShort: '✓ submitted',
  leftInShort: (left: number) => `${numberText(left)} left`,
} as const;
