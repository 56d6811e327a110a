import { z } from 'zod';
import type { AuditEntry } from '../cohort/audit';
import {
  type AdjudicationCase,
  type CasePlan,
  type ProjectState,
  pinSchema,
  projectRoleSchema,
  type RecentProject,
  readerCodeSchema,
  type Worklist,
} from '../cohort/project';
import type { ProjectAgreement } from '../cohort/project-agreement';
import { type Protocol, protocolSchema } from '../cohort/protocol';
import type { Study } from '../dicom/model';
import { caseIdSchema } from '../findings/reading';
import { exportFormats } from './export-format';
import type { JsonText } from './json-text';
import type { Outcome } from './outcome';
import type { StudySummary } from './study-summary';

/** A person to be added to a project, or changed; `pin` null: none, undefined: as it was. */
const readerInputSchema = z.strictObject({
  code: readerCodeSchema,
  name: z.string().trim().max(100),
  roles: z.array(projectRoleSchema).min(1),
  isActive: z.boolean().default(true),
  pin: pinSchema.nullable().optional(),
});
export type ReaderInput = z.infer<typeof readerInputSchema>;

/** Which reading of which case. */
const caseChoiceSchema = z.strictObject({
  caseId: caseIdSchema,
  repeat: z.int().min(0),
  /** As coordinator a case is only looked at: what was adjudicated, else the first submitted reading. */
  role: projectRoleSchema,
});
export type CaseChoice = z.infer<typeof caseChoiceSchema>;

/** Requests about projects: what the main process accepts from the interface. */
export const projectRequestSchemas = {
  'project:state': z.undefined(),
  'project:recent': z.undefined(),
  /** Asks for the folder of the new project and for the place of its key table. */
  'project:create': z.strictObject({
    title: z.string().trim().min(1).max(200),
    coordinator: readerInputSchema,
  }),
  /** Asks for the folder. */
  'project:open': z.undefined(),
  'project:openRecent': z.string().max(200),
  'project:close': z.undefined(),
  'project:signIn': z.strictObject({ code: readerCodeSchema, pin: z.string().max(64) }),
  'project:signOut': z.undefined(),
  /** By the coordinator. A code once used stays that reader's. */
  'project:saveReader': readerInputSchema,
  /** By the coordinator. A new version where readings were made under the present one. */
  'project:saveProtocol': protocolSchema,
  /** Asks for a file and gives the protocol in it, to be looked at before it is saved. */
  'project:readProtocolFile': z.undefined(),
  'project:writeProtocolFile': z.undefined(),
  /** By the coordinator: asks for folders, a CSV list or a DICOMDIR and tells what would be added. */
  'project:planCases': z.enum(['folders', 'csv', 'dicomdir']),
  /** Adds the usable cases of a plan. */
  'project:addCases': z.string().max(100),
  /** Asks where the key table is. */
  'project:chooseKeyTable': z.undefined(),
  'project:worklist': z.undefined(),
  /** The case is the one read from now on; its study is opened as any other. */
  'project:openCase': caseChoiceSchema,
  /** No case is read any more. */
  'project:leaveCase': z.undefined(),
  /** The readings compared in the open case: by its adjudicator, or by a coordinator who looks at it. */
  'project:adjudication': z.undefined(),
  /** Active seconds spent on the case read since the last report. */
  'project:activity': z.strictObject({ readingId: z.uuid(), seconds: z.number().min(0).max(600) }),
  /** The trail of a reading (of one's own, by a reader; any, by the coordinator), or of the project (null; coordinator). */
  'project:audit': z.uuid().nullable(),
  'project:exportAudit': z.undefined(),
  /** Asks for a file: the submitted readings that who is signed in may see. */
  'project:exportReadings': z.enum(exportFormats),
  /**
   * By the coordinator with the key table: asks for an empty folder outside the project and writes a DICOM structured
   * report of each submitted reading to it. They name the images of the patients.
   */
  'project:exportReports': z.undefined(),
  /** Ends that export: no more is written. */
  'project:stopReports': z.undefined(),
  /** Asks for a file: the readings of who is signed in, or of everyone by the coordinator. */
  'project:exportPackage': z.undefined(),
  'project:importPackage': z.undefined(),
  /** Over the submitted readings that who is signed in may see. */
  'project:agreement': z.undefined(),
  /** Asks for a file for a figure or a table of the agreement and writes it; a PNG comes in Base64. */
  'project:saveFigure': z.strictObject({
    name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,99}$/u),
    kind: z.enum(['svg', 'png', 'csv']),
    content: z.string().min(1),
  }),
} as const;

/** What became of one reading of an imported package. */
export interface ImportedReading {
  caseId: string;
  readerCode: string;
  repeat: number;
  revision: number;
  outcome: 'new' | 'identical' | 'conflicting' | 'refused';
  /** What is to know, a sentence. */
  sentence: string;
}

/** A package that was written. */
export interface WrittenPackage {
  /** The name of the file. */
  name: string;
  /** How many submitted readings it leaves out because they are hidden from who made it. */
  hidden: number;
}

/** How far the export of structured reports is. */
export interface ReportsProgress {
  written: number;
  count: number;
}

/** What became of an export of structured reports. */
export interface WrittenReports {
  /** The name of the folder. */
  folder: string;
  written: number;
  /** The readings of which there is none, and why, in a sentence. */
  leftOut: { caseId: string; reason: string }[];
}

/** Replies to requests about projects. */
export interface ProjectReplies {
  'project:state': Outcome<ProjectState | null>;
  'project:recent': Outcome<RecentProject[]>;
  /** null: the user closed a dialog. */
  'project:create': Outcome<ProjectState | null>;
  'project:open': Outcome<ProjectState | null>;
  'project:openRecent': Outcome<ProjectState>;
  'project:close': Outcome<null>;
  'project:signIn': Outcome<ProjectState>;
  'project:signOut': Outcome<ProjectState>;
  'project:saveReader': Outcome<ProjectState>;
  'project:saveProtocol': Outcome<ProjectState>;
  'project:readProtocolFile': Outcome<Protocol | null>;
  /** The name of the written file. */
  'project:writeProtocolFile': Outcome<string | null>;
  'project:planCases': Outcome<CasePlan | null>;
  /** How many were added. */
  'project:addCases': Outcome<number>;
  'project:chooseKeyTable': Outcome<ProjectState | null>;
  'project:worklist': Outcome<JsonText<Worklist>>;
  /** The study of the case, blinded as the protocol says, and the protocol its reading was or will be made under. */
  'project:openCase': Outcome<{
    studyInstanceUid: string;
    protocol: Protocol;
    summary: StudySummary;
    study: Study;
  }>;
  'project:leaveCase': Outcome<null>;
  'project:adjudication': Outcome<AdjudicationCase | null>;
  'project:activity': Outcome<null>;
  'project:audit': Outcome<JsonText<AuditEntry[]>>;
  'project:exportAudit': Outcome<string | null>;
  /** The names of the written files. */
  'project:exportReadings': Outcome<string[] | null>;
  /** null: the user closed the dialog. */
  'project:exportReports': Outcome<WrittenReports | null>;
  'project:stopReports': Outcome<null>;
  'project:exportPackage': Outcome<WrittenPackage | null>;
  'project:importPackage': Outcome<ImportedReading[] | null>;
  'project:agreement': Outcome<JsonText<ProjectAgreement>>;
  /** The name of the written file; null: the user closed the dialog. */
  'project:saveFigure': Outcome<string | null>;
}
