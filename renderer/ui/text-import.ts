import { counted } from './format';

/** Words of importing findings and of looking at readings of others. */
export const importTexts = {
  command: 'Import findings…',
  button: 'Import…',
  title: 'Imported findings',
  outcomes: {
    new: 'new',
    newer: 'newer revision',
    identical: 'identical',
    conflicting: 'conflicting',
    refused: 'refused',
  },
  summary: {
    new: (count: number) => `${counted(count, 'reading')} taken over`,
    newer: (count: number) => `${counted(count, 'newer revision')} taken over`,
    identical: (count: number) => `${counted(count, 'reading')} here already`,
    conflicting: (count: number) => `${counted(count, 'reading')} in conflict, not taken over`,
    refused: (count: number) => `${counted(count, 'document')} refused`,
  },
  nothingChanged: 'Nothing that was here has been changed or put away.',
  none: 'The file holds no reading.',
  columns: { document: 'Document', outcome: 'Outcome', what: 'What was done' },
  document: (file: string, place: number, isOnly: boolean) => (isOnly ? file : `${file}, no. ${place}`),
  readingOf: (subject: string, reader: string, revision: number) =>
    `${subject} · ${reader} · revision ${revision}`,
  others: {
    command: 'Readings of others…',
    button: (count: number) => `Others (${count})`,
    title: 'Readings of this study by others',
    none: 'Nobody else has a submitted or imported reading of this study here.',
    readOnly: 'Read-only. It belongs to its reader; yours is not changed by looking at it.',
    list: 'Readings',
    reading: (reader: string, revision: number, status: string, savedAt: string) =>
      `${reader} · revision ${revision} · ${status} · ${savedAt}`,
    imported: 'imported',
    view: 'View',
    views: { report: 'Reading', compare: 'Beside mine' },
    mine: (reader: string) => `Mine (${reader})`,
    theirs: (reader: string) => `Theirs (${reader})`,
    loading: 'The reading is being opened…',
  },
} as const;
