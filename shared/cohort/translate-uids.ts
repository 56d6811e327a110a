import type { Reading } from '../findings/reading';

/** A reading with other UIDs, or those of the reading for which there is no other. */
export type TranslatedReading = { reading: Reading } | { unknown: string[] };

const uidKeys = new Set(['studyInstanceUid', 'sopInstanceUid']);

function translate(value: unknown, uids: ReadonlyMap<string, string>, unknown: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => translate(item, uids, unknown));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (!uidKeys.has(key) || typeof member !== 'string') return [key, translate(member, uids, unknown)];
      const translated = uids.get(member);
      if (translated === undefined) unknown.add(member);
      return [key, translated ?? member];
    }),
  );
}

/**
 * The reading with the Study and SOP Instance UID of every image replaced by the one `uids` holds for it: from those of
 * the images to the pseudonymous ones of a project, or back. Nothing else changes.
 */
export function translateUids(reading: Reading, uids: ReadonlyMap<string, string>): TranslatedReading {
  const unknown = new Set<string>();
  const translated = translate(reading, uids, unknown) as Reading;
  return unknown.size === 0 ? { reading: translated } : { unknown: [...unknown] };
}
