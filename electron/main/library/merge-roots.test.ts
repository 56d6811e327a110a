import { expect, it } from 'vitest';
import type { Stack } from '../../../shared/dicom/model';
import { mergeRoots, type RootIndex } from './merge-roots';
import { sampleLocation, sampleStack, sampleStudy } from './testing/sample-study';

function indexOf(rootId: string, uid: string, stacks: Stack[]): RootIndex {
  const locations = new Map(
    stacks.flatMap((stack) =>
      stack.frames.map(({ id }) => [id, sampleLocation(`/${rootId}/${id}`)] as const),
    ),
  );
  return { rootId, studies: [sampleStudy(uid, stacks)], locations };
}

const rootOf = (path: string | undefined) => path?.split('/')[1];

it('keeps the studies of different places apart', () => {
  const merged = mergeRoots([
    indexOf('a', '1.1', [sampleStack('s/1', ['1/1'])]),
    indexOf('b', '1.2', [sampleStack('t/1', ['2/1'])]),
  ]);
  expect([...merged.studies].map(([uid, { rootId }]) => [uid, rootId])).toEqual([
    ['1.1', 'a'],
    ['1.2', 'b'],
  ]);
});

it('takes the stack with most images where two places hold the same ones, all from one place', () => {
  const part = indexOf('part', '1.1', [sampleStack('s/1', ['2/1'])]);
  const whole = indexOf('whole', '1.1', [sampleStack('s/1', ['1/1', '2/1', '3/1'])]);
  for (const order of [
    [part, whole],
    [whole, part],
  ]) {
    const merged = mergeRoots(order);
    const study = merged.studies.get('1.1');
    expect(study?.rootId).toBe('whole');
    expect(study?.study.stacks.map(({ frames }) => frames.length)).toEqual([3]);
    expect([...merged.locations.values()].map(({ path }) => rootOf(path))).toEqual([
      'whole',
      'whole',
      'whole',
    ]);
  }
});

it('puts stacks of one study from two places side by side, with ids of their own', () => {
  const merged = mergeRoots([
    indexOf('a', '1.1', [sampleStack('s/1', ['1/1', '2/1'])]),
    indexOf('b', '1.1', [sampleStack('s/1', ['3/1']), sampleStack('s/2', ['4/1'])]),
  ]);
  const stacks = merged.studies.get('1.1')?.study.stacks ?? [];
  expect(stacks.map(({ id }) => id)).toEqual(['s/1', 's/1@b', 's/2']);
  expect(rootOf(merged.locations.get('3/1')?.path)).toBe('b');
  expect(merged.studies.get('1.1')?.rootId).toBe('a');
});

it('leaves out a study without stacks', () => {
  expect(mergeRoots([indexOf('a', '1.1', [])]).studies.size).toBe(0);
});
