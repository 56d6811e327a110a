import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type ParsedReading, parseReading } from '../../shared/findings/parse-reading';

/** A document as the store keeps it: text of older saves, compressed JSON (RFC 1951) of all others. */
export interface StoredDocument {
  document: string | null;
  packed: Uint8Array | null;
}

/** Compresses a document for the store. */
export function packDocument(document: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(document), { level: 6 });
}

/** Larger than nearly every document, which so comes out in one piece. */
const inflated = { chunkSize: 128 * 1024 };

/** The reading of a row of the store, or in a sentence why there is none. Never throws. */
export function parseStoredReading(stored: StoredDocument): ParsedReading {
  let document: unknown;
  try {
    document = unpackDocument(stored);
  } catch {
    const problem = 'What is stored of it is damaged; restore a backup of the project.';
    return { problem, problems: [problem] };
  }
  return parseReading(document);
}

/** The document of a row of the store: a JSON value still to be parsed with its schema. */
export function unpackDocument({ document, packed }: StoredDocument): unknown {
  return JSON.parse(
    packed === null ? (document ?? 'null') : inflateRawSync(packed, inflated).toString('utf8'),
  );
}
