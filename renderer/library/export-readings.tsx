import { Button } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { create } from 'zustand';
import type { StudySummary } from '../../shared/ipc/contract';
import type { ExportFormat } from '../../shared/ipc/export-format';
import { bridge } from '../app/bridge';
import { useTitle } from '../app/key-hint';
import { counted } from '../ui/format';
import { FormatChoice } from '../ui/format-choice';
import { text } from '../ui/text';
import classes from './library.module.css';
import { useLibraryStore } from './library-store';

interface ExportState {
  /** Ids of the readings ticked in the list. */
  ticked: ReadonlySet<string>;
  format: ExportFormat;
  /** What became of the last export, in a sentence. */
  said: string | null;
}

const useExportSelection = create<ExportState>()(() => ({
  ticked: new Set(),
  format: 'json',
  said: null,
}));

function tick(readingId: string, on: boolean): void {
  useExportSelection.setState(({ ticked }) => {
    const next = new Set(ticked);
    if (on) next.add(readingId);
    else next.delete(readingId);
    return { ticked: next };
  });
}

/** Ticks a study's reading for export; there is nothing to tick before something was read. */
export function ExportTick({ summary }: { summary: StudySummary }) {
  const { reading, study } = summary;
  const isTicked = useExportSelection((state) => reading !== null && state.ticked.has(reading.readingId));
  return (
    <input
      type="checkbox"
      className={classes.tick}
      aria-label={text.library.exportOf(study.subject.id)}
      title={reading === null ? text.library.nothingRead : text.library.tick}
      disabled={reading === null}
      checked={isTicked}
      onChange={(event) => {
        if (reading !== null) tick(reading.readingId, event.target.checked);
      }}
    />
  );
}

/** The readings an export takes: those ticked, or all where none is. */
function wantedReadings(studies: readonly StudySummary[], ticked: ReadonlySet<string>) {
  const all = studies.flatMap(({ reading }) => (reading === null ? [] : [reading.readingId]));
  const chosen = all.filter((id) => ticked.has(id));
  return { ids: chosen.length > 0 ? chosen : all, areAll: chosen.length === 0 && all.length > 1 };
}

/** Exports the ticked readings, or all of them where none is ticked, to one file the user names (and its code book). */
export async function exportFromLibrary(): Promise<void> {
  const { ticked, format } = useExportSelection.getState();
  const { ids } = wantedReadings(useLibraryStore.getState().library?.studies ?? [], ticked);
  if (ids.length === 0) {
    useExportSelection.setState({ said: text.library.nothingToExport });
    return;
  }
  useExportSelection.setState({ said: null });
  const outcome = await bridge.invoke('export:findings', { readingIds: ids, format });
  if (!outcome.ok) useExportSelection.setState({ said: outcome.problem });
  else if (outcome.value !== null)
    useExportSelection.setState({ said: text.library.exportedTo(outcome.value) });
}

/** The form and the button of an export, and what became of the last export. */
export function ExportReadings() {
  const studies = useLibraryStore((state) => state.library?.studies) ?? [];
  const ticked = useExportSelection((state) => state.ticked);
  const format = useExportSelection((state) => state.format);
  const said = useExportSelection((state) => state.said);
  const { ids, areAll } = wantedReadings(studies, ticked);
  const title = useTitle(text.commands.exportReadings, 'library.export');
  return (
    <>
      {said !== null && (
        <span className={classes.hint} role="status">
          {said}
        </span>
      )}
      {ids.length > 0 && (
        <FormatChoice format={format} onChange={(format) => useExportSelection.setState({ format })} />
      )}
      {ids.length > 0 && (
        <Button
          size="xs"
          variant="default"
          title={title}
          leftSection={<IconFileExport size={15} aria-hidden="true" />}
          onClick={() => void exportFromLibrary()}
        >
          {text.library.exportButton(areAll, counted(ids.length, 'reading'))}
        </Button>
      )}
    </>
  );
}
