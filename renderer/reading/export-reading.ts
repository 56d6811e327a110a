import { create } from 'zustand';
import { bridge } from '../app/bridge';
import { text } from '../ui/text';
import { useReadingStore } from './use-reading';

/** What became of the last export of a reading, in a sentence, and of which. */
export const useExportStore = create<{ said: string | null; readingId: string | null }>()(() => ({
  said: null,
  readingId: null,
}));

/** Saves the open reading and exports it to a file the user names, as JSON or as a DICOM structured report. */
export async function exportReading(as: 'json' | 'structured-report' = 'json'): Promise<void> {
  const { reading, flush } = useReadingStore.getState();
  if (reading === null) return;
  const { readingId } = reading;
  const say = (said: string | null) => useExportStore.setState({ said, readingId });
  say(null);
  if (!(await flush())) {
    say(text.reading.notExported);
    return;
  }
  const outcome = await (as === 'json'
    ? bridge.invoke('export:findings', { readingIds: [readingId], format: 'json' })
    : bridge.invoke('export:structuredReport', readingId));
  if (!outcome.ok) say(outcome.problem);
  else if (outcome.value !== null) say(text.library.exportedTo([outcome.value].flat()));
}
