import type { Reading } from '../../shared/findings/reading';

/** Longest part of a file name taken from an id. */
const longestPart = 60;

/** A pseudonym as a part of a file name: letters, digits, dots, hyphens and underscores. */
export function fileNamePart(id: string): string {
  const part = id.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return part.slice(0, longestPart) || 'unnamed';
}

/** `C-014_reader-a_revision-1`; a repeated reading and an adjudication say so: `C-014_reader-a_repeat-1_revision-1`. */
function describedBy({ project, subject, reader, adjudicates, revision }: Reading): string {
  const repeat = project?.repeat ?? 0;
  return [
    fileNamePart(project?.caseId ?? subject.id),
    fileNamePart(reader.id),
    ...(adjudicates.length > 0 ? ['adjudication'] : []),
    ...(repeat > 0 ? [`repeat-${repeat}`] : []),
    `revision-${revision}`,
  ].join('_');
}

/**
 * Names the files of an export of one file a reading, by case, reader and revision. Where two readings would have one
 * name (also on a disk that takes capitals for small letters) the later one carries its id, then a number.
 */
export function createFileNamer(extension: string): (reading: Reading) => string {
  const taken = new Set<string>();
  return (reading) => {
    const name = describedBy(reading);
    const candidates = [name, `${name}_${reading.readingId}`];
    for (let count = 2; ; count++) {
      const candidate = candidates.shift() ?? `${name}_${reading.readingId}_${count}`;
      if (taken.has(candidate.toLowerCase())) continue;
      taken.add(candidate.toLowerCase());
      return `${candidate}.${extension}`;
    }
  };
}
