import { createReading, type Reading } from '../../../shared/findings/reading';
import type { ViewState } from '../../../shared/ipc/contract';

/** A draft of reader `reader` for study 1.2.3, with free text of the given length to give it a size. */
export function sampleReading(readingId: string, textLength = 10): Reading {
  const reading = createReading({
    readingId,
    readerId: 'reader-1',
    subject: { id: 'P-0001', ageYears: 71, sex: 'F' },
    studyInstanceUid: '1.2.3',
    softwareVersion: '0.1.0',
    now: '2026-01-02T03:04:05.678+01:00',
  });
  return { ...reading, levelsNotAssessable: 'ü'.repeat(textLength) };
}

export const sampleView: ViewState = {
  cells: [
    {
      stackId: '1.2.3.4#1',
      frameId: '1.2.3.4.5/1',
      window: { center: 0.1 + 0.2, width: 1e-7 },
      inverted: true,
      zoom: 1.25,
      pan: [-3.5, 7],
    },
  ],
  activeCell: 0,
  layout: { rows: 1, columns: 1 },
  maximisedCell: null,
  zoomLinked: true,
  windowLinked: false,
  crosshair: { lps: [1, -2, 3.5], frameOfReferenceUid: null, stackId: 'stack-1' },
  comparison: { studyInstanceUid: '1.2.4', order: 'compared-first' },
  linked: true,
  step: 'rim',
  fractureLevel: 'T12',
};
