import { setContext, setLandmark, setPattern, setRimCell } from '../../findings/edits';
import { applyEdits, examplePoint, exampleReading } from '../../findings/example-reading';
import type { Reading } from '../../findings/reading';

/**
 * The example as another reader has it: pattern and oedema differ, one rim cell is intact instead of displaced, PI of
 * T12 lies 3 mm further forward (retropulsion RETRO-ADJ 1.5 mm more or so), AS of L1 0.1 mm off.
 */
export function secondReading(): Reading {
  const other = applyEdits(exampleReading(), [
    (r) => setPattern(r, 'L1', 'central'),
    (r) => setContext(r, 'L1', { oedema: 'absent' }),
    (r) => setRimCell(r, 'L1', 'middle-central', 'intact'),
    (r) => setRimCell(r, 'L1', 'superior-left', 'interrupted'),
    (r) => setLandmark(r, 'L1', 'T12', 'PI', examplePoint(-3, 33)),
    (r) => setLandmark(r, 'L1', 'L1', 'AS', examplePoint(-30, 17.6)),
  ]);
  return { ...other, readingId: '0b0f6b0e-4e6d-4a54-9b57-3e8f0f0c7d22', reader: { id: 'reader-b' } };
}
