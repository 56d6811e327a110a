import type { Locator, Page } from '@playwright/test';
import {
  add,
  cross,
  dot,
  length,
  normalize,
  scale,
  subtract,
  type Vector3,
} from '../../shared/geometry/vector';

/** Where patient space lies on the screen: origin and the LPS step of one screen pixel right and down. */
interface Calibration {
  left: number;
  top: number;
  origin: Vector3;
  right: Vector3;
  down: Vector3;
}

const positionPattern = /x\s*(-?[\d.]+)\s*y\s*(-?[\d.]+)\s*z\s*(-?[\d.]+)/;

/**
 * One cell of the viewer, used as a person uses it: the mouse over the image and the cursor position that the
 * interface prints. Knows nothing of the app's inside.
 */
export class Viewport {
  readonly cell: Locator;

  constructor(
    private readonly page: Page,
    name: RegExp | string,
  ) {
    this.cell = page.getByRole('group', { name }).first();
  }

  /** The LPS position the interface prints for a screen position. */
  async positionAt(x: number, y: number): Promise<Vector3> {
    const readout = this.cell.getByRole('status', { name: 'Cursor position' });
    const before = await readout.textContent();
    await this.page.mouse.move(x, y);
    for (let attempt = 0; attempt < 20; attempt++) {
      const text = (await readout.textContent()) ?? '';
      const match = positionPattern.exec(text);
      // The same words twice may be the same place, or an interface that has not caught up yet.
      if (match !== null && (text !== before || attempt > 2))
        return [Number(match[1]), Number(match[2]), Number(match[3])];
      await this.page.waitForTimeout(10);
    }
    throw new Error('the viewport prints no cursor position');
  }

  /**
   * Where patient space lies on the screen, once the view is at rest: measured twice with the same outcome, so that a
   * slice or zoom that is still being drawn is waited for.
   */
  async calibrate(): Promise<Calibration> {
    let last = await this.measure();
    for (let attempt = 0; attempt < 100; attempt++) {
      const next = await this.measure();
      if (isSame(last, next)) return next;
      last = next;
      await this.page.waitForTimeout(50);
    }
    throw new Error('the view does not come to rest');
  }

  /** Reads the cursor position at three places of the image. */
  private async measure(): Promise<Calibration> {
    const box = await this.box();
    const left = Math.round(box.x + box.width * 0.3);
    const top = Math.round(box.y + box.height * 0.25);
    const across = Math.round(box.width * 0.4);
    const along = Math.round(box.height * 0.5);
    const a = await this.positionAt(left, top);
    const b = await this.positionAt(left + across, top);
    const c = await this.positionAt(left, top + along);
    return {
      left,
      top,
      origin: a,
      right: scale(subtract(b, a), 1 / across),
      down: scale(subtract(c, a), 1 / along),
    };
  }

  /** Screen position of a point (projected along the normal) and its signed distance from the slice, mm. */
  async locate(point: Vector3): Promise<{ x: number; y: number; distance: number }> {
    const calibration = await this.calibrate();
    const normal = normalize(cross(calibration.right, calibration.down));
    if (normal === null) throw new Error('the viewport has no extent');
    return { ...placeOf(point, calibration), distance: dot(subtract(point, calibration.origin), normal) };
  }

  /** Size of a screen pixel in the patient, mm. */
  async millimetresPerPixel(): Promise<number> {
    return length((await this.calibrate()).right);
  }

  /** Brings a point to the middle of the viewport by dragging with the middle button. */
  async centre(point: Vector3): Promise<void> {
    const { x, y } = await this.locate(point);
    const box = await this.box();
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await this.page.mouse.move(middle.x, middle.y);
    await this.page.mouse.down({ button: 'middle' });
    await this.page.mouse.move(middle.x + (middle.x - x) / 2, middle.y + (middle.y - y) / 2, { steps: 2 });
    await this.page.mouse.move(middle.x + middle.x - x, middle.y + middle.y - y, { steps: 2 });
    await this.page.mouse.up({ button: 'middle' });
  }

  /** Enlarges the image about the middle of the viewport, with Ctrl and the wheel. */
  async zoom(factor: number): Promise<void> {
    const box = await this.box();
    const before = await this.millimetresPerPixel();
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await this.page.keyboard.down('Control');
    for (let turn = 0; turn < 40; turn++) {
      await this.page.mouse.wheel(0, factor > 1 ? -60 : 60);
      await this.page.waitForTimeout(30);
      const reached = before / (await this.millimetresPerPixel());
      await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      if (factor > 1 ? reached >= factor * 0.95 : reached <= factor * 1.05) break;
    }
    await this.page.keyboard.up('Control');
  }

  private async box(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.cell.boundingBox();
    if (box === null) throw new Error('the viewport is not on the screen');
    return box;
  }

  /** The slice shown and the number of slices, as printed ("7/15"). */
  async slice(): Promise<{ number: number; count: number }> {
    const text = await this.cell.getByLabel('Slice', { exact: true }).textContent();
    const match = /(\d+)\s*\/\s*(\d+)/.exec(text ?? '');
    if (match === null) throw new Error(`the viewport prints no slice number: ${text}`);
    return { number: Number(match[1]), count: Number(match[2]) };
  }

  /** Scrolls, by wheel over the image, to the slice nearest to a point; returns the distance left, mm. */
  async scrollTo(point: Vector3): Promise<number> {
    const { left, top, origin, right, down } = await this.calibrate();
    const normal = normalize(cross(right, down));
    if (normal === null) throw new Error('the viewport has no extent');
    let best = dot(subtract(point, origin), normal);
    let { number, count } = await this.slice();
    for (const direction of [1, -1]) {
      let moved = 0;
      while (number + direction >= 1 && number + direction <= count && Math.abs(best) > 1e-3) {
        await this.turnWheel(direction, number);
        const distance = dot(subtract(point, await this.positionAt(left + (moved % 2), top)), normal);
        if (Math.abs(distance) >= Math.abs(best)) {
          await this.turnWheel(-direction, number + direction);
          break;
        }
        number += direction;
        moved += 1;
        best = distance;
      }
      if (moved > 0) break;
    }
    return best;
  }

  private async turnWheel(direction: number, from: number): Promise<void> {
    await this.page.mouse.wheel(0, direction * 100);
    for (let attempt = 0; attempt < 100; attempt++) {
      if ((await this.slice()).number !== from) return;
      await this.page.waitForTimeout(20);
    }
    throw new Error(`the wheel does not leave slice ${from}`);
  }

  /** Clicks where a point lies on the slice shown. */
  async click(point: Vector3, options: { clickCount?: number } = {}): Promise<void> {
    const { x, y } = await this.locate(point);
    await this.page.mouse.click(x, y, options);
  }

  /** A function that clicks where a point lies, for as long as the view does not move. */
  async pointer(): Promise<(point: Vector3) => Promise<void>> {
    const calibration = await this.calibrate();
    return async (point) => {
      const { x, y } = placeOf(point, calibration);
      await this.page.mouse.click(x, y);
    };
  }

  /** Where points lie on the screen as it is. */
  async places(points: readonly Vector3[]): Promise<{ x: number; y: number }[]> {
    const calibration = await this.calibrate();
    return points.map((point) => placeOf(point, calibration));
  }

  /** Clicks several points; the view must not move between them. */
  async clickAll(points: readonly Vector3[]): Promise<void> {
    const click = await this.pointer();
    for (const point of points) await click(point);
  }

  /** Drags from one point to another on the slice shown. */
  async drag(from: Vector3, to: Vector3): Promise<void> {
    const start = await this.locate(from);
    const end = await this.locate(to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 3 });
    await this.page.mouse.move(end.x, end.y, { steps: 3 });
    await this.page.mouse.up();
  }

  /** The LPS point the interface shows `right` pixels right and `down` pixels below a point. */
  async offset(point: Vector3, right: number, down: number): Promise<Vector3> {
    const calibration = await this.calibrate();
    return add(point, add(scale(calibration.right, right), scale(calibration.down, down)));
  }
}

function placeOf(point: Vector3, { left, top, origin, right, down }: Calibration): { x: number; y: number } {
  const offset = subtract(point, origin);
  return {
    x: left + dot(offset, right) / dot(right, right),
    y: top + dot(offset, down) / dot(down, down),
  };
}

function isSame(one: Calibration, other: Calibration): boolean {
  return (
    one.left === other.left &&
    one.top === other.top &&
    [one.origin, one.right, one.down].join() === [other.origin, other.right, other.down].join()
  );
}
