import { expect, it } from 'vitest';
import type { Stack } from '../../../shared/dicom/model';
import { sampleLocation, sampleStack, sampleStudy } from '../../indexer/testing/sample-study';
import { mergePlaces, type PlacedStudy } from './merge-places';

function studyAt(rootId: string, stacks: Stack[]): PlacedStudy {
  const frames = stacks.flatMap((stack) => stack.frames);
  const locations = new Map(frames.map(({ id }) => [id, sampleLocation(`/${rootId}/${id}`)]));
  return { rootId, study: sampleStudy('1.1', stacks), locations };
}

const rootOf = (path: string | undefined) => path?.split('/')[1];

it('takes the stack with most images where two places hold the same ones, all from one place', () => {
  const part = studyAt('part', [sampleStack('s/1', ['2/1'])]);
  const whole = studyAt('whole', [sampleStack('s/1', ['1/1', '2/1', '3/1'])]);
  for (const order of [
    [part, whole],
    [whole, part],
  ]) {
    const merged = mergePlaces(order);
    expect(merged?.rootId).toBe('whole');
    expect(merged?.study.stacks.map(({ frames }) => frames.length)).toEqual([3]);
    const roots = [...(merged?.locations.values() ?? [])].map(({ path }) => rootOf(path));
    expect(roots).toEqual(['whole', 'whole', 'whole']);
  }
});

it('puts stacks of one study from two places side by side, with ids of their own', () => {
  const merged = mergePlaces([
    studyAt('a', [sampleStack('s/1', ['1/1', '2/1'])]),
    studyAt('b', [sampleStack('s/1', ['3/1']), sampleStack('s/2', ['4/1'])]),
  ]);
  expect(merged?.study.stacks.map(({ id }) => id)).toEqual(['s/1', 's/1@b', 's/2']);
  expect(rootOf(merged?.locations.get('3/1')?.path)).toBe('b');
  expect(merged?.rootId).toBe('a');
});

it('gives nothing for a study without stacks', () => {
  expect(mergePlaces([studyAt('a', [])])).toBeNull();
});
