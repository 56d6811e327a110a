import type { Protocol } from '../../shared/cohort/protocol';
import { textFormatFor } from '../../shared/export/text-formats';
import type { Reading } from '../../shared/findings/reading';
import type { ExportFormat } from '../../shared/ipc/export-format';
import type { Outcome } from '../../shared/ipc/outcome';
import { parseStoredReading, type StoredDocument } from '../store/document-text';

/** What readings are written as. */
export interface TextTask {
  format: ExportFormat;
  /** How many readings there are in all. */
  count: number;
  /** All versions they may have been made under, so that tables tell what was not asked from what was not answered. */
  protocols: readonly Protocol[];
}

/** A reading as the store keeps it, and the case to name where it cannot be read. */
export interface StoredReading {
  caseId: string;
  document: StoredDocument;
}

/** Makes UTF-8 text of some of the readings of a task, without what stands before the first and after the last. */
export function textOfStored({
  format,
  count,
  protocols,
}: TextTask): (readings: readonly StoredReading[]) => Outcome<Uint8Array<ArrayBuffer>> {
  const { of, between } = textFormatFor(format, count);
  const byVersion = new Map(protocols.map((protocol) => [protocol.version, protocol]));
  const protocolOf = ({ project }: Reading) => byVersion.get(project?.protocolVersion ?? 0) ?? null;
  return (readings) => {
    const texts: string[] = [];
    for (const { caseId, document } of readings) {
      const parsed = parseStoredReading(document);
      if ('problem' in parsed) {
        return { ok: false, problem: `A reading of case ${caseId} cannot be exported. ${parsed.problem}` };
      }
      texts.push(of(parsed.reading, protocolOf(parsed.reading)));
    }
    return { ok: true, value: new TextEncoder().encode(texts.join(between)) };
  };
}
