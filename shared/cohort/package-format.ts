import { z } from 'zod';
import { sha256Schema } from '../findings/reading';
import { type AuditEntry, auditEntrySchema } from './audit';
import { canonicalJson } from './canonical-json';

/** The format of the packages this program writes. A higher one is refused. */
export const currentPackageFormat = 1;

/** The first line of a package. */
const manifestSchema = z.strictObject({
  kind: z.literal('rim-reader-package'),
  format: z.literal(currentPackageFormat),
  projectId: z.uuid(),
  exportedAt: z.iso.datetime({ offset: true }),
  exportedBy: z.string().describe('code of who exported it'),
  readers: z.array(z.string()).describe('codes of whose readings are in it'),
  protocols: z.int().min(0).describe('lines of that kind'),
  readings: z.int().min(0).describe('lines of that kind'),
  head: z
    .strictObject({ sequence: z.int().min(0), hash: sha256Schema })
    .describe('the last entry of the audit trail it was exported from'),
  contentSha256: sha256Schema.describe(
    'of the canonical JSON of the manifest without this field and of every further line, each with a line feed',
  ),
});
export type PackageManifest = z.infer<typeof manifestSchema>;

/** A version of the protocol that readings of the package were made under. */
const protocolLineSchema = z.strictObject({
  kind: z.literal('protocol'),
  version: z.int().min(1),
  sha256: sha256Schema.describe('of the canonical JSON of the protocol'),
  protocol: z.json(),
});
export type ProtocolLine = z.infer<typeof protocolLineSchema>;

/** A submitted revision of a reading with its part of the audit trail. */
const readingLineSchema = z.strictObject({
  kind: z.literal('reading'),
  sha256: sha256Schema.describe('of the canonical JSON of the reading'),
  reading: z.json(),
  trail: z.array(auditEntrySchema).describe('entries of the reading since its revision before'),
});
export type ReadingLine = z.infer<typeof readingLineSchema>;

const lineSchema = z.discriminatedUnion('kind', [protocolLineSchema, readingLineSchema]);
export type PackageLine = z.infer<typeof lineSchema>;

/** Takes a hash piece by piece; given from outside, as shared code has none. */
export interface RunningHash {
  update(text: string): void;
  /** SHA-256 of all pieces in lower-case hexadecimal. */
  digest(): string;
}

type Lines<T> = Iterable<T> | AsyncIterable<T>;

/**
 * The lines of a package, the manifest first. `content` is gone through twice, so that no more than one reading need be
 * held at a time.
 */
export async function* packageLines(
  from: Omit<PackageManifest, 'kind' | 'format' | 'contentSha256'>,
  content: () => Lines<PackageLine>,
  hash: RunningHash,
): AsyncGenerator<string> {
  const manifest = { ...from, kind: 'rim-reader-package', format: currentPackageFormat };
  hash.update(`${canonicalJson(manifest)}\n`);
  for await (const line of content()) hash.update(`${canonicalJson(line)}\n`);
  yield `${canonicalJson({ ...manifest, contentSha256: hash.digest() })}\n`;
  for await (const line of content()) yield `${canonicalJson(line)}\n`;
}

const damaged = 'The package is damaged or was altered; have it exported again.';

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readManifest(line: string): { manifest: PackageManifest } | { problem: string } {
  const json = parsedJson(line.replace(/^\uFEFF/, ''));
  const known = z.looseObject({ kind: z.literal('rim-reader-package'), format: z.number() }).safeParse(json);
  if (!known.success)
    return {
      problem: 'This is not a package of readings: its first line is not that of one. Choose another file.',
    };
  if (known.data.format > currentPackageFormat)
    return {
      problem: `The package has format ${known.data.format}; this program knows formats up to ${currentPackageFormat}. Import it with a newer version.`,
    };
  const manifest = manifestSchema.safeParse(json);
  return manifest.success ? { manifest: manifest.data } : { problem: damaged };
}

/** The further lines of a package that has been checked; what is none is left out. */
export async function* packageContent(lines: Lines<string>): AsyncGenerator<PackageLine> {
  let isFirst = true;
  for await (const line of lines) {
    const parsed = isFirst || line.trim() === '' ? null : lineSchema.safeParse(parsedJson(line));
    isFirst = false;
    if (parsed?.success) yield parsed.data;
  }
}

/**
 * Checks a package as a whole: its form, its hash, that it is of this project and that nothing is missing from it. The
 * manifest and the versions of the protocol in it, or why it cannot be imported, in a sentence.
 */
export async function checkPackage(
  lines: Lines<string>,
  projectId: string,
  hash: RunningHash,
): Promise<{ manifest: PackageManifest; protocols: ProtocolLine[] } | { problem: string }> {
  let manifest: PackageManifest | null = null;
  const protocols: ProtocolLine[] = [];
  let readings = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    if (manifest === null) {
      const read = readManifest(line);
      if ('problem' in read) return read;
      manifest = read.manifest;
      if (manifest.projectId !== projectId)
        return {
          problem: `The package belongs to another project (${manifest.projectId}); open that one to import it.`,
        };
      const { contentSha256: _, ...hashed } = manifest;
      hash.update(`${canonicalJson(hashed)}\n`);
      continue;
    }
    const parsed = lineSchema.safeParse(parsedJson(line));
    if (!parsed.success) return { problem: damaged };
    hash.update(`${canonicalJson(parsed.data)}\n`);
    if (parsed.data.kind === 'protocol') protocols.push(parsed.data);
    else readings += 1;
  }
  if (manifest === null) return { problem: 'The file is empty; have the package exported again.' };
  const isWhole = manifest.readings === readings && manifest.protocols === protocols.length;
  return isWhole && hash.digest() === manifest.contentSha256 ? { manifest, protocols } : { problem: damaged };
}

/** The part of a reading's trail that leads to one of its submitted revisions: after the one before, up to its own. */
export function trailOfRevision(entries: readonly AuditEntry[], revision: number): AuditEntry[] {
  return entries.filter((entry) => entry.revision === revision);
}
