import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { launchApp, phantomFolder } from '../../e2e/support/launch';
import { ReadingRoom } from '../../e2e/support/reading-room';
import { Random } from '../../electron/fuzz/random';
import type { Editing } from './kill-runs';

/** The largest answer the field takes. */
const most = 1000;

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
  let number = Number(await weeks.inputValue());
  const edits: Editing['edits'] = [];
  const violations: string[] = [];
  let isKilled = false;
  const edit = async () => {
    const at = Date.now();
    number = (number % most) + 1;
    await weeks.fill(String(number));
    edits.push({ number, at });
  };
  await edit();
  const typing = (async () => {
    while (!isKilled) {
      await setTimeout(random.below(4) === 0 ? 300 + random.below(300) : 5 + random.below(120));
      await edit();
    }
  })().catch((error: unknown) => {
    if (!isKilled) violations.push(`Editing stopped: ${String(error)}`);
  });
  return {
    edits,
    violations,
    async kill() {
      isKilled = true;
      const main = app.process();
      const ended = new Promise((resolve) => main.once('exit', resolve));
      // The process that stores, at once; the others cannot go on without it.
      main.kill('SIGKILL');
      await ended;
      await typing;
    },
  };
}
