import { setImmediate } from 'node:timers/promises';
import type { ReadingHead } from '../../shared/cohort/case-state';
import { textFormatFor } from '../../shared/export/text-formats';
import type { ExportFormat } from '../../shared/ipc/export-format';
import { type Outcome, refuse } from '../../shared/ipc/outcome';
import { writeText } from '../export/write-readings';
import { SourceProblem } from '../export/write-whole';
import type { CohortStore } from '../store/reading-store';
import type { Project, ProjectContent } from './project';
import type { StoredReading, TextTask } from './stored-text';
import type { StartTexts, TextMaker } from './text-threads';

/** Where the readings stand that leave a project, and the protocols they may have been made under. */
export type LeavingReadings = Pick<ProjectContent, 'heads' | 'protocols'>;

/**
 * The submitted readings that who is signed in may take out: all of them for the coordinator, otherwise one's own and what the
 * protocol's blinding shows. In the order of the cases, first readings before repeats before adjudications.
 */
export function leavingReadings(project: Project): Outcome<LeavingReadings> {
  const who = project.signedIn();
  if (!who.ok) return who;
  const content = project.content();
  if (!content.ok) return content;
  const isVisible = project.visibility(content.value, who.value);
  const places = new Map(content.value.cases.map(({ caseId }, index) => [caseId, index]));
  const place = (caseId: string) => places.get(caseId) ?? places.size;
  const heads = content.value.heads
    .filter(({ status, readingId }) => status === 'submitted' && isVisible(readingId))
    .sort(
      (a, b) =>
        place(a.caseId) - place(b.caseId) ||
        Number(a.role === 'adjudicator') - Number(b.role === 'adjudicator') ||
        a.repeat - b.repeat ||
        (a.readerCode < b.readerCode ? -1 : 1),
    );
  return { ok: true, value: { heads, protocols: content.value.protocols } };
}

/** Said where nothing may leave the project. */
export const nothingToExport = 'No reading is submitted yet that you may export; drafts stay in the project.';

/** So many readings are made into text at a time: enough that handing them over costs little, few for the memory. */
const lotSize = 24;

/** What is stored under these heads, in their order; throws a `SourceProblem` where one is not there. */
export function storedReadings(store: CohortStore, heads: readonly ReadingHead[]): StoredReading[] {
  const saves = store.savesAt(heads.map(({ sequence }) => sequence));
  if (!saves.ok) throw new SourceProblem(saves.problem);
  return heads.map(({ caseId, sequence }) => {
    const document = saves.value.get(sequence);
    if (document !== undefined) return { caseId, document };
    throw new SourceProblem(`A reading of case ${caseId} is not in the project any more; restore a backup.`);
  });
}

/** The text of what is stored under these heads, in their order; throws a `SourceProblem` where one cannot be read. */
async function* textOfHeads(
  store: CohortStore,
  heads: readonly ReadingHead[],
  { format, count }: TextTask,
  texts: TextMaker,
): AsyncGenerator<string | Uint8Array> {
  const { begin, between, end } = textFormatFor(format, count);
  yield begin;
  const asked: Promise<Outcome<Uint8Array>>[] = [];
  let isFirst = true;
  for (let first = 0; first < heads.length || asked.length > 0; ) {
    while (first < heads.length && asked.length < texts.atOnce) {
      asked.push(texts.textOf(storedReadings(store, heads.slice(first, first + lotSize))));
      first += lotSize;
      await setImmediate();
    }
    const text = await asked.shift();
    if (text === undefined) break;
    if (!text.ok) throw new SourceProblem(text.problem);
    if (!isFirst) yield between;
    isFirst = false;
    yield text.value;
  }
  yield end;
}

/**
 * Writes what may leave the project to a file and notes it in the trail. Tables hold what the protocol of each
 * reading asks and reports; documents are written as they are stored. Returns the names of the written files.
 */
export async function exportProjectReadings(
  project: Project,
  { path, format }: { path: string; format: ExportFormat },
  startTexts: StartTexts,
): Promise<Outcome<string[]>> {
  const leaving = leavingReadings(project);
  if (!leaving.ok) return leaving;
  const { heads, protocols } = leaving.value;
  const count = heads.length;
  if (count === 0) return refuse(nothingToExport);
  const task: TextTask = { format, count, protocols };
  const texts = startTexts(task);
  let written: Outcome<string[]>;
  try {
    written = await writeText(path, format, textOfHeads(project.store, heads, task, texts));
  } finally {
    texts.end();
  }
  if (!written.ok || project.readOnly !== null) return written;
  const noted = project.store.record(
    project.entry(
      'readings-exported',
      `${count} ${count === 1 ? 'reading' : 'readings'} exported as ${format}`,
    ),
  );
  return noted.ok ? written : noted;
}
