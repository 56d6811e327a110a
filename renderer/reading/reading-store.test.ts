import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addFracture, setClinical, setLevel, setPattern } from '../../shared/findings/edits';
import { createReading, type Reading } from '../../shared/findings/reading';
import {
  type Bridge,
  emptyViewState,
  type Replies,
  type Request,
  type ViewState,
} from '../../shared/ipc/contract';
import { createReadingStore } from './reading-store';

const now = new Date('2026-03-01T10:00:00.000Z');
const view: ViewState = { ...emptyViewState, step: 'rim', fractureLevel: 'L1' };

function draft(): Reading {
  return createReading({
    readingId: '5f0d2c1e-8a43-4b57-9c60-2d1e7a9b3c41',
    readerId: 'A',
    subject: { id: 'C-014', ageYears: 77, sex: 'F' },
    studyInstanceUid: '1.2.3',
    softwareVersion: '0.1.0',
    now: now.toISOString(),
  });
}

function placedAt(z: number) {
  return {
    point: { lps: [0, 0, z] as [number, number, number], sopInstanceUid: '1.2.3.4', frame: 1 },
    image: {
      sopInstanceUid: '1.2.3.4',
      frame: 1,
      position: [0, 0, 0] as [number, number, number],
      orientation: [0, 1, 0, 0, 0, -1] as [number, number, number, number, number, number],
      pixelSpacing: [0.5, 0.5] as [number, number],
      sliceStep: 4,
      measurable: true,
      reasons: [],
    },
  };
}

type Save = Request<'reading:save'>;

/** A bridge that keeps what it is given; `answer` decides how a save ends. */
function fakeBridge(stored: { reading: Reading; viewState: ViewState | null }) {
  const saves: Save[] = [];
  const bridge = {
    saves,
    answer: async (save: Save): Promise<Replies['reading:save']> => {
      saves.push(save);
      return { ok: true, value: { savedAt: '2026-03-01T10:00:01.000Z', sequence: saves.length } };
    },
    invoke: (async (channel: string, request: unknown) => {
      if (channel === 'reading:openForStudy') return { ok: true, value: stored };
      if (channel === 'reading:save') return bridge.answer(request as Save);
      throw new Error(`unexpected ${channel}`);
    }) as Bridge['invoke'],
  };
  return bridge;
}

async function opened(
  stored: { reading: Reading; viewState: ViewState | null },
  hindrance: string | null = null,
) {
  const bridge = fakeBridge(stored);
  const onOpened = vi.fn();
  const store = createReadingStore({
    invoke: bridge.invoke,
    viewState: () => view,
    onOpened,
    protocol: () => null,
    hindrance: () => hindrance,
    now: () => now,
  });
  await open(store);
  return { bridge, store, onOpened };
}

/** Fetches the reading of a study and opens it. */
async function open(store: ReturnType<typeof createReadingStore>): Promise<void> {
  const loaded = await store.getState().load('1.2.3');
  if (!loaded.ok) throw new Error(loaded.problem);
  store.getState().show(loaded.value);
}

/** A reading of a study without a fracture to which nothing is missing. */
function complete(): Reading {
  const filled = setLevel(draft(), 'L5', placedAt(0)).reading;
  return {
    ...filled,
    numbering: { method: 'from-sacrum', lstvSuspected: 'no', confidence: 4 },
    fracturePresence: 'absent',
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('reading store', () => {
  it('stores nothing as long as nothing is entered', async () => {
    const { bridge, store } = await opened({ reading: draft(), viewState: null });
    await vi.advanceTimersByTimeAsync(5000);
    await store.getState().flush();
    expect(bridge.saves).toEqual([]);
    expect(store.getState().saveState).toEqual({ kind: 'empty' });
  });

  it('changes nothing where nothing may be changed, and says why', async () => {
    const { bridge, store } = await opened({ reading: complete(), viewState: null }, 'Only looked at.');
    const { apply, undo, submit, reopen } = store.getState();
    const before = store.getState().reading;
    expect(apply((reading) => setLevel(reading, 'L4', placedAt(30)), 'L4')).toBe(false);
    expect(store.getState().refused).toBe('Only looked at.');
    undo();
    reopen('because');
    expect(await submit()).toBe(false);
    expect(store.getState().reading).toBe(before);
    await vi.advanceTimersByTimeAsync(5000);
    expect(bridge.saves).toEqual([]);
  });

  it('hands over the view a reading was left in', async () => {
    const stored = { reading: draft(), viewState: view };
    const { onOpened, store } = await opened(stored);
    expect(onOpened).toHaveBeenCalledWith(expect.objectContaining({ status: 'draft' }), view);
    expect(store.getState().saveState).toEqual({ kind: 'saved', at: stored.reading.savedAt });
  });

  it('saves a moment after the last change, once, with what was changed and the view', async () => {
    const { bridge, store } = await opened({ reading: draft(), viewState: null });
    store.getState().apply((one) => addFracture(one, 'L1'), 'fracture marked');
    await vi.advanceTimersByTimeAsync(100);
    store.getState().apply((one) => setPattern(one, 'L1', 'superior'), 'pattern');
    expect(store.getState().saveState).toEqual({ kind: 'saving' });
    await vi.advanceTimersByTimeAsync(90);
    expect(bridge.saves).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(20);
    expect(bridge.saves).toHaveLength(1);
    expect(bridge.saves[0]?.change).toContain('fracture of L1 marked');
    expect(bridge.saves[0]?.viewState).toEqual(view);
    expect(bridge.saves[0]?.reading.fractures[0]?.pattern).toBe('superior');
    expect(store.getState().saveState).toEqual({ kind: 'saved', at: '2026-03-01T10:00:01.000Z' });
  });

  it('undoes and redoes acts, and a new act ends redoing', async () => {
    const { store } = await opened({ reading: draft(), viewState: null });
    const { apply, undo, redo } = store.getState();
    apply((one) => addFracture(one, 'L1'), 'fracture');
    apply((one) => setPattern(one, 'L1', 'superior'), 'pattern');
    const pattern = () => store.getState().reading?.fractures[0]?.pattern;
    undo();
    expect(pattern()).toBeNull();
    undo();
    expect(store.getState().reading?.fractures).toEqual([]);
    expect(store.getState().undoable).toEqual([]);
    redo();
    redo();
    expect(pattern()).toBe('superior');
    undo();
    apply((one) => setPattern(one, 'L1', 'inferior'), 'pattern');
    expect(store.getState().redoable).toEqual([]);
    expect(pattern()).toBe('inferior');
  });

  it('saves undone acts too', async () => {
    const { bridge, store } = await opened({ reading: draft(), viewState: null });
    store.getState().apply((one) => addFracture(one, 'L1'), 'fracture');
    await store.getState().flush();
    store.getState().undo();
    await store.getState().flush();
    expect(bridge.saves.map((save) => save.reading.fractures.length)).toEqual([1, 0]);
  });

  it('makes one undo step of a drag, and another of the next drag', async () => {
    const { store } = await opened({ reading: draft(), viewState: null });
    const { apply, undo, endGesture } = store.getState();
    const height = () => store.getState().reading?.levels[0]?.point.lps[2];
    apply((one) => setLevel(one, 'L5', placedAt(0)), 'placed');
    for (const z of [1, 2, 3]) apply((one) => setLevel(one, 'L5', placedAt(z)), 'moved', 'drag 1');
    endGesture();
    for (const z of [4, 5]) apply((one) => setLevel(one, 'L5', placedAt(z)), 'moved', 'drag 1');
    expect(store.getState().undoable).toHaveLength(3);
    undo();
    expect(height()).toBe(3);
    undo();
    expect(height()).toBe(0);
  });

  it('saves in time also while edits go on without a pause', async () => {
    const { bridge, store } = await opened({ reading: draft(), viewState: null });
    for (let weeks = 0; weeks < 20; weeks += 1) {
      store.getState().apply((one) => setClinical(one, { conservativeCareWeeks: weeks }), 'weeks');
      await vi.advanceTimersByTimeAsync(100);
      const stored = bridge.saves.at(-1)?.reading.clinical.conservativeCareWeeks ?? -1;
      expect(weeks - stored).toBeLessThan(4);
    }
    expect(bridge.saves.length).toBeLessThan(12);
  });

  it('keeps the edits and says why when a save fails, tries again with growing pauses, and recovers', async () => {
    const { bridge, store } = await opened({ reading: draft(), viewState: null });
    const succeed = bridge.answer;
    let attempts = 0;
    bridge.answer = async () => {
      attempts += 1;
      return { ok: false, problem: 'The disk is full.' };
    };
    store.getState().apply((one) => addFracture(one, 'L1'), 'fracture');
    await vi.advanceTimersByTimeAsync(160);
    expect(attempts).toBe(1);
    expect(store.getState().saveState).toEqual({ kind: 'failed', problem: 'The disk is full.' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(attempts).toBe(2);
    await vi.advanceTimersByTimeAsync(1900);
    expect(attempts).toBe(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(attempts).toBe(3);
    expect(store.getState().reading?.fractures).toHaveLength(1);
    bridge.answer = succeed;
    await vi.advanceTimersByTimeAsync(4000);
    expect(bridge.saves).toHaveLength(1);
    expect(bridge.saves[0]?.change).toContain('fracture of L1 marked');
    expect(store.getState().saveState.kind).toBe('saved');
  });

  it('takes a bridge that throws for a failed save', async () => {
    const { bridge, store } = await opened({ reading: draft(), viewState: null });
    bridge.answer = () => Promise.reject(new Error('no such channel'));
    store.getState().apply((one) => addFracture(one, 'L1'), 'fracture');
    expect(await store.getState().flush()).toBe(false);
    expect(store.getState().saveState).toEqual({
      kind: 'failed',
      problem: 'The application did not answer the save: no such channel',
    });
  });

  it('saves what was changed while a save was under way', async () => {
    const { bridge, store } = await opened({ reading: draft(), viewState: null });
    const succeed = bridge.answer;
    bridge.answer = async (save) => {
      bridge.answer = succeed;
      store.getState().apply((one) => setClinical(one, { painRefractory: 'yes' }), 'pain');
      return succeed(save);
    };
    store.getState().apply((one) => addFracture(one, 'L1'), 'fracture');
    await vi.advanceTimersByTimeAsync(600);
    expect(bridge.saves.map((save) => save.reading.clinical.painRefractory)).toEqual([null, 'yes']);
    expect(bridge.saves[1]?.change).not.toContain('fracture');
    expect(store.getState().saveState.kind).toBe('saved');
  });

  it('shows the unsaved version again when a study is opened anew before it could be saved', async () => {
    const { bridge, store } = await opened({ reading: draft(), viewState: null });
    bridge.answer = async () => ({ ok: false, problem: 'The disk is full.' });
    store.getState().apply((one) => addFracture(one, 'L1'), 'fracture');
    await store.getState().close();
    await open(store);
    expect(store.getState().reading?.fractures).toHaveLength(1);
  });

  it('submits a complete reading; then nothing changes it until it is re-opened as the next revision', async () => {
    const { bridge, store } = await opened({ reading: complete(), viewState: null });
    const { apply, submit, reopen, undo } = store.getState();
    apply((one) => setClinical(one, { painRefractory: 'yes' }), 'pain');
    expect(await submit()).toBe(true);
    expect(store.getState().reading?.status).toBe('submitted');
    expect(bridge.saves.at(-1)?.reading.status).toBe('submitted');
    expect(apply((one) => setClinical(one, { painRefractory: 'no' }), 'pain')).toBe(false);
    expect(store.getState().refused).toContain('Re-open');
    undo();
    expect(store.getState().reading?.clinical.painRefractory).toBe('yes');
    reopen(null);
    expect(store.getState().reading).toMatchObject({ status: 'draft', revision: 2, submittedAt: null });
    expect(apply((one) => setClinical(one, { painRefractory: 'no' }), 'pain')).toBe(true);
    await store.getState().flush();
    expect(bridge.saves.at(-1)?.reading.revision).toBe(2);
  });

  it('does not submit an incomplete reading and says how much is missing', async () => {
    const { store } = await opened({ reading: draft(), viewState: null });
    expect(await store.getState().submit()).toBe(false);
    expect(store.getState().reading?.status).toBe('draft');
    expect(store.getState().refused).toMatch(/missing/);
  });
});
