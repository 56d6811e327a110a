import { useEffect, useState } from 'react';
import type { StudyReading } from '../../shared/ipc/import';
import { bridge } from '../app/bridge';
import { useSessionStore } from '../app/session';

/** The readings of the study by others; null while they are being asked for. */
export function useOthers(studyInstanceUid: string | null): readonly StudyReading[] | null {
  const [others, setOthers] = useState<readonly StudyReading[] | null>(null);
  const overlay = useSessionStore((state) => state.overlay);
  useEffect(() => {
    if (studyInstanceUid === null) return;
    // An import may have added some: asked for again whenever something over the room opens or closes.
    void overlay;
    let isCurrent = true;
    void bridge.invoke('reading:others', studyInstanceUid).then((outcome) => {
      if (isCurrent) setOthers(outcome.ok ? outcome.value : []);
    });
    return () => {
      isCurrent = false;
    };
  }, [studyInstanceUid, overlay]);
  return others;
}
