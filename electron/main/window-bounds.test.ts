import { expect, it } from 'vitest';
import { reachableBounds } from './window-bounds';

const display = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: -200, width: 2560, height: 1440 };
const bounds = { x: 100, y: 50, width: 1440, height: 900, maximised: false };

it('keeps bounds that are on a display, also partly and on a second one', () => {
  expect(reachableBounds(bounds, [display])).toEqual(bounds);
  const partly = { ...bounds, x: -1000 };
  expect(reachableBounds(partly, [display])).toEqual(partly);
  const there = { ...bounds, x: 2500, y: -150 };
  expect(reachableBounds(there, [display, second])).toEqual(there);
});

it('forgets bounds that cannot be reached: display gone, above or below the screen, none remembered', () => {
  expect(reachableBounds({ ...bounds, x: 2500 }, [display])).toBeNull();
  expect(reachableBounds({ ...bounds, y: -400 }, [display])).toBeNull();
  expect(reachableBounds({ ...bounds, y: 1060 }, [display])).toBeNull();
  expect(reachableBounds({ ...bounds, x: -1400 }, [display])).toBeNull();
  expect(reachableBounds(null, [display])).toBeNull();
});
