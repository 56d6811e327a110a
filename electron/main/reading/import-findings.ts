import type { Study } from '../../../shared/dicom/model';
import { missingItems } from '../../../shared/findings/completeness';
import { checkConsistency } from '../../../shared/findings/consistency';
import { withDerivedValues } from '../../../shared/findings/derive';
import { documentsIn, parseReading } from '../../../shared/findings/parse-reading';
import type { ImageGeometry, Reading } from '../../../shared/findings/reading';
import type { ImportedFindings } from '../../../shared/ipc/import';
import { isEqual } from '../../../shared/is-equal';
import type { ReadingStore } from '../../store/reading-store';
import type { StoredJson } from '../../store/readings';
import { findPath } from './find-path';

/** What an import needs from outside. */
export interface ImportEnvironment {
  store: ReadingStore;
  /** Who imports. */
  readerId: string;
  now(): Date;
  /** A study of the library; null where it is not there. */
  study(studyInstanceUid: string): Study | null;
}

/** A file to be imported: its name without its path, and its text. */
export interface FindingsText {
  file: string;
  text: string;
}

type Verdict = Pick<ImportedFindings, 'outcome' | 'sentence'>;

/** A point may come from an image whose numbers were written with so many digits less. */
const geometryTolerance = 1e-3;
/** Sentences of one document that are said; the others are counted. */
const mostNotes = 6;

const refused = (sentence: string): Verdict => ({ outcome: 'refused', sentence });
const conflicting = (sentence: string): Verdict => ({ outcome: 'conflicting', sentence });

function readingOf(stored: StoredJson | null): Reading | null {
  const parsed = stored === null ? null : parseReading(stored.document);
  return parsed !== null && 'reading' in parsed ? parsed.reading : null;
}

/**
 * Stores the readings of findings files, each as its author's: what is new, and what is a later revision of what is here.
 * What is here already is said to be; what contradicts it, belongs to a reader study or is no reading is not taken over.
 * Nothing that is stored is changed. Documents of one file go in by revision; the answer has them in the file's order.
 */
export function importFindings(
  files: readonly FindingsText[],
  environment: ImportEnvironment,
): ImportedFindings[] {
  return files.flatMap(({ file, text }): ImportedFindings[] => {
    const read = documentsIn(text);
    if ('problem' in read) {
      const sentence = `This is not a findings file. ${read.problem}`;
      return [{ file, place: 1, reading: null, outcome: 'refused', sentence, notes: [] }];
    }
    const parsed = read.documents.map((document, index) => ({
      place: index + 1,
      parsed: parseReading(document),
    }));
    const revision = (one: (typeof parsed)[number]) =>
      'reading' in one.parsed ? one.parsed.reading.revision : 0;
    return parsed
      .toSorted((a, b) => revision(a) - revision(b))
      .map(({ place, parsed: document }): ImportedFindings => {
        if ('problem' in document) {
          return { file, place, reading: null, ...refused(document.problem), notes: [] };
        }
        const { readingId, reader, subject, revision: number } = document.reading;
        const about = { readingId, readerId: reader.id, subjectId: subject.id, revision: number };
        return { file, place, reading: about, ...importReading(document.reading, environment) };
      })
      .toSorted((a, b) => a.place - b.place);
  });
}

function importReading(
  written: Reading,
  environment: ImportEnvironment,
): Pick<ImportedFindings, 'outcome' | 'sentence' | 'notes'> {
  const reading = withDerivedValues(written);
  const verdict = judge(reading, environment);
  if (verdict.outcome !== 'new' && verdict.outcome !== 'newer') return { ...verdict, notes: [] };
  const stored = environment.store.append({
    reading,
    viewState: null,
    change: `Imported: revision ${reading.revision} by ${reading.reader.id}`,
    itemsLeft: missingItems(reading).length,
    imported: { by: environment.readerId, at: environment.now().toISOString(), trail: [] },
  });
  if (!stored.ok) return { ...refused(stored.problem), notes: [] };
  return { ...verdict, notes: notesOn(written, environment) };
}

/** What is to become of a reading. */
function judge(reading: Reading, { store, readerId }: ImportEnvironment): Verdict {
  const { readingId, revision, project } = reading;
  const author = reading.reader.id;
  if (project !== null) {
    return refused(
      `It belongs to a reader study (case ${project.caseId}); open the project and import the reader’s package there.`,
    );
  }
  const path = findPath(reading);
  if (path !== null) {
    return refused(`The text at ${path} looks like a file path or address, which findings must not contain.`);
  }
  const latest = store.latestOfReading(readingId);
  if (!latest.ok) return refused(latest.problem);
  const name = `revision ${revision} by ${author}`;
  if (latest.value === null) return judgeUnknown(reading, store, name);
  const last = readingOf(latest.value);
  if (last === null) return refused('The reading of this id that is stored here cannot be read.');
  if (last.reader.id !== author) {
    return conflicting(`Its id is that of a reading by ${last.reader.id} here; it was not taken over.`);
  }
  if (last.study.studyInstanceUid !== reading.study.studyInstanceUid) {
    return conflicting('Its id is that of a reading of another study here; it was not taken over.');
  }
  const same = store.ofRevision(readingId, revision);
  if (!same.ok) return refused(same.problem);
  const here = readingOf(same.value);
  if (here !== null) {
    return isEqual(withDerivedValues(here), reading)
      ? { outcome: 'identical', sentence: `The same ${name} is here already; nothing was changed.` }
      : conflicting(`Another ${name} is here; it was kept, and this one not taken over.`);
  }
  if (last.revision > revision) {
    return conflicting(
      `Revision ${last.revision} of this reading is here already; the earlier one was not taken over.`,
    );
  }
  if (author === readerId && last.status === 'draft') {
    return conflicting(
      `A draft of revision ${last.revision} of this reading is here; submit it before you import a later revision.`,
    );
  }
  return { outcome: 'newer', sentence: `Taken over: ${name}, after revision ${last.revision}.` };
}

/** A reading whose id is not known here: one a reader has of a study stays the only one. */
function judgeUnknown(reading: Reading, store: ReadingStore, name: string): Verdict {
  const others = store.ofStudy(reading.study.studyInstanceUid);
  if (!others.ok) return refused(others.problem);
  const own = others.value.find((one) => one.readerId === reading.reader.id && !one.isOfProject);
  return own === undefined
    ? { outcome: 'new', sentence: `Taken over: ${name}.` }
    : conflicting(
        `${own.readerId} has another reading of this study here; it was kept, and this one not taken over.`,
      );
}

/** What to know of a reading that was taken over. */
function notesOn(written: Reading, { study }: ImportEnvironment): string[] {
  const disagreements = checkConsistency(written);
  const here = study(written.study.studyInstanceUid);
  const notes = [
    ...disagreements.slice(0, mostNotes),
    ...(disagreements.length > mostNotes ? [`${disagreements.length - mostNotes} more disagreements.`] : []),
    ...(disagreements.length > 0 ? ['Its values were computed anew from its points and answers.'] : []),
  ];
  return here === null
    ? [...notes, 'Its study is not in the library; the reading is shown when the study is opened.']
    : [...notes, ...imageNotes(written, here)];
}

function isAlike(one: readonly number[] | null, other: readonly number[] | null): boolean {
  if (one === null || other === null) return one === other;
  return one.every((value, index) => Math.abs(value - (other[index] ?? Number.NaN)) <= geometryTolerance);
}

/** Whether the images its points were placed on are in the study, and lie where they lay. */
function imageNotes({ study: { images } }: Reading, study: Study): string[] {
  const places = new Map(
    study.stacks.flatMap((stack) =>
      stack.frames.map((frame) => [
        `${frame.sopInstanceUid}/${frame.frame}`,
        { ...frame, pixelSpacing: stack.pixelSpacing },
      ]),
    ),
  );
  const of = ({ sopInstanceUid, frame }: ImageGeometry) => places.get(`${sopInstanceUid}/${frame}`);
  const missing = images.filter((image) => of(image) === undefined).length;
  const moved = images.filter((image) => {
    const here = of(image);
    return (
      here !== undefined &&
      !(
        isAlike(image.position, here.position) &&
        isAlike(image.orientation, here.orientation) &&
        isAlike(image.pixelSpacing, here.pixelSpacing)
      )
    );
  }).length;
  return [
    ...(missing === 0
      ? []
      : [
          `${missing} of the ${images.length} images its points lie on are not in the study as it is here; points on them are not shown.`,
        ]),
    ...(moved === 0
      ? []
      : [
          `${moved} of the ${images.length} images its points lie on have another position or spacing here: look whether the points are where they belong.`,
        ]),
  ];
}
