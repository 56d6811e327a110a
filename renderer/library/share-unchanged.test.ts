import { describe, expect, it } from 'vitest';
import type { LibraryState, StudySummary } from '../../shared/ipc/contract';
import { shareUnchanged } from './share-unchanged';

function summary(uid: string, description = 'lumbar spine'): StudySummary {
  return {
    study: {
      studyInstanceUid: uid,
      description,
      date: '2026-01-05',
      subject: { id: 'S-1', ageYears: 67, sex: 'F' },
    },
    stacks: [],
    frames: { 'stack/1': { count: 11, middleFrameId: `${uid}.6/1`, sharedWindow: { center: 1, width: 2 } } },
    rootId: 'root',
    reading: null,
  };
}

function state(studies: StudySummary[]): LibraryState {
  return { roots: [], studies, problems: [], progress: null, notices: [] };
}

describe('shareUnchanged', () => {
  it('keeps what has not changed, also where a study comes before it', () => {
    const before = state([summary('1'), summary('2')]);
    const after = shareUnchanged(before, structuredClone(state([summary('0'), summary('1'), summary('2')])));
    expect(after.studies.map(({ study }) => study.studyInstanceUid)).toEqual(['0', '1', '2']);
    expect(after.studies[1]).toBe(before.studies[0]);
    expect(after.studies[2]).toBe(before.studies[1]);
  });

  it('takes what has changed', () => {
    const before = state([summary('1'), summary('2')]);
    const after = shareUnchanged(before, state([summary('1'), summary('2', 'thoracic spine')]));
    expect(after.studies[0]).toBe(before.studies[0]);
    expect(after.studies[1]?.study.description).toBe('thoracic spine');
  });

  it('keeps the whole list where nothing has changed', () => {
    const before = state([summary('1')]);
    expect(shareUnchanged(before, structuredClone(before)).studies).toBe(before.studies);
  });
});
