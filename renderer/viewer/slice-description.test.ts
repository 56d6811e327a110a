import { describe, expect, it } from 'vitest';
import { createCellView } from './cell-view';
import { cursorText, scaleBar, slicePositionText, spacingText, windowText } from './slice-description';
import { axialOrientation, makeStack, type StackRecipe } from './testing';

function view(recipe: Partial<StackRecipe> = {}) {
  const made = createCellView({
    cellIndex: 0,
    stack: makeStack({ id: 'a', ...recipe }),
    frameIndex: 0,
    width: 400,
    height: 400,
    zoom: 1,
    pan: [0, 0],
    isActive: true,
  });
  if (made === null) throw new Error('no view');
  return made;
}

describe('slicePositionText', () => {
  it('names the axis the plane is across', () => {
    expect(slicePositionText(view())).toBe('x -8.0 mm');
    const axial = view({ plane: 'axial', orientation: axialOrientation, positions: [[-100, -100, 42.26]] });
    expect(slicePositionText(axial)).toBe('z 42.3 mm');
    expect(slicePositionText(view({ measurable: false }))).toBeNull();
    expect(slicePositionText(view({ orientation: null, plane: 'unknown' }))).toBeNull();
  });
});

describe('cursorText', () => {
  it('prints LPS with two decimals and the value of the pixel under the pointer', () => {
    const seen: number[][] = [];
    const printed = cursorText(view(), [3, 5], (column, row) => {
      seen.push([column, row]);
      return 431;
    });
    // 200 mm in 400 px: the top left corner is half a pixel before the first pixel's centre (y -100, z 100).
    expect(printed).toBe('x -8.00 y -99.00 z 98.00 mm · 431');
    expect(seen).toEqual([[1, 2]]);
  });

  it('prints no millimetre without pixel spacing or position, and no value outside the image', () => {
    expect(cursorText(view({ pixelSpacing: null }), [3, 5], () => null)).toBe('column 1 row 2');
    expect(cursorText(view({ measurable: false }), [3, 5], () => null)).toBe('column 1 row 2');
    expect(cursorText(view({ orientation: null, plane: 'unknown' }), [3, 5], () => 7.25)).toBe(
      'column 1 row 2 · 7.3',
    );
  });

  it('prints no minus before zero', () => {
    const at = view({ positions: [[-0.001, -99.5, 100]] });
    expect(cursorText(at, [0, 0], () => null)).toBe('x 0.00 y -100.00 z 100.50 mm');
  });
});

describe('texts', () => {
  it('spacing and thickness, saying what is missing', () => {
    expect(spacingText({ pixelSpacing: [0.684, 0.684], sliceThickness: 4 })).toBe('0.68 mm · 4.0 mm');
    expect(spacingText({ pixelSpacing: [0.63, 0.8], sliceThickness: null })).toBe('0.63 × 0.80 mm');
    expect(spacingText({ pixelSpacing: null, sliceThickness: null })).toBe('no pixel spacing');
  });

  it('window', () => {
    expect(windowText({ center: 409.6, width: 820.4 })).toBe('W 820 L 410');
  });

  it('a scale bar of a round length that fits', () => {
    for (const scale of [0.02, 0.1, 0.5, 1, 1.4]) {
      const bar = scaleBar(scale);
      expect(bar.pixels).toBeLessThanOrEqual(140);
      expect(bar.pixels).toBeGreaterThan(40);
      expect(bar.pixels * scale).toBeCloseTo(bar.millimetres, 9);
    }
  });
});
