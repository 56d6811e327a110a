import { Random } from '../../electron/fuzz/random';
import { dataFolderPlace } from '../../electron/main/reading/data-folder-place';
import { ReadingService } from '../../electron/main/reading/reading-service';
import { SqliteCohortStore } from '../../electron/store/sqlite-cohort-store';
import { Store } from '../../electron/store/store';
import { Autosave } from '../../renderer/reading/autosave';
import { type Edit, reopen, setClinical, setLandmark, setRimCell, submit } from '../../shared/findings/edits';
import { exampleLandmarks, examplePoint, exampleReading } from '../../shared/findings/example-reading';
import { type Reading, rimCellNames, rimCellStates } from '../../shared/findings/reading';
import type { Bridge } from '../../shared/ipc/contract';

/**
 * Edits a reading without end, through the same autosave and service as the app, into the data folder given first; the
 * second argument is the seed of what is edited when. Prints `edit N T` as each edit is made (T: ms since 1970) and
 * `saved N` as it is stored. N is the answer to the weeks of conservative care. To be killed.
 */
const [folder = '', seed = '1'] = process.argv.slice(2);
const random = new Random(Number(seed));
const say = (line: string) => process.stdout.write(`${line}\n`);
const store = new Store(folder);
for (const notice of store.notices) say(`notice ${notice}`);
const studyInstanceUid = exampleReading().study.studyInstanceUid;
const place = dataFolderPlace(new SqliteCohortStore(store), 'reader-1', () => exampleReading().subject);
const service = new ReadingService({
  place: () => ({ ok: true, value: place }),
  softwareVersion: '0.0.0',
  now: () => new Date(),
  onClockWentBack: () => undefined,
});

const invoke = async (channel: string, request: Parameters<ReadingService['save']>[0]) => {
  if (channel !== 'reading:save') throw new Error(`Nobody answers ${channel} here.`);
  const outcome = service.save(request);
  say(outcome.ok ? `saved ${request.reading.clinical.conservativeCareWeeks}` : `problem ${outcome.problem}`);
  return outcome;
};
const autosave = new Autosave({
  invoke: invoke as Bridge['invoke'],
  viewState: () => null,
  onState: () => undefined,
});

function opened(): Reading {
  const outcome = service.openForStudy(studyInstanceUid);
  if (!outcome.ok) throw new Error(outcome.problem);
  const { reading } = outcome.value;
  if (reading.fractures.length > 0) return reading;
  const { readingId, createdAt, reader } = reading;
  return { ...exampleReading(), readingId, createdAt, reader };
}

/** One act of a reader; the last ones of every twenty submit the reading and open it again. */
function act(reading: Reading, number: number): Edit {
  if (reading.status === 'submitted') return reopen(reading, 'another look');
  if (number % 20 === 19) return submit(reading, new Date().toISOString());
  if (random.below(2) === 0) {
    const cell = rimCellNames[random.below(rimCellNames.length)] ?? 'middle-central';
    const state = rimCellStates[1 + random.below(3)] ?? 'intact';
    return setRimCell(reading, 'L1', cell, state);
  }
  const [level, landmark, y, z] = exampleLandmarks[random.below(exampleLandmarks.length)] ?? [
    'L1',
    'PS',
    0,
    25,
  ];
  return setLandmark(reading, 'L1', level, landmark, examplePoint(y + random.below(5) / 2, z));
}

let reading = opened();
let number = reading.clinical.conservativeCareWeeks ?? 0;

function next(): void {
  const before = reading;
  const draft = before.status === 'submitted' ? act(before, number).reading : before;
  number += 1;
  const counted = setClinical(draft, { conservativeCareWeeks: number });
  const edited = act(counted.reading, number);
  const refused = counted.refused ?? edited.refused;
  if (refused !== null) throw new Error(refused);
  reading = { ...edited.reading, savedAt: new Date().toISOString() };
  say(`edit ${number} ${Date.now()}`);
  autosave.schedule(before, reading);
  if (reading.status === 'submitted') void autosave.flush();
  setTimeout(next, random.below(4) === 0 ? 300 + random.below(300) : 5 + random.below(120));
}
next();
