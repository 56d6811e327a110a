import { withDerivedValues } from '../findings/derive';
import { parseReading } from '../findings/parse-reading';
import type { Reading } from '../findings/reading';
import type { ImportedReading } from '../ipc/project';
import { isEqual } from '../is-equal';
import { auditHash, type Sha256 } from './audit-chain';
import { canonicalJson } from './canonical-json';
import type { ProtocolLine, ReadingLine } from './package-format';

/** What is stored of a reading, as an import has to know it. */
export interface KnownReading {
  readerCode: string;
  latest: { revision: number; status: Reading['status'] };
}

/** What a project holds already. */
export interface ImportTarget {
  projectId: string;
  /** Version of the protocol → SHA-256 of its canonical JSON. */
  protocols: ReadonlyMap<number, string>;
  readers: ReadonlySet<string>;
  /** Case id → its (pseudonymous) Study Instance UID. */
  cases: ReadonlyMap<string, string>;
  reading(readingId: string): KnownReading | null;
  /** The reading of a case that somebody has made, if there is one. */
  readingOf(of: {
    caseId: string;
    readerCode: string;
    repeat: number;
    role: 'reader' | 'adjudicator';
  }): string | null;
  /** SHA-256 of the canonical JSON of a submitted revision; null where it is not there. */
  submittedSha256(readingId: string, revision: number): string | null;
}

/** What is to become of one reading of a package; `reading` is to be stored where it is new. */
export interface Judgement {
  imported: ImportedReading;
  reading: Reading | null;
}

const roleOf = (reading: Reading) => (reading.adjudicates.length > 0 ? 'adjudicator' : 'reader');

/** Why a line holds no reading that can be stored here, in a sentence; else the reading. */
function acceptable(
  line: ReadingLine,
  protocols: readonly ProtocolLine[],
  target: ImportTarget,
  sha256: Sha256,
): { reading: Reading } | { problem: string; reading: Reading | null } {
  const parsed = parseReading(line.reading);
  if ('problem' in parsed) return { problem: parsed.problem, reading: null };
  const { reading } = parsed;
  const refuse = (problem: string) => ({ problem, reading });
  const { project } = reading;
  if (project === null || project.projectId !== target.projectId)
    return refuse('It belongs to another project, or to none.');
  if (sha256(canonicalJson(line.reading)) !== line.sha256)
    return refuse('It does not match its hash: it was altered after it was exported.');
  if (reading.status !== 'submitted') return refuse('It is a draft; only submitted readings are exchanged.');
  if (line.trail.some((entry) => auditHash(entry, sha256) !== entry.hash))
    return refuse('Its audit trail was altered after it was written.');
  const stored = target.cases.get(project.caseId);
  if (stored === undefined) return refuse(`This project has no case ${project.caseId}; add the case first.`);
  if (stored !== reading.study.studyInstanceUid)
    return refuse(`It was read on other images than case ${project.caseId} of this project has.`);
  if (!target.readers.has(reading.reader.id))
    return refuse(`${reading.reader.id} does not take part in this project; add the reader first.`);
  const version = target.protocols.get(project.protocolVersion);
  if (version === undefined)
    return refuse(
      `It was made under version ${project.protocolVersion} of the protocol, which this project does not have.`,
    );
  const theirs = protocols.find((one) => one.version === project.protocolVersion);
  if (theirs === undefined || theirs.sha256 !== version || sha256(canonicalJson(theirs.protocol)) !== version)
    return refuse(`Version ${project.protocolVersion} of the protocol is another one there than here.`);
  if (!isEqual(withDerivedValues(reading).fractures, reading.fractures))
    return refuse('Its measurements or rim status do not follow from its points and answers.');
  return { reading };
}

/**
 * Says what is to become of a reading of a package: new, identical to what is here, in conflict with it, or refused.
 * Nothing that is here is ever put away for it.
 */
export function judgeImport(
  line: ReadingLine,
  protocols: readonly ProtocolLine[],
  target: ImportTarget,
  sha256: Sha256,
): Judgement {
  const accepted = acceptable(line, protocols, target, sha256);
  const { reading } = accepted;
  const about = {
    caseId: reading?.project?.caseId ?? reading?.subject.id ?? '',
    readerCode: reading?.reader.id ?? '',
    repeat: reading?.project?.repeat ?? 0,
    revision: reading?.revision ?? 0,
  };
  const judged = (
    outcome: ImportedReading['outcome'],
    sentence: string,
    stored: Reading | null = null,
  ): Judgement => ({
    imported: { ...about, outcome, sentence },
    reading: stored,
  });
  if ('problem' in accepted) return judged('refused', accepted.problem);
  const { readingId, revision } = accepted.reading;
  const known = target.reading(readingId);
  const name = `revision ${revision} by ${about.readerCode} of case ${about.caseId}`;
  if (known !== null) {
    if (known.readerCode !== about.readerCode)
      return judged(
        'conflicting',
        `Its id is that of a reading by ${known.readerCode} here; it was not taken over.`,
      );
    const here = target.submittedSha256(readingId, revision);
    if (here === line.sha256 || here === sha256(canonicalJson(accepted.reading)))
      return judged('identical', `The same ${name} is here already.`);
    if (here !== null)
      return judged('conflicting', `Another ${name} is here; it was kept, and this one not taken over.`);
    if (known.latest.status === 'draft')
      return judged(
        'conflicting',
        `A draft of revision ${known.latest.revision} of this reading is here; submit it, or import on a machine without it.`,
      );
    if (known.latest.revision > revision)
      return judged(
        'conflicting',
        `Revision ${known.latest.revision} of this reading is here already, without this one.`,
      );
  } else {
    const other = target.readingOf({ ...about, role: roleOf(accepted.reading) });
    if (other !== null)
      return judged(
        'conflicting',
        `${about.readerCode} has another reading of case ${about.caseId} here; it was kept, and this one not taken over.`,
      );
  }
  return judged('new', `Taken over: ${name}.`, accepted.reading);
}
