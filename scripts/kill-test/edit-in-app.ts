import path from 'node:path';
import { allowFunctions } from '../../bench/support/viewer-page';
import { launchApp, phantomFolder } from '../../e2e/support/launch';
import { ReadingRoom } from '../../e2e/support/reading-room';
import { Random } from '../../electron/fuzz/random';
import type { Editing } from './kill-runs';

/** The largest answer the field takes. */
const most = 1000;

/** The pauses between edits come round again after so many. */
const pausesInTurn = 100;

/** In the page: types one number after the other into a field without end, and reports when each was there. */
function typeNumbers(
  field: SVGElement | HTMLElement,
  { first, most, pauses }: { first: number; most: number; pauses: readonly number[] },
): void {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  const report = Reflect.get(globalThis, 'reportEdit') as (number: number, at: number) => void;
  let number = first;
  let count = 0;
  setTimeout(function edit() {
    number = (number % most) + 1;
    set?.call(field, String(number));
    field.dispatchEvent(new Event('input', { bubbles: true }));
    report(number, Date.now());
    setTimeout(edit, pauses[count++ % pauses.length]);
  });
}

/** Edits in the whole app, with all its processes, as a person types into a field. */
export async function editInApp(folder: string, seed: number): Promise<Editing> {
  const random = new Random(seed);
  const { app, page } = await launchApp({
    userData: folder,
    open: [path.join(phantomFolder, 'd-no-fracture')],
  });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.openCard('Clinical');
  const weeks = page.getByRole('textbox', { name: 'Conservative care', exact: true });
  const first = Number(await weeks.inputValue());
  const pauses = Array.from({ length: pausesInTurn }, () =>
    random.below(4) === 0 ? 300 + random.below(300) : 5 + random.below(120),
  );
  const edits: Editing['edits'] = [];
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  await page.exposeFunction('reportEdit', (number: number, at: number) => {
    edits.push({ number, at });
    begin();
  });
  await allowFunctions(page);
  await weeks.evaluate(typeNumbers, { first, most, pauses });
  await begun;
  return {
    edits,
    violations: [],
    async kill() {
      const main = app.process();
      const ended = new Promise((resolve) => main.once('exit', resolve));
      // The process that stores, at once; the others cannot go on without it.
      main.kill('SIGKILL');
      await ended;
    },
  };
}
