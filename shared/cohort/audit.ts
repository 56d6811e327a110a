import { z } from 'zod';
import { sha256Schema } from '../findings/reading';

/** What an entry of the audit trail records. */
export const auditActions = [
  'trail-begun',
  'project-created',
  'protocol-changed',
  'reader-added',
  'reader-changed',
  'signed-in',
  'signed-out',
  'case-added',
  'case-removed',
  'reading-begun',
  'reading-changed',
  'reading-submitted',
  'reading-reopened',
  'reading-imported',
  'package-exported',
  'package-imported',
  'readings-exported',
  'identifiers-exported',
  'backup-restored',
  'backup-left-out',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** One value that changed: where in the document (JSON Pointer, RFC 6901), from which value to which; absent: not there. */
export const auditChangeSchema = z.strictObject({
  path: z.string(),
  from: z.json().optional(),
  to: z.json().optional(),
});
export type AuditChange = z.infer<typeof auditChangeSchema>;

/** Who did what when, chained to the entry before by `previous`. */
export const auditEntrySchema = z.strictObject({
  sequence: z.int().min(1),
  at: z.iso.datetime({ offset: true }),
  actor: z.string().describe('code of who was signed in; empty: the program itself'),
  action: z.enum(auditActions),
  readingId: z.uuid().nullable(),
  caseId: z.string().nullable(),
  revision: z.int().min(1).nullable(),
  summary: z.string().describe('in short words'),
  changes: z.array(auditChangeSchema),
  documentSha256: sha256Schema
    .nullable()
    .describe('of the canonical JSON of the reading or protocol as it was stored with this entry'),
  previous: sha256Schema.describe('hash of the entry before; 64 zeros in the first'),
  hash: sha256Schema.describe('of the canonical JSON of this entry without this field'),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
