import { setImmediate } from 'node:timers/promises';
import { parseReading } from '../../shared/findings/parse-reading';
import type { Reading } from '../../shared/findings/reading';
import type { ExportFormat } from '../../shared/ipc/export-format';
import type { Outcome } from '../../shared/ipc/outcome';
import { writeReadings } from '../export/write-readings';
import { SourceProblem } from '../export/write-whole';
import type { Project } from './project';

/** Readings of a project that leave it: how many, and one after the other. */
export interface LeavingReadings {
  count: number;
  /** Throws a `SourceProblem` where one cannot be read. */
  read(): AsyncGenerator<Reading>;
}

/** So many readings are handed on before others get a turn. */
const atOnce = 8;

/**
 * The submitted readings that who is signed in may see: all to the coordinator, otherwise one's own and what the
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
  async function* read(): AsyncGenerator<Reading> {
    for (let first = 0; first < heads.length; first += atOnce) {
      await setImmediate();
      const some = heads.slice(first, first + atOnce);
      const stored = project.store.documentsAt(some.map(({ sequence }) => sequence));
      if (!stored.ok) throw new SourceProblem(stored.problem);
      for (const { caseId, sequence } of some) {
        const parsed = parseReading(stored.value.get(sequence));
        if ('problem' in parsed) {
          throw new SourceProblem(`A reading of case ${caseId} cannot be exported. ${parsed.problem}`);
        }
        yield parsed.reading;
      }
    }
  }
  return { ok: true, value: { count: heads.length, read } };
}

/**
 * Writes what may leave the project to a file and notes it in the trail. Tables hold what the protocol of each
 * reading asks and reports; documents are written as they are stored. Returns the names of the written files.
 */
export async function exportProjectReadings(
  project: Project,
  { path, format }: { path: string; format: ExportFormat },
): Promise<Outcome<string[]>> {
  const leaving = leavingReadings(project);
  if (!leaving.ok) return leaving;
  const { count, read } = leaving.value;
  if (count === 0) {
    return {
      ok: false,
      problem: 'No reading is submitted yet that you may export; drafts stay in the project.',
    };
  }
  const content = project.content();
  if (!content.ok) return content;
  const protocols = new Map(content.value.protocols.map((protocol) => [protocol.version, protocol]));
  const protocolOf = ({ project }: Reading) => protocols.get(project?.protocolVersion ?? 0) ?? null;
  const written = await writeReadings(path, format, read(), protocolOf);
  if (!written.ok || project.readOnly !== null) return written;
  const noted = project.store.record(
    project.entry(
      'readings-exported',
      `${count} ${count === 1 ? 'reading' : 'readings'} exported as ${format}`,
    ),
  );
  return noted.ok ? written : noted;
}
