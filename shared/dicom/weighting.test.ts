import { describe, expect, it } from 'vitest';
import type { MrContrast } from './image-facts';
import { weightingOf } from './weighting';

const silent: MrContrast = {
  repetitionTime: null,
  echoTime: null,
  inversionTime: null,
  scanningSequence: [],
  sequenceName: '',
  scanOptions: [],
  imageType: [],
  fatSuppressed: false,
  diffusionWeighted: false,
};

function spinEcho(repetitionTime: number, echoTime: number, more: Partial<MrContrast> = {}): MrContrast {
  return { ...silent, scanningSequence: ['SE'], repetitionTime, echoTime, ...more };
}

describe('weightingOf', () => {
  it.each([
    ['0.3 T fast spin echo', spinEcho(3203, 110), 'T2'],
    ['0.3 T spin echo', spinEcho(462, 25), 'T1'],
    ['3 T turbo spin echo', spinEcho(900, 9), 'T1'],
    ['3D T2 with a short repetition time', spinEcho(1000, 130), 'T2'],
    ['proton density', spinEcho(2800, 28), 'PD'],
    ['0.3 T STIR', spinEcho(3000, 80, { scanningSequence: ['IR'], inversionTime: 110 }), 'STIR'],
    ['3 T STIR', spinEcho(4500, 45, { scanningSequence: ['SE', 'IR'], inversionTime: 220 }), 'STIR'],
    ['T1 FLAIR', spinEcho(2100, 9, { scanningSequence: ['IR'], inversionTime: 860 }), 'T1'],
    ['T2 FLAIR', spinEcho(9000, 120, { scanningSequence: ['IR'], inversionTime: 2500 }), 'unknown'],
  ])('reads %s from header values', (_name, contrast, weighting) => {
    expect(weightingOf(contrast, '').weighting).toBe(weighting);
  });

  it.each([
    ['t2_tse_sag', 'T2'],
    ['T2W_TSE', 'T2'],
    ['SAG T2', 'T2'],
    ['T1 AX', 'T1'],
    ['t1_tse_sag_320', 'T1'],
    ['Sag T1 FSE', 'T1'],
    ['STIR SAG', 'STIR'],
    ['t2_tirm_sag', 'STIR'],
    ['SAG T2 FS', 'STIR'],
    ['T2 sag fat sat', 'STIR'],
    ['t2_spair_sag', 'STIR'],
    ['PD_TSE', 'PD'],
    ['T2* MEDIC', 'unknown'],
    ['AX T2 FLAIR', 'unknown'],
    ['ep2d_diff', 'unknown'],
    ['survey', 'unknown'],
    ['', 'unknown'],
  ])('falls back on the description %s', (description, weighting) => {
    expect(weightingOf(silent, description).weighting).toBe(weighting);
  });

  it('trusts header values before a description that contradicts them', () => {
    expect(weightingOf(spinEcho(462, 25), 'T2 SAG').weighting).toBe('T1');
  });

  it('counts fat-suppressed T2 as STIR and says what it is', () => {
    expect(weightingOf(spinEcho(4000, 90, { fatSuppressed: true }), 'SAG')).toEqual({
      weighting: 'STIR',
      label: 'T2 fat-suppressed',
    });
    expect(weightingOf(spinEcho(600, 10, { fatSuppressed: true }), 'SAG + C')).toEqual({
      weighting: 'T1',
      label: 'T1 fat-suppressed',
    });
  });

  it('tells the parts of a Dixon acquisition apart', () => {
    const part = (value: string) =>
      weightingOf(spinEcho(3000, 90, { imageType: ['ORIGINAL', 'PRIMARY', 'M', value] }), 't2_dixon_sag');
    expect(part('W').weighting).toBe('STIR');
    expect(part('F').weighting).toBe('unknown');
    expect(part('IP').weighting).toBe('T2');
  });
});
