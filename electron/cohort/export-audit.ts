import { auditHash } from '../../shared/cohort/audit-chain';
import { auditCsv, auditNdjson } from '../../shared/cohort/audit-lines';
import type { Outcome } from '../../shared/ipc/contract';
import { writeWhole } from '../export/write-whole';
import { sha256 } from '../store/audit';
import type { Project } from './project';

/**
 * Writes the trail of a project as who is signed in may see it: as NDJSON, which `rim-reader verify-audit` checks, or as
 * CSV where the file is called so. As NDJSON only where nothing of it is hidden: without it no hash could be checked.
 * Gives the name of the file.
 */
export async function exportAudit(project: Project, path: string): Promise<Outcome<string>> {
  const entries = project.audit(null);
  if (!entries.ok) return entries;
  if (path.toLowerCase().endsWith('.csv')) return writeWhole(path, auditCsv(entries.value));
  if (entries.value.some((entry) => auditHash(entry, sha256) !== entry.hash)) {
    return {
      ok: false,
      problem:
        'The trail holds changes in readings that are hidden from you at present, and could not be checked without them. Export it as CSV, which leaves them out; rim-reader verify-audit checks the folder of the project itself.',
    };
  }
  return writeWhole(path, auditNdjson(entries.value));
}
