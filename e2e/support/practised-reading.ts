import { expect, type Page } from '@playwright/test';
import type { Truth, TruthFracture } from '../../scripts/phantom/truth';
import { type RimCellName, rimCellNames, rimCellStates } from '../../shared/findings/reading';
import type { Vector3 } from '../../shared/geometry/vector';
import { placeAskedLandmarks } from './asked-landmarks';
import { numericPadCodes } from './numeric-pad';
import { ReadingRoom } from './reading-room';
import { Viewport } from './viewport';

/**
 * Reads a case with a single fracture as somebody practised does: every answer with one click, every size with one drag,
 * and what comes next left to the app. The images are brought into view by the wheel alone.
 */
export class PractisedReader {
  protected readonly room: ReadingRoom;

  constructor(protected readonly page: Page) {
    this.room = new ReadingRoom(page);
  }

  /** Takes a tool in hand. */
  protected async take(tool: 'Level' | 'Wall' | 'Disrupted'): Promise<void> {
    await this.page.keyboard.press({ Level: 'l', Wall: 'w', Disrupted: 'd' }[tool]);
  }

  /** What there is to do before a wall can be drawn freehand: nothing for a reader who has chosen that before. */
  protected async beforeWall(): Promise<void> {}

  /** Ends the line in hand; `last` is where it ends. */
  protected async endLine(_viewport: Viewport, _last: Vector3 | undefined): Promise<void> {
    await this.page.keyboard.press('Enter');
  }

  /** Goes on to what is missing. */
  protected async goOn(): Promise<void> {
    await this.page.keyboard.press('n');
  }

  /** Gives a cell of the rim map its next state. */
  protected async turn(cell: RimCellName): Promise<void> {
    await this.page.keyboard.press(numericPadCodes[cell]);
  }

  /** Makes freehand the way walls are drawn, which the app keeps for this reader. To be done once, in any study. */
  async chooseFreehand(description: string | RegExp): Promise<void> {
    await this.room.openStudy(description);
    await this.takeFreehand();
    await this.page.getByRole('button', { name: 'Library' }).click();
  }

  /** Makes freehand the way walls are drawn, in the open study. */
  async takeFreehand(): Promise<void> {
    for (const key of ['w', 'm', 'v']) await this.page.keyboard.press(key);
  }

  /** From the library to the submitted reading. */
  async read(truth: Truth, description: string | RegExp): Promise<void> {
    await this.room.openStudy(description);
    await this.readOpen(truth);
  }

  /** From the open study to the submitted reading. */
  async readOpen(truth: Truth): Promise<void> {
    const [fracture, ...others] = truth.fractures;
    if (fracture === undefined || others.length > 0) throw new Error('The case must have one fracture.');
    const { room } = this;
    await this.markLevels(truth, fracture);
    await this.markFracture(truth, fracture);
    await this.placeLandmarks(fracture);
    await this.traceWall(fracture);
    await this.readRim(fracture);
    await this.readFragment(fracture);
    await room.choose('Compromise', fracture.fragment === null ? 'absent' : 'present');
    await this.opened('Context');
    await room.choose('Oedema (STIR)', fracture.context.oedema);
    await room.choose('Intravertebral cleft', fracture.context.intravertebralCleft);
    await room.choose('Measurement confidence', '4');
    await this.opened('Clinical');
    const { clinical } = truth;
    await room.choose('Neurological deficit', clinical.neurologicalDeficit ?? 'unknown');
    await room.choose('Pre-operative radiculopathy', clinical.preoperativeRadiculopathy ?? 'unknown');
    await room.choose('Pain refractory', clinical.painRefractory ?? 'unknown');
    await room.choose('Planned procedure', clinical.plannedProcedure ?? 'unknown');
    expect(await room.missing()).toEqual([]);
    await room.submit();
  }

  /** Waits until the app has opened a step by itself. */
  private async opened(title: string): Promise<void> {
    await expect(this.room.card(title)).toHaveAttribute('aria-expanded', 'true');
  }

  /** From L5, where the tool begins, upward to the neighbour above the fracture. */
  private async markLevels({ levels }: Truth, fracture: TruthFracture): Promise<void> {
    const { room } = this;
    const names = levels.map(({ level }) => level);
    const top = names.indexOf(fracture.level) - 1;
    const upward = levels.slice(Math.max(0, top), names.indexOf('L5') + 1).toReversed();
    await this.take('Level');
    const [first] = upward;
    if (first !== undefined) await room.sagittal.scrollTo(first.point);
    await room.sagittal.clickAll(upward.map(({ point }) => point));
    await room.choose('Counted', 'from the sacrum');
    await room.choose('Transitional vertebra', 'no');
    await room.choose('Level confidence', '4');
  }

  private async markFracture({ levels }: Truth, fracture: TruthFracture): Promise<void> {
    const { room } = this;
    await this.opened('Fracture');
    const mark = levels.find(({ level }) => level === fracture.level);
    if (mark === undefined) throw new Error(`${fracture.level} has no point`);
    await room.sagittal.click(mark.point);
    await room.choose('Pattern', fracture.pattern);
    await room.choose('Endplates', fracture.endplates);
  }

  private async placeLandmarks(fracture: TruthFracture): Promise<void> {
    const { room } = this;
    await this.opened('Landmarks and wall');
    const [first] = fracture.landmarks;
    if (first !== undefined) await room.sagittal.scrollTo(first.lps);
    const place = await room.sagittal.pointer();
    await placeAskedLandmarks(this.page, fracture, place);
  }

  /** One freehand stroke from end to end, and one along each disrupted stretch. */
  private async traceWall({ posteriorWall }: TruthFracture): Promise<void> {
    const { page, room } = this;
    await expect(page.getByRole('button', { name: /^Wall/, pressed: true }).first()).toBeVisible();
    await this.beforeWall();
    await this.draw(room.sagittal, posteriorWall.trace);
    await this.endLine(room.sagittal, posteriorWall.trace.at(-1));
    for (const { start, end } of posteriorWall.disrupted) {
      await this.take('Disrupted');
      await this.draw(room.sagittal, [start, end]);
    }
    await this.goOn();
  }

  /** A press, a way through the points, a release. */
  private async draw(viewport: Viewport, points: readonly Vector3[]): Promise<void> {
    const { mouse } = this.page;
    const places = await viewport.places(points);
    for (const [index, { x, y }] of places.entries()) {
      await mouse.move(x, y, { steps: index === 0 ? 1 : 2 });
      if (index === 0) await mouse.down();
    }
    await mouse.up();
  }

  private async readRim(fracture: TruthFracture): Promise<void> {
    const { page, room } = this;
    await this.opened('Rim map');
    const { cells } = fracture.rim;
    for (const cell of rimCellNames) {
      if (cells[cell] === 'intact') continue;
      const name = cell.replace('-', ' ');
      const suggested = page.getByText(`The trace suggests ${name}: ${cells[cell]}`, { exact: true });
      if ((await suggested.count()) > 0) {
        await page.getByRole('button', { name: `Accept ${name}`, exact: true }).click();
        continue;
      }
      for (let press = 0; press < rimCellStates.indexOf(cells[cell]); press++) await this.turn(cell);
    }
    await page.getByRole('button', { name: /looked at: intact$/ }).click();
    await room.choose('Rim confidence', '4');
  }

  private async readFragment({ fragment }: TruthFracture): Promise<void> {
    const { page, room } = this;
    await this.opened('Fragment');
    if (fragment === null) {
      await room.choose('Fragment', 'absent');
      await this.opened('Canal');
      return;
    }
    const { anteroPosterior, cranioCaudal, transverse } = fragment.endpoints;
    await room.sagittal.scrollTo(anteroPosterior.start.lps);
    await this.draw(room.sagittal, [anteroPosterior.start.lps, anteroPosterior.end.lps]);
    await this.draw(room.sagittal, [cranioCaudal.start.lps, cranioCaudal.end.lps]);
    await this.goOn();
    const axial = new Viewport(page, /T2 axial/);
    await expect(axial.cell).toHaveAttribute('aria-current', 'true');
    await axial.scrollTo(transverse.start.lps);
    await this.draw(axial, [transverse.start.lps, transverse.end.lps]);
    await room.choose('Side', fragment.side);
    await room.choose('Reaches foramen', fragment.reachesForamen ? 'yes' : 'no');
    await room.choose('Thecal sac', fragment.contact.thecalSac);
    await room.choose('Cord', fragment.contact.cord);
    await room.choose('Root', fragment.contact.root);
    await this.opened('Canal');
  }
}

/** The same with the mouse alone. */
export class MouseReader extends PractisedReader {
  protected override async take(tool: 'Level' | 'Wall' | 'Disrupted'): Promise<void> {
    const tools = this.page.getByRole('banner');
    await tools
      .getByRole('button', { name: new RegExp(`^${tool}`) })
      .first()
      .click();
  }

  protected override async beforeWall(): Promise<void> {
    await this.page.getByRole('button', { name: 'Freehand', exact: true }).click();
  }

  protected override async endLine(viewport: Viewport, last: Vector3 | undefined): Promise<void> {
    const [place] = last === undefined ? [] : await viewport.places([last]);
    if (place !== undefined) await this.page.mouse.dblclick(place.x, place.y);
  }

  protected override async goOn(): Promise<void> {
    await this.page.getByRole('button', { name: 'Next missing item' }).click();
  }

  protected override async turn(cell: RimCellName): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^Rim ${cell.replace('-', ' ')}: `) }).click();
  }
}
