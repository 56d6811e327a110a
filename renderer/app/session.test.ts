import { beforeEach, expect, it, vi } from 'vitest';
import type { Study } from '../../shared/dicom/model';
import { addFracture, setPattern } from '../../shared/findings/edits';
import { createReading, type Reading } from '../../shared/findings/reading';
import {
  emptyViewState,
  type Outcome,
  type Request,
  type StudySummary,
  type ViewState,
} from '../../shared/ipc/contract';
import { type JsonText, toJsonText } from '../../shared/ipc/json-text';
import { useReadingStore } from '../reading/use-reading';
import { makeStack, makeStudy } from '../viewer/testing';
import { useViewerStore } from '../viewer/viewer-store';
import { openStudy, useSessionStore } from './session';

const answers = vi.hoisted(() => {
  const table: Record<string, (request: never) => unknown> = {};
  const rimReader = {
    invoke: async (channel: string, request: never) => {
      const answer = table[channel];
      if (answer === undefined) throw new Error(`unexpected ${channel}`);
      return answer(request);
    },
  };
  Object.assign(globalThis, { rimReader });
  return table;
});
// Its images are drawn by a graphics card.
vi.mock('../viewer/prefetch', () => ({ loadFirstImage: async () => undefined }));

const study = makeStudy([makeStack({ id: 'before' })], '1.2.1');
const later = makeStudy([makeStack({ id: 'after', studyInstanceUid: '1.2.2' })], '1.2.2');
const now = '2026-03-01T10:00:00.000Z';

/** What the main process has stored of the reading. */
let stored: { reading: Reading; viewState: ViewState | null };

function summaryOf({ stacks, ...rest }: Study): StudySummary {
  return {
    study: rest,
    stacks: stacks.map(({ frames: _, ...stack }) => stack),
    frames: {},
    rootId: 'root',
    reading: null,
  };
}

beforeEach(() => {
  const reading = createReading({
    readingId: '5f0d2c1e-8a43-4b57-9c60-2d1e7a9b3c41',
    readerId: 'A',
    subject: { id: 'S-1', ageYears: 77, sex: 'F' },
    studyInstanceUid: '1.2.1',
    softwareVersion: '0.1.0',
    now,
  });
  stored = { reading: addFracture(reading, 'L1').reading, viewState: emptyViewState };
  Object.assign(answers, {
    'library:state': () => ({ studies: [summaryOf(study), summaryOf(later)] }),
    'library:study': (uid: string) => ({ ok: true, value: toJsonText(uid === '1.2.1' ? study : later) }),
    'reading:openForStudy': () => ({ ok: true, value: stored }),
    'reading:ofStudy': () => ({ ok: true, value: null }),
    'reading:saveView': () => ({ ok: true, value: null }),
    'reading:save': ({ reading, viewState }: Request<'reading:save'>) => {
      stored = { reading, viewState };
      return { ok: true, value: { savedAt: now, sequence: 1 } };
    },
  });
});

it('keeps an edit of the open reading made while it is opened again and the study beside it is fetched', async () => {
  await openStudy('1.2.1');
  stored = {
    ...stored,
    viewState: { ...emptyViewState, comparison: { studyInstanceUid: '1.2.2', order: 'by-date' } },
  };
  let arrive: (study: Outcome<JsonText<Study>>) => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    answers['library:study'] = () => {
      resolve();
      return new Promise<Outcome<JsonText<Study>>>((arrived) => {
        arrive = arrived;
      });
    };
  });
  const opening = openStudy('1.2.1');
  await asked;
  const { apply } = useReadingStore.getState();
  expect(apply((reading) => setPattern(reading, 'L1', 'superior'), 'pattern')).toBe(true);
  arrive({ ok: true, value: toJsonText(later) });
  await opening;
  expect(useSessionStore.getState().problem).toBeNull();
  expect(useViewerStore.getState().comparison?.studyInstanceUid).toBe('1.2.2');
  expect(useReadingStore.getState().reading?.fractures[0]?.pattern).toBe('superior');
  // What is entered next is entered into the same document.
  useReadingStore.getState().apply((reading) => addFracture(reading, 'L2'), 'fracture marked');
  expect(await useReadingStore.getState().flush()).toBe(true);
  expect(stored.reading.fractures.map(({ level, pattern }) => [level, pattern])).toEqual([
    ['L1', 'superior'],
    ['L2', null],
  ]);
});
