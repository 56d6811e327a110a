import { describe, expect, it } from 'vitest';
import type { MissingItem } from '../../shared/findings/completeness';
import { nextAfter } from './next-part';

const item = (id: string, step: MissingItem['step'], target?: MissingItem['target']): MissingItem => ({
  id,
  step,
  fractureLevel: step === 'numbering' || step === 'levels' || step === 'clinical' ? null : 'L1',
  sentence: id,
  target: target ?? { kind: 'field', field: id },
});

const counted = item('numbering.method', 'numbering');
const level = item('levels.T12', 'levels', { kind: 'level', level: 'T12' });
const corner = item('L1.landmarks.AS.L1', 'landmarks', { kind: 'landmark', level: 'L1', landmark: 'AS' });
const border = item('L1.landmarks.PC.L1', 'landmarks', { kind: 'landmark', level: 'L1', landmark: 'PC' });
const wall = item('L1.posteriorWall', 'posteriorWall', { kind: 'trace' });
const cell = item('L1.rim.middle-left', 'rim', { kind: 'cell', cell: 'middle-left' });
const deficit = item('clinical.neurologicalDeficit', 'clinical');

describe('nextAfter', () => {
  it('goes on when the last item of a part is there, to what is missing after it', () => {
    expect(nextAfter([counted, corner, cell, deficit], [counted, cell, deficit])).toBe(cell);
    expect(nextAfter([corner, cell, deficit], [corner, deficit])).toBe(deficit);
  });

  it('follows the cards, whatever the order of the items', () => {
    const endplates = item('L1.context.endplates', 'context', { kind: 'field', field: 'context.endplates' });
    const oedema = item('L1.context.oedema', 'context');
    expect(nextAfter([corner, cell, endplates, oedema, deficit], [corner, cell, oedema, deficit])).toBe(
      corner,
    );
    expect(nextAfter([counted, level, corner], [level, corner])).toBe(level);
  });

  it('begins again where nothing is missing after the part', () => {
    expect(nextAfter([counted, corner, deficit], [counted, corner])).toBe(counted);
    expect(nextAfter([deficit], [])).toBeNull();
  });

  it('stays while items of the part are missing', () => {
    expect(nextAfter([corner, border, cell], [border, cell])).toBeNull();
  });

  it('leads from the landmarks to the wall, but stays after the wall and after a level', () => {
    expect(nextAfter([border, wall, cell], [wall, cell])).toBe(wall);
    expect(nextAfter([wall, cell], [cell])).toBeNull();
    expect(nextAfter([level, corner], [corner])).toBeNull();
  });

  it('does not follow items that an act has only just made missing', () => {
    expect(nextAfter([counted], [counted, corner, cell])).toBeNull();
  });
});
