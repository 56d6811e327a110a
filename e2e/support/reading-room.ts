import { expect, type Locator, type Page } from '@playwright/test';
import type { Truth, TruthFracture } from '../../scripts/phantom/truth';
import type { VertebralLevel } from '../../shared/dicom/levels';
import { rimCellNames, rimCellStates } from '../../shared/findings/reading';
import { distance, dot, length, normalize, subtract, type Vector3 } from '../../shared/geometry/vector';
import { numericPadCodes } from './numeric-pad';
import { Viewport } from './viewport';

/** Screen pixels two clicks of one line must lie apart, so that they are no double click. */
const clickSpacing = 6;

/**
 * The reading screen, used as a person uses it: keys, clicks where the anatomy is, buttons by their names. It reads
 * what the interface says and knows nothing of the app's inside.
 */
export class ReadingRoom {
  readonly sagittal: Viewport;

  constructor(readonly page: Page) {
    this.sagittal = new Viewport(page, /^Viewport \d: T2 sagittal/);
  }

  /** Opens a study from the library by a part of its description, and waits for its first image. */
  async openStudy(description: string | RegExp): Promise<void> {
    const studies = this.page.getByRole('list', { name: 'Studies', exact: true });
    await studies.getByRole('button', { name: description }).first().click();
    await this.waitForImages();
  }

  /** Waits until every filled viewport shows a slice. */
  async waitForImages(): Promise<void> {
    await expect(this.page.getByRole('group', { name: /^Viewport 1: / })).toBeVisible();
    await expect(async () => {
      const cells = await this.page.getByRole('group', { name: /^Viewport \d: (?!empty)/ }).all();
      for (const cell of cells) {
        if (await cell.isVisible())
          expect(await cell.getByLabel('Slice', { exact: true }).textContent()).toMatch(/\d+\s*\/\s*\d+/);
      }
    }).toPass({ timeout: 30_000 });
  }

  /** Presses a key of the application, with the focus on the viewports. */
  async key(name: string): Promise<void> {
    await this.page.keyboard.press(name);
  }

  /** Opens a card of the reading column. */
  async openCard(title: string): Promise<void> {
    const head = this.card(title);
    await expect(async () => {
      if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
      expect(await head.getAttribute('aria-expanded')).toBe('true');
    }).toPass();
  }

  card(title: string): Locator {
    return this.page
      .getByRole('complementary', { name: 'Reading' })
      .getByRole('button', { name: new RegExp(`^${title}(, complete)?$`) });
  }

  /** The heading of a card: its number or tick, its title, and its state in a word or two. */
  summary(title: string): Locator {
    return this.card(title).locator('..');
  }

  /** Answers a row of radio buttons. */
  async choose(group: string, option: string): Promise<void> {
    const radio = this.page
      .getByRole('radiogroup', { name: group, exact: true })
      .getByRole('radio', { name: new RegExp(`^${literal(option)}(:|$)`) });
    await radio.click({ force: true });
    // The last answer of a step opens the next one.
    await expect.poll(async () => (await radio.count()) === 0 || (await radio.isChecked())).toBe(true);
  }

  /** Ticks "not assessable" of an item and gives the reason. */
  async notAssessable(item: string, reason: string): Promise<void> {
    await this.page.getByRole('checkbox', { name: `${item}: not assessable` }).check();
    const field = this.page.getByRole('combobox', { name: `${item}: reason why not assessable` });
    await field.fill(reason);
    await field.press('Enter');
  }

  /** Makes a viewport the active one, full size and `factor` times as large as fitting, with a point in its middle. */
  async enlarge(viewport: Viewport, point: Vector3, factor: number): Promise<void> {
    await this.activate(viewport);
    await this.key('x');
    await viewport.centre(point);
    await viewport.zoom(factor);
  }

  /** Back to four viewports, each image fitted. */
  async showAll(viewport: Viewport): Promise<void> {
    await this.activate(viewport);
    await this.key('.');
    await this.key('x');
  }

  async activate(viewport: Viewport): Promise<void> {
    const name = (await viewport.cell.getAttribute('aria-label')) ?? '';
    const number = /^Viewport (\d)/.exec(name)?.[1];
    if (number === undefined) throw new Error(`no viewport is called ${name}`);
    await this.key(`Alt+${number}`);
  }

  /** Marks levels from the lowest up, one click each, and says how they were counted. */
  async markLevels(levels: Truth['levels']): Promise<void> {
    const upward = levels.toReversed();
    const [first] = upward;
    if (first === undefined) throw new Error('no level to mark');
    await this.openCard('Levels');
    await this.sagittal.scrollTo(first.point);
    await this.page.getByRole('combobox', { name: 'Level of the next click' }).selectOption(first.level);
    await this.page.getByRole('button', { name: /^Mark levels/ }).click();
    await this.sagittal.clickAll(upward.map(({ point }) => point));
    await this.key('v');
    await this.choose('Counted', 'from the sacrum');
    await this.choose('Transitional vertebra', 'no');
    await this.choose('Level confidence', '4');
  }

  /** Marks the fractured level on the image and answers its questions. */
  async markFracture(truth: Truth, fracture: TruthFracture): Promise<void> {
    await this.openCard('Fracture');
    const mark = truth.levels.find(({ level }) => level === fracture.level);
    if (mark === undefined) throw new Error(`${fracture.level} has no point`);
    await this.key('f');
    await this.sagittal.scrollTo(mark.point);
    await this.sagittal.click(mark.point);
    await this.key('v');
    await this.choose('Pattern', fracture.pattern);
    await this.choose('Endplates', fracture.endplates);
  }

  /** Places every landmark the interface asks for, in its order. */
  async placeLandmarks(fracture: TruthFracture): Promise<void> {
    await this.openCard('Landmarks and wall');
    const [first] = fracture.landmarks;
    if (first === undefined) throw new Error('the truth has no landmarks');
    await this.sagittal.scrollTo(first.lps);
    await this.key('k');
    const place = await this.sagittal.pointer();
    const prompt = this.page.getByText(/^(Next point: |All landmarks are placed)/);
    for (let placed = 0; placed < 40; placed++) {
      const asked = /Next point: (\w+) of (\w+)/.exec((await prompt.textContent()) ?? '');
      if (asked === null) break;
      const [, name, level] = asked;
      const landmark = fracture.landmarks.find((one) => one.landmark === name && one.level === level);
      if (landmark === undefined) throw new Error(`the truth has no ${name} of ${level}`);
      await place(landmark.lps);
      await expect(prompt).not.toHaveText(new RegExp(`Next point: ${name} of ${level}`));
    }
    await this.key('v');
  }

  /** Traces the posterior wall and marks its disrupted stretches with a second stroke. */
  async traceWall(fracture: TruthFracture): Promise<void> {
    const { trace, disrupted } = fracture.posteriorWall;
    await this.sagittal.centre(centroid(trace));
    await this.sagittal.zoom(3);
    await this.key('w');
    await this.sagittal.clickAll(await this.thinned(this.sagittal, trace, false));
    await this.key('Enter');
    for (const { start, end } of disrupted) {
      await this.key('d');
      await this.sagittal.click(start);
      await this.sagittal.click(end);
    }
    await this.key('v');
  }

  /** Points of a line far enough apart on the screen for single clicks, the most salient ones kept. */
  private async thinned(viewport: Viewport, line: readonly Vector3[], closed: boolean): Promise<Vector3[]> {
    const spacing = (await viewport.millimetresPerPixel()) * clickSpacing;
    const kept = simplified(line, 0.08);
    const result: Vector3[] = [];
    for (const point of kept) {
      const last = result.at(-1);
      if (last === undefined || distance(last, point) >= spacing) result.push(point);
    }
    const end = line.at(-1);
    const [first] = result;
    if (closed) {
      const last = result.at(-1);
      if (first !== undefined && last !== undefined && distance(first, last) < 3 * spacing) result.pop();
    } else if (end !== undefined && result.at(-1) !== end) {
      if (distance(result.at(-1) ?? end, end) < spacing) result.pop();
      result.push(end);
    }
    return result;
  }

  /** Fills the rim map with the numeric pad. */
  async readRim(fracture: TruthFracture): Promise<void> {
    await this.openCard('Rim map');
    for (const cell of rimCellNames) {
      const presses = rimCellStates.indexOf(fracture.rim.cells[cell]);
      for (let press = 0; press < presses; press++) await this.key(numericPadCodes[cell]);
      const words = fracture.rim.cells[cell].replace('-', ' ');
      await expect(
        this.page.getByRole('button', { name: `Rim ${cell.replace('-', ' ')}: ${words}`, exact: true }),
      ).toBeVisible();
    }
    if (Object.values(fracture.rim.cells).includes('not-assessable'))
      await this.notAssessable('Rim', 'artefact over the posterior wall');
    await this.choose('Rim confidence', '4');
  }

  /** Measures the fragment on sagittal and axial slices and says where it lies. */
  async measureFragment(fracture: TruthFracture): Promise<void> {
    await this.openCard('Fragment');
    const { fragment } = fracture;
    if (fragment === null) {
      await this.choose('Fragment', 'absent');
      return;
    }
    await this.choose('Fragment', 'present');
    for (const [part, name] of [
      ['anteroPosterior', 'antero-posterior'],
      ['cranioCaudal', 'cranio-caudal'],
    ] as const) {
      const { start, end } = fragment.endpoints[part];
      await this.page.getByRole('button', { name, exact: true }).click();
      await this.sagittal.scrollTo(start.lps);
      await this.sagittal.clickAll([start.lps, end.lps]);
    }
    await this.page.getByRole('button', { name: 'apex', exact: true }).click();
    await this.sagittal.click(fragment.apex);
    await this.key('v');
    await this.choose('Side', fragment.side);
    await this.choose('Reaches foramen', fragment.reachesForamen ? 'yes' : 'no');
    await this.choose('Thecal sac', fragment.contact.thecalSac);
    await this.choose('Cord', fragment.contact.cord);
    await this.choose('Root', fragment.contact.root);
  }

  /** The transverse size, on the axial slice it lies on. */
  async measureFragmentAcross(fracture: TruthFracture): Promise<void> {
    if (fracture.fragment === null) return;
    const { start, end } = fracture.fragment.endpoints.transverse;
    await this.openCard('Fragment');
    const axial = await this.showAxialAt(start.lps);
    await this.page.getByRole('button', { name: /^transverse/ }).click();
    await axial.clickAll([start.lps, end.lps]);
    await this.key('v');
  }

  /** Outlines the canal on the axial slices of the three levels and judges it. */
  async outlineCanal(
    fracture: TruthFracture,
    compromise: 'present' | 'absent' | 'not assessable',
  ): Promise<void> {
    await this.openCard('Canal');
    await this.choose('Compromise', compromise);
    for (const [level, { points }] of Object.entries(fracture.canalOutlines)) {
      const [first] = points;
      if (first === undefined) throw new Error(`the outline at ${level} has no points`);
      const axial = await this.showAxialAt(first);
      await this.enlarge(axial, centroid(points), 3);
      await this.page.getByRole('button', { name: new RegExp(`^Outline the canal at ${level}`) }).click();
      await axial.clickAll(await this.thinned(axial, points, true));
      await this.key('Enter');
      await this.key('v');
      await this.showAll(axial);
    }
  }

  /** Shows in the last viewport the axial stack and slice that carries a point. */
  async showAxialAt(point: Vector3): Promise<Viewport> {
    const list = this.page.getByRole('navigation', { name: 'Cases and stacks' });
    const stacks = await list.getByRole('button', { name: /T2 axial/ }).all();
    const axial = new Viewport(this.page, /^Viewport 4: /);
    const shown: { stack: Locator; distance: number }[] = [];
    for (const stack of stacks) {
      await this.showStack(stack, axial);
      shown.push({ stack, distance: Math.abs((await axial.locate(point)).distance) });
    }
    for (const { stack } of shown.toSorted((a, b) => a.distance - b.distance)) {
      await this.showStack(stack, axial);
      if (Math.abs(await axial.scrollTo(point)) < 0.3) return axial;
    }
    throw new Error(`no axial slice passes through ${point.join(' ')}`);
  }

  private async showStack(stack: Locator, viewport: Viewport): Promise<void> {
    const block = /block \d+ of \d+/.exec(await stack.innerText())?.[0] ?? 'T2 axial';
    await this.activate(viewport);
    await stack.focus();
    await stack.press('Enter');
    await expect(viewport.cell).toHaveAttribute('aria-label', new RegExp(`${block}$`));
    await this.waitForImages();
  }

  /** What the marrow shows, and how sure the measurements are. */
  async readContext(fracture: TruthFracture): Promise<void> {
    await this.openCard('Context');
    await this.choose('Oedema (STIR)', fracture.context.oedema);
    await this.choose('Intravertebral cleft', fracture.context.intravertebralCleft);
    await this.choose('Measurement confidence', '4');
  }

  /** Enters the clinical facts. */
  async enterClinical(clinical: Truth['clinical']): Promise<void> {
    await this.openCard('Clinical');
    await this.choose('Neurological deficit', clinical.neurologicalDeficit ?? 'unknown');
    await this.choose('Pre-operative radiculopathy', clinical.preoperativeRadiculopathy ?? 'unknown');
    await this.choose('Pain refractory', clinical.painRefractory ?? 'unknown');
    if (clinical.conservativeCareWeeks !== null)
      await this.page
        .getByRole('textbox', { name: 'Conservative care' })
        .fill(String(clinical.conservativeCareWeeks));
    await this.choose('Planned procedure', clinical.plannedProcedure ?? 'unknown');
  }

  /** The list of what is missing, in the words of the interface. */
  async missing(): Promise<string[]> {
    return this.page
      .getByRole('region', { name: /^Missing/ })
      .getByRole('button')
      .allInnerTexts();
  }

  /** Waits until the interface says that everything entered is stored. */
  async waitForSaved(): Promise<void> {
    await expect(this.page.getByRole('status', { name: 'Save state' })).toHaveText(/^Saved at/);
  }

  /** Submits a complete reading. */
  async submit(): Promise<void> {
    await this.page.getByRole('button', { name: /^Submit/ }).click();
    await expect(this.page.getByRole('button', { name: /^Re-open/ })).toBeVisible();
    await this.waitForSaved();
  }

  /** Exports the open reading and waits until the interface names the file. */
  async exportFindings(): Promise<void> {
    await this.page.getByRole('button', { name: /^Export/ }).click();
    await expect(this.page.getByText(/^Exported to /)).toBeVisible();
  }

  /** Chooses the fracture the cards show, where there are several. */
  async chooseFracture(level: VertebralLevel): Promise<void> {
    const tab = this.page.getByRole('tab', { name: level, exact: true });
    if ((await tab.count()) > 0) await tab.first().click();
  }

  /** Reads a whole phantom case to its truth, everything but the submission. */
  async readCase(truth: Truth, onStep: (name: string) => Promise<void> = async () => {}): Promise<void> {
    await this.activate(this.sagittal);
    await this.key('x');
    await this.markLevels(truth.levels);
    await onStep('levels');
    if (truth.fractures.length === 0) {
      await this.openCard('Fracture');
      await this.choose('Fracture', 'absent');
    }
    for (const fracture of truth.fractures) await this.markFracture(truth, fracture);
    await this.key('x');
    for (const fracture of truth.fractures) await this.readFracture(fracture, onStep);
    await this.enterClinical(truth.clinical);
    await onStep('clinical');
  }

  private async readFracture(
    fracture: TruthFracture,
    onStep: (name: string) => Promise<void>,
  ): Promise<void> {
    const { level } = fracture;
    await this.openCard('Fracture');
    await this.chooseFracture(level);
    await this.enlarge(this.sagittal, centroid(fracture.landmarks.map(({ lps }) => lps)), 1.8);
    await this.placeLandmarks(fracture);
    await onStep(`${level} landmarks`);
    await this.traceWall(fracture);
    await onStep(`${level} wall`);
    await this.readRim(fracture);
    await onStep(`${level} rim`);
    await this.measureFragment(fracture);
    await this.showAll(this.sagittal);
    await this.measureFragmentAcross(fracture);
    await onStep(`${level} fragment`);
    const compromise = fracture.fragment === null ? 'absent' : 'present';
    await this.outlineCanal(fracture, compromise);
    await onStep(`${level} canal`);
    await this.readContext(fracture);
  }
}

function literal(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function centroid(points: readonly Vector3[]): Vector3 {
  const sum = [0, 0, 0];
  for (const point of points)
    for (const axis of [0, 1, 2] as const) sum[axis] = (sum[axis] ?? 0) + point[axis];
  const [x = 0, y = 0, z = 0] = sum.map((value) => value / points.length);
  return [x, y, z];
}

/** The points of a polyline that matter at a tolerance in mm (Douglas–Peucker). */
function simplified(line: readonly Vector3[], tolerance: number): Vector3[] {
  const [first] = line;
  const last = line.at(-1);
  if (first === undefined || last === undefined || line.length < 3) return [...line];
  const direction = normalize(subtract(last, first));
  let farthest = { index: 0, distance: 0 };
  for (const [index, point] of line.entries()) {
    const offset = subtract(point, first);
    const along = direction === null ? 0 : dot(offset, direction);
    const off = Math.sqrt(Math.max(0, length(offset) ** 2 - along ** 2));
    if (off > farthest.distance) farthest = { index, distance: off };
  }
  if (farthest.distance <= tolerance) return [first, last];
  return [
    ...simplified(line.slice(0, farthest.index + 1), tolerance),
    ...simplified(line.slice(farthest.index), tolerance).slice(1),
  ];
}
