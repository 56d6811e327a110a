import type { Identifiers } from '../../shared/export/report-model';
import type { Outcome } from '../../shared/ipc/outcome';
import { archiveKind, listMembers, type PlacedSource } from '../ingest/archives/archive-members';
import { openGzip } from '../ingest/archives/gzip-source';
import { withFileSource } from '../ingest/byte-source';
import type { DataSet } from '../ingest/data-set';
import { FileWindow } from '../ingest/file-window';
import { readHeader } from '../ingest/read-header';
import { Tag } from '../ingest/tags';

/** An archive, and archives in it, but none in those. */
const deepestArchive = 2;

/** The header of an object of the study in a file, or in an archive; null where there is none. */
function headerOfStudy(
  { source, place }: PlacedSource,
  studyInstanceUid: string,
  depth: number,
): DataSet | null {
  const window = new FileWindow(source, null);
  const result = readHeader(window);
  if ('header' in result) {
    const { dataSet } = result.header;
    return dataSet.text(Tag.StudyInstanceUID) === studyInstanceUid ? dataSet : null;
  }
  if ('problem' in result || depth >= deepestArchive) return null;
  const kind = archiveKind(window.head(512));
  if (kind === null) return null;
  if (kind === 'gzip') {
    const inflated = openGzip(source);
    return typeof inflated === 'string'
      ? null
      : headerOfStudy({ source: inflated.source, place }, studyInstanceUid, depth + 1);
  }
  for (const member of listMembers(kind, { source, place })) {
    if ('archiveProblem' in member || 'problem' in member) continue;
    const found = headerOfStudy(member, studyInstanceUid, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** A person's name (PN, PS3.5 6.2.1) as it is written: family name, given names; other scripts behind it. */
function nameInWords(value: string): string | null {
  const scripts = value.split('=').map((script) => {
    const [family = '', given = '', middle = '', prefix = '', suffix = ''] = script.split('^');
    const first = [prefix, given, middle, suffix].map((part) => part.trim()).filter((part) => part !== '');
    return [family.trim(), first.join(' ')].filter((part) => part !== '').join(', ');
  });
  const written = scripts.filter((script) => script !== '').join(' / ');
  return written === '' ? null : written;
}

/** A date (DA) as YYYY-MM-DD; as it stands where it is none; null where there is none. */
function dateInWords(value: string): string | null {
  const parts = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value);
  return parts === null ? value || null : parts.slice(1).join('-');
}

/**
 * Who was examined and when, read from the header of an image of the study, at `path` or in the archive there. Nothing is
 * kept. Fails with a sentence where the file is not there, cannot be read, or holds no image of the study.
 */
export function readIdentifiers(path: string, studyInstanceUid: string): Outcome<Identifiers> {
  try {
    return withFileSource(path, (source): Outcome<Identifiers> => {
      const header = headerOfStudy({ source, place: { layers: [], start: 0 } }, studyInstanceUid, 0);
      if (header === null) {
        return {
          ok: false,
          problem:
            'The patient’s identifiers were not found: the image file is another one now. Open its folder again, or make the report without them.',
        };
      }
      return {
        ok: true,
        value: {
          patientName: nameInWords(header.wholeText(Tag.PatientName)),
          patientId: header.wholeText(Tag.PatientID) || null,
          birthDate: dateInWords(header.text(Tag.PatientBirthDate)),
          studyDate: dateInWords(header.text(Tag.StudyDate)),
        },
      };
    });
  } catch {
    return {
      ok: false,
      problem:
        'The patient’s identifiers could not be read from the image file; check its drive, or make the report without them.',
    };
  }
}
