import { expect, it } from 'vitest';
import { describeStudy } from './describe-study';
import { sampleStack, sampleStudy } from './testing/sample-study';

it('names the middle frame and leaves the frames out', () => {
  const summary = describeStudy(sampleStudy('1.1', [sampleStack('s/1', ['1/1', '2/1', '3/1'])]));
  expect(summary.frames).toEqual({ 's/1': { count: 3, middleFrameId: '2/1', sharedWindow: null } });
  expect(JSON.stringify([summary.study, summary.stacks])).not.toContain('1/1"');
  expect(summary.stacks[0]).not.toHaveProperty('frames');
});

it('gives a window only where all frames have the same', () => {
  const stack = sampleStack('s/1', ['1/1', '2/1'], { center: 300, width: 600 });
  const shared = (of: typeof stack) => describeStudy(sampleStudy('1.1', [of])).frames['s/1']?.sharedWindow;
  expect(shared(stack)).toEqual({ center: 300, width: 600 });
  const [first, second] = stack.frames;
  if (first === undefined || second === undefined) throw new Error('two frames expected');
  expect(shared({ ...stack, frames: [first, { ...second, window: { center: 1, width: 600 } }] })).toBeNull();
  expect(shared({ ...stack, frames: [first, { ...second, window: null }] })).toBeNull();
});
