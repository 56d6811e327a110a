import { Button } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { create } from 'zustand';
import type { StudySummary } from '../../shared/ipc/contract';
import { bridge } from '../app/bridge';
import { counted } from '../ui/format';
import classes from './library.module.css';
import { useLibraryStore } from './library-store';

/** Ids of the readings ticked in the list. */
const useExportSelection = create<{ ticked: ReadonlySet<string> }>()(() => ({ ticked: new Set() }));

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
      aria-label={`Export the reading of ${study.subject.id}`}
      title={reading === null ? 'Nothing read yet' : 'Tick to export'}
      disabled={reading === null}
      checked={isTicked}
      onChange={(event) => {
        if (reading !== null) tick(reading.readingId, event.target.checked);
      }}
    />
  );
}

/** Exports the ticked readings, or all of them where none is ticked, to one file. */
export function ExportReadings() {
  const studies = useLibraryStore((state) => state.library?.studies) ?? [];
  const ticked = useExportSelection((state) => state.ticked);
  const [said, setSaid] = useState<string | null>(null);
  const all = studies.flatMap(({ reading }) => (reading === null ? [] : [reading.readingId]));
  const chosen = all.filter((id) => ticked.has(id));
  const wanted = chosen.length > 0 ? chosen : all;
  if (wanted.length === 0) return null;

  async function exportWanted(): Promise<void> {
    setSaid(null);
    const outcome = await bridge.invoke('export:findings', wanted);
    if (!outcome.ok) setSaid(outcome.problem);
    else if (outcome.value !== null) setSaid(`Exported to ${outcome.value}`);
  }

  return (
    <>
      {said !== null && (
        <span className={classes.hint} role="status">
          {said}
        </span>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileExport size={15} aria-hidden="true" />}
        onClick={() => void exportWanted()}
      >
        Export {chosen.length === 0 && all.length > 1 ? 'all ' : ''}
        {counted(wanted.length, 'reading')}…
      </Button>
    </>
  );
}
