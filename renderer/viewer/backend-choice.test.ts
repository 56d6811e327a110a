import { describe, expect, it } from 'vitest';
import { describeChoice } from './backend-choice';

describe('describeChoice', () => {
  it.each([
    ['the graphics processor where it is faster', 'hardware', 2, 9, 'webgl', null],
    [
      'the processor where the graphics processor is emulated',
      'emulated',
      30,
      9,
      'cpu',
      'no hardware graphics',
    ],
    ['the processor where there is no WebGL', 'none', null, 9, 'cpu', 'no WebGL'],
    [
      'the processor where both are alike',
      'hardware',
      9,
      9,
      'cpu',
      'faster here than the graphics processor',
    ],
    ['even an emulated one where it is faster', 'emulated', 4, 9, 'webgl', null],
  ] as const)('takes %s', (_name, webgl, webglMs, processorMs, backend, notice) => {
    expect(describeChoice({ webgl, webglMs, processorMs })).toEqual({ backend, notice });
  });

  it('takes the processor where the measurement did not end', () => {
    expect(describeChoice(null)).toEqual({ backend: 'cpu', notice: 'graphics processor too slow' });
  });
});
