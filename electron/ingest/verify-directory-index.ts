import { resolve, sep } from 'node:path';
import { comparableName, type DirectoryIndex } from './directory-index';

/** What a file or a member of an archive is. `source`: its path, for a member the archive's with the member's behind it. */
export type IndexedContent =
  | { kind: 'image'; source: string; sopInstanceUid: string }
  | { kind: 'problem'; source: string }
  | DirectoryContent;

/** A DICOMDIR that was read. */
interface DirectoryContent {
  kind: 'index';
  source: string;
  displayPath: string;
  index: DirectoryIndex;
}

/**
 * Compares DICOMDIRs with the files around them. Gives a sentence for each one that lists images which are not there,
 * cannot be read or are other ones; the files are right in any case.
 */
export function verifyDirectoryIndexes(
  contents: readonly IndexedContent[],
): { of: DirectoryContent; problem: string }[] {
  const indexes = contents.filter((content) => content.kind === 'index');
  if (indexes.length === 0) return [];
  const found = new Map<string, string | null>();
  for (const content of contents) {
    if (content.kind === 'index') continue;
    found.set(comparablePath(content.source), content.kind === 'image' ? content.sopInstanceUid : null);
  }
  return indexes.flatMap((named) => {
    const problem = verify(named, found);
    return problem === null ? [] : [{ of: named, problem }];
  });
}

function verify(
  { source, index }: { source: string; index: DirectoryIndex },
  found: ReadonlyMap<string, string | null>,
): string | null {
  const images = index.references.filter(({ type }) => type === 'IMAGE');
  if (images.length === 0) return 'The disc’s index (DICOMDIR) lists no images: it is not used.';
  const folder = source.slice(0, folderLength(source));
  const missing: string[] = [];
  const unreadable: string[] = [];
  const others: string[] = [];
  for (const { path, sopInstanceUid } of images) {
    const uid = found.get(comparablePath(folder + path.join('/')));
    if (uid === undefined) missing.push(path.join('/'));
    else if (uid === null) unreadable.push(path.join('/'));
    else if (sopInstanceUid !== '' && uid !== sopInstanceUid) others.push(path.join('/'));
  }
  const parts = [
    ...counted(missing, 'missing'),
    ...counted(unreadable, 'there but no readable image'),
    ...counted(others, 'another image than it says'),
  ];
  if (parts.length === 0) return null;
  const listed = `The disc’s index (DICOMDIR) lists ${images.length} ${images.length === 1 ? 'image' : 'images'}`;
  const advice =
    missing.length + unreadable.length > 0
      ? 'the copy is incomplete. Copy the disc again.'
      : 'what the files themselves say is shown.';
  return `${listed}; ${parts.join(', ')}: ${advice}`;
}

function counted(paths: readonly string[], what: string): string[] {
  const [first] = paths;
  if (first === undefined) return [];
  const verb = paths.length === 1 ? 'is' : 'are';
  return [`${paths.length} ${verb} ${what} (${paths.length === 1 ? '' : 'first: '}${shown(first)})`];
}

/** A path out of a file, fit to be shown. */
function shown(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return path.replace(/[\u0000-\u001f\u007f-\u009f\ufffd]/g, '_').slice(0, 100);
}

/** Length of a source up to the name of the file itself: behind the last folder, or behind the archive's name. */
function folderLength(source: string): number {
  const member = source.lastIndexOf(' › ');
  return Math.max(source.lastIndexOf('/') + 1, source.lastIndexOf(sep) + 1, member < 0 ? 0 : member + 3);
}

function comparablePath(source: string): string {
  return resolve(source).replaceAll('\\', '/').split('/').map(comparableName).join('/');
}
