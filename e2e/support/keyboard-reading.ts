import { expect, type Page } from '@playwright/test';
import type { Truth, TruthFracture } from '../../scripts/phantom/truth';
import { rimCellNames, rimCellStates } from '../../shared/findings/reading';
import { add, dot, scale, subtract, type Vector3 } from '../../shared/geometry/vector';
import { placeAskedLandmarks } from './asked-landmarks';
import { numericPadCodes } from './numeric-pad';
import { ReadingRoom } from './reading-room';

/** How far the keys of the keyboard's pointer move it, CSS pixels, the farthest first. */
const strides = [
  { held: 'Control+', pixels: 50 },
  { held: 'Shift+', pixels: 10 },
  { held: '', pixels: 1 },
] as const;

/** Reads a case with a single fracture with the keyboard alone: no mouse event is sent. */
export class KeyboardReader {
  private readonly room: ReadingRoom;

  constructor(private readonly page: Page) {
    this.room = new ReadingRoom(page);
  }

  /** From the library to the submitted reading. */
  async read(truth: Truth, description: string): Promise<void> {
    const [fracture, ...others] = truth.fractures;
    if (fracture === undefined || others.length > 0) throw new Error('The case must have one fracture.');
    await this.openStudy(description);
    await this.markLevels(truth, fracture);
    await this.placeLandmarks(fracture);
    await this.traceWall(fracture);
    for (const cell of rimCellNames) {
      for (let press = 0; press < rimCellStates.indexOf(fracture.rim.cells[cell]); press++)
        await this.key(numericPadCodes[cell]);
    }
    await this.measureFragment(fracture);
    await this.answer(truth, fracture);
    expect(await this.room.missing()).toEqual([]);
    await this.key('Control+Enter');
    await this.room.waitForSaved();
    await expect(this.page.getByRole('button', { name: /^Re-open/ })).toBeVisible();
  }

  private key(name: string): Promise<void> {
    return this.page.keyboard.press(name);
  }

  private async openStudy(description: string): Promise<void> {
    const row = this.page.locator('button[data-study]').filter({ hasText: description });
    await expect(row).toBeVisible();
    await expect(this.page.locator('button[data-study]:focus')).toHaveCount(1);
    for (let step = 0; step < 20 && (await row.and(this.page.locator(':focus')).count()) === 0; step++)
      await this.key('ArrowDown');
    await this.key('Enter');
    await this.room.waitForImages();
  }

  /** Shows the keyboard's pointer in the active viewport; the function moves it to a point and clicks. */
  private async pointer(): Promise<(point: Vector3) => Promise<void>> {
    // Without one at rest in a corner of the last view.
    await this.key('Escape');
    await this.key('Space');
    const first = await this.position();
    await this.key('Control+ArrowRight');
    await this.key('Control+ArrowRight');
    const across = await this.position();
    await this.key('Control+ArrowDown');
    await this.key('Control+ArrowDown');
    let current = await this.position();
    const right = scale(subtract(across, first), 1 / 100);
    const down = scale(subtract(current, across), 1 / 100);
    return async (point) => {
      const offset = subtract(point, current);
      const pixels = {
        Right: Math.round(dot(offset, right) / dot(right, right)),
        Down: Math.round(dot(offset, down) / dot(down, down)),
      };
      await this.walk(pixels.Right, 'ArrowRight', 'ArrowLeft');
      await this.walk(pixels.Down, 'ArrowDown', 'ArrowUp');
      current = add(current, add(scale(right, pixels.Right), scale(down, pixels.Down)));
      await this.key('Space');
    };
  }

  private async walk(pixels: number, forward: string, back: string): Promise<void> {
    let left = Math.abs(pixels);
    for (const stride of strides) {
      for (; left >= stride.pixels; left -= stride.pixels)
        await this.key(`${stride.held}${pixels > 0 ? forward : back}`);
    }
  }

  /** What the active viewport prints for the place of the pointer, LPS mm. */
  private async position(): Promise<Vector3> {
    const readout = this.page.locator('[data-viewport][aria-current=true]').getByLabel('Cursor position');
    await expect(readout).toHaveText(/x\s*-?[\d.]+/);
    const numbers = (await readout.textContent())?.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
    const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = numbers;
    return [x, y, z];
  }

  private async markLevels({ levels }: Truth, fracture: TruthFracture): Promise<void> {
    const names = levels.map(({ level }) => level);
    const top = Math.max(0, names.indexOf(fracture.level) - 1);
    await this.key('l');
    const click = await this.pointer();
    for (const { point } of levels.slice(top, names.indexOf('L5') + 1).toReversed()) await click(point);
    await this.key('f');
    const mark = levels.find(({ level }) => level === fracture.level);
    if (mark !== undefined) await click(mark.point);
    await expect(this.room.summary('Fracture')).toContainText(fracture.level);
  }

  private async placeLandmarks(fracture: TruthFracture): Promise<void> {
    await this.key('k');
    await this.settled();
    const click = await this.pointer();
    await placeAskedLandmarks(this.page, fracture, click);
  }

  private async traceWall({ posteriorWall: { trace, disrupted } }: TruthFracture): Promise<void> {
    await this.key('w');
    await this.settled();
    const click = await this.pointer();
    const knots = 14;
    for (let knot = 0; knot <= knots; knot++) {
      const point = trace[Math.round((knot * (trace.length - 1)) / knots)];
      if (point !== undefined) await click(point);
    }
    await this.key('Enter');
    for (const { start, end } of disrupted) {
      await this.key('d');
      await click(start);
      await click(end);
    }
  }

  private async measureFragment({ fragment }: TruthFracture): Promise<void> {
    if (fragment === null) return;
    const { anteroPosterior, cranioCaudal, transverse } = fragment.endpoints;
    await this.key('g');
    await this.settled();
    const click = await this.pointer();
    for (const { start, end } of [anteroPosterior, cranioCaudal]) {
      await click(start.lps);
      await click(end.lps);
    }
    const axial = this.page
      .locator('[data-viewport][aria-current=true]')
      .and(this.page.getByRole('group', { name: /T2 axial/ }));
    for (let step = 0; step < 40 && (await axial.count()) === 0; step++) {
      await this.key('n');
      await this.page.waitForTimeout(60);
    }
    await this.settled();
    await this.scrollTo(transverse.start.lps);
    const across = await this.pointer();
    await across(transverse.start.lps);
    await across(transverse.end.lps);
  }

  /** Goes through the slices of the active viewport to the one nearest to a point. */
  private async scrollTo(point: Vector3): Promise<void> {
    const slice = this.page
      .locator('[data-viewport][aria-current=true]')
      .getByLabel('Slice', { exact: true });
    const away = async () => {
      await this.key('Space');
      const here = await this.position();
      await this.key('Escape');
      return Math.abs(here[2] - point[2]);
    };
    let best = await away();
    for (const [forward, back] of [
      ['PageDown', 'PageUp'],
      ['PageUp', 'PageDown'],
    ] as const) {
      for (;;) {
        const before = await slice.textContent();
        await this.key(forward);
        await this.settled();
        if ((await slice.textContent()) === before) break;
        const next = await away();
        if (next >= best) {
          await this.key(back);
          await this.settled();
          break;
        }
        best = next;
      }
    }
  }

  /** Answers every question that is asked for, by the number of the answer. */
  private async answer(truth: Truth, fracture: TruthFracture): Promise<void> {
    const { clinical } = truth;
    const answers: Readonly<Record<string, string>> = {
      Counted: 'from the sacrum',
      'Transitional vertebra': 'no',
      'Level confidence': '4',
      Pattern: fracture.pattern,
      Endplates: fracture.endplates,
      'Rim confidence': '4',
      Fragment: 'absent',
      Side: fracture.fragment?.side ?? 'central',
      'Reaches foramen': fracture.fragment?.reachesForamen === true ? 'yes' : 'no',
      'Thecal sac': fracture.fragment?.contact.thecalSac ?? 'none',
      Cord: fracture.fragment?.contact.cord ?? 'none',
      Root: fracture.fragment?.contact.root ?? 'none',
      Compromise: fracture.fragment === null ? 'absent' : 'present',
      'Oedema (STIR)': fracture.context.oedema,
      'Intravertebral cleft': fracture.context.intravertebralCleft,
      'Measurement confidence': '4',
      'Neurological deficit': clinical.neurologicalDeficit ?? 'unknown',
      'Pre-operative radiculopathy': clinical.preoperativeRadiculopathy ?? 'unknown',
      'Pain refractory': clinical.painRefractory ?? 'unknown',
      'Planned procedure': clinical.plannedProcedure ?? 'unknown',
    };
    for (let step = 0; step < 80 && (await this.room.missing()).length > 0; step++) {
      // The two keys of the same command: with the focus on an answer, each must still lead on.
      await this.key(step % 2 === 0 ? 'Enter' : 'n');
      await this.settled();
      const asked = await this.page.evaluate(() => {
        const group = document.activeElement?.closest('[role=radiogroup]');
        const options = [...(group?.querySelectorAll('input[type=radio]') ?? [])];
        return {
          label: group?.getAttribute('aria-label') ?? '',
          options: options.map((option) => option.getAttribute('aria-label') ?? ''),
        };
      });
      const wanted = answers[asked.label];
      const index = asked.options.findIndex((option) => option === wanted || option.startsWith(`${wanted}:`));
      if (wanted !== undefined && index >= 0) await this.key(String(index + 1));
    }
  }

  /** Lets the view come to rest. */
  private async settled(): Promise<void> {
    await this.page.waitForTimeout(150);
  }
}
