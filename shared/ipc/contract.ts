import { z } from 'zod';
import type { ProjectState } from '../cohort/project';
import type { IngestProblem, Study } from '../dicom/model';
import { type Reading, readingSchema } from '../findings/reading';
import { type ComparedReadings, comparedReadingsSchema } from './compared-readings';
import { exportFormats } from './export-format';
import { layoutSchema } from './hanging';
import { type ImportedFindings, type ImportReplies, importRequestSchemas } from './import';
import type { JsonText } from './json-text';
import { crosshairSchema, type Lead, leadSchema } from './lead';
import type { Outcome } from './outcome';
import { type Preferences, preferencesSchema } from './preferences';
import { type ProjectReplies, projectRequestSchemas, type ReportsProgress } from './project';
import { type ReportReplies, reportRequestSchemas } from './report';
import type { DescribedStudy, StudySummary } from './study-summary';

/** Which of two compared studies is the pre-operative one: the one of the earlier date, or as the reader says. */
export const comparisonOrders = ['by-date', 'open-first', 'compared-first'] as const;
export type ComparisonOrder = (typeof comparisonOrders)[number];

/** Where the reader was: restored with a reading so that it comes back at the same slice. Not part of the document. */
export const viewStateSchema = z.strictObject({
  layout: layoutSchema,
  cells: z.array(
    z.strictObject({
      stackId: z.string().nullable(),
      frameId: z.string().nullable(),
      window: z.strictObject({ center: z.number(), width: z.number() }).nullable(),
      inverted: z.boolean(),
      zoom: z.number().positive(),
      pan: z.tuple([z.number(), z.number()]),
    }),
  ),
  activeCell: z.int().min(0),
  maximisedCell: z.int().min(0).nullable(),
  linked: z.boolean(),
  zoomLinked: z.boolean().default(false),
  windowLinked: z.boolean().default(false),
  crosshair: crosshairSchema.nullable().default(null),
  /** The study shown beside the open one. */
  comparison: z
    .strictObject({ studyInstanceUid: z.string().max(64), order: z.enum(comparisonOrders) })
    .nullable()
    .default(null),
  step: z.string(),
  fractureLevel: z.string().nullable(),
});
export type ViewState = z.infer<typeof viewStateSchema>;

/** The view of a reading nobody has looked at. */
export const emptyViewState: ViewState = viewStateSchema.parse({
  cells: [],
  activeCell: 0,
  maximisedCell: null,
  linked: true,
  step: '',
  fractureLevel: null,
});

/** What the indexer is doing; null when idle. */
export interface IndexingProgress {
  /** Name of the opened folder, without its path. */
  source: string;
  filesFound: number;
  filesRead: number;
  imagesFound: number;
  /** Nothing has been heard of the reading for a while: the disk or the network is slow. */
  waitsForDisk: boolean;
}

/** A place the user opened; `id` is opaque, `name` is the last part of its path. */
export interface LibraryRoot {
  id: string;
  name: string;
  available: boolean;
  bundled: boolean;
}

/** The whole library as the list shows it. */
export interface LibraryState {
  roots: LibraryRoot[];
  studies: StudySummary[];
  problems: (IngestProblem & { rootId: string })[];
  progress: IndexingProgress | null;
  /** What went wrong with the library itself (data folder not writable, …), a sentence each. */
  notices: string[];
}

/** A reading as the store keeps it. */
export interface StoredReading {
  reading: Reading;
  viewState: ViewState | null;
}

/** One entry of a reading's history. */
export interface RevisionEntry {
  sequence: number;
  revision: number;
  status: Reading['status'];
  readerId: string;
  savedAt: string;
  change: string;
}

export type { DescribedStudy, Outcome, StudySummary };

export interface Settings {
  readerId: string;
}
const readerId = z.string().trim().min(1).max(64);
export const settingsSchema = z.strictObject({ readerId });

/** A part of the window, CSS pixels. */
const areaSchema = z.strictObject({
  x: z.number().min(0).max(20_000),
  y: z.number().min(0).max(20_000),
  width: z.number().min(1).max(20_000),
  height: z.number().min(1).max(20_000),
});
export type Area = z.infer<typeof areaSchema>;

const studyUid = z.string().max(64);
const readingId = z.uuid();

/** Schema of the request of every channel: what the main process accepts from the renderer. */
export const requestSchemas = {
  'library:state': z.undefined(),
  'library:chooseFolder': z.undefined(),
  'library:chooseFiles': z.undefined(),
  /** Paths come from the preload, which takes them from dropped File objects only. */
  'library:openDropped': z.array(z.string()).min(1).max(10_000),
  'library:cancel': z.undefined(),
  'library:forget': z.string(),
  'library:study': studyUid,
  'reading:ofStudy': studyUid,
  'reading:openForStudy': studyUid,
  'reading:save': z.strictObject({
    reading: readingSchema,
    viewState: viewStateSchema,
    change: z.string().max(500),
  }),
  'reading:saveView': z.strictObject({ readingId, viewState: viewStateSchema }),
  'reading:history': readingId,
  'export:findings': z.strictObject({
    readingIds: z.array(readingId).min(1),
    format: z.enum(exportFormats),
  }),
  /** The reading that is exported as a DICOM structured report. */
  'export:structuredReport': readingId,
  /** What is shown in a part of the window. */
  'view:picture': areaSchema,
  /** Prints the page the interface has laid out for it, or saves it as a PDF. */
  'view:print': z.enum(['printer', 'pdf']),
  'settings:get': z.undefined(),
  'settings:set': settingsSchema,
  'preferences:get': z.undefined(),
  'preferences:set': z.strictObject({ readerId, preferences: preferencesSchema }),
  'app:info': z.undefined(),
  ...projectRequestSchemas,
  ...reportRequestSchemas,
  ...importRequestSchemas,
  /** Of the window that asks. */
  'window:toggleFullScreen': z.undefined(),
  'secondWindow:setOpen': z.boolean(),
  /** From the reading window, for the second one to follow. */
  'secondWindow:follow': leadSchema.nullable(),
  'secondWindow:showReading': readingSchema.nullable(),
  'secondWindow:compare': comparedReadingsSchema.nullable(),
  /** From the second window: what it is to show. */
  'secondWindow:state': z.undefined(),
  /** From the second window: where its reader put the cross-hair. */
  'secondWindow:placeCrosshair': crosshairSchema.nullable(),
} as const;

/** Reply of every channel. */
export interface Replies extends ProjectReplies, ReportReplies, ImportReplies {
  'library:state': LibraryState;
  /** false: the user closed the dialog. */
  'library:chooseFolder': Outcome<boolean>;
  'library:chooseFiles': Outcome<boolean>;
  'library:openDropped': Outcome<boolean>;
  'library:cancel': Outcome<null>;
  'library:forget': Outcome<null>;
  'library:study': Outcome<JsonText<Study>>;
  /** The reader's latest reading of a study that is only looked at; null where there is none. */
  'reading:ofStudy': Outcome<StoredReading | null>;
  /** The reader's latest reading of the study, or a new draft (saved as soon as something is entered). */
  'reading:openForStudy': Outcome<StoredReading>;
  'reading:save': Outcome<{ savedAt: string; sequence: number }>;
  'reading:saveView': Outcome<null>;
  'reading:history': Outcome<RevisionEntry[]>;
  /** The names of the written files; null where the user closed the dialog. */
  'export:findings': Outcome<string[] | null>;
  /** The name of the written file; null where the user closed the dialog. */
  'export:structuredReport': Outcome<string | null>;
  /** What is shown there, as a PNG. */
  'view:picture': Outcome<Uint8Array<ArrayBuffer>>;
  /** The name of the written file, empty for a printer; null where the user closed the dialog. */
  'view:print': Outcome<string | null>;
  'settings:get': Settings;
  'settings:set': Outcome<Settings>;
  /** Of who reads now; where the stored ones cannot be read, the first ones and a sentence that says so. */
  'preferences:get': { preferences: Preferences; problem: string | null };
  'preferences:set': Outcome<null>;
  'app:info': { version: string; electron: string; dataFolderProblem: string | null };
  'window:toggleFullScreen': Outcome<null>;
  'secondWindow:setOpen': Outcome<null>;
  'secondWindow:follow': Outcome<null>;
  'secondWindow:showReading': Outcome<null>;
  'secondWindow:compare': Outcome<null>;
  'secondWindow:state': { lead: Lead | null; reading: Reading | null; compared: ComparedReadings | null };
  'secondWindow:placeCrosshair': Outcome<null>;
}

export type Channel = keyof Replies;
export type Request<C extends Channel> = z.infer<(typeof requestSchemas)[C]>;

/** The windows there are: the one in which cases are read, and a second one that shows more images. */
export type WindowRole = 'reading' | 'second';

/** All that the second window may ask for; the reading window may ask for everything. */
export const secondWindowChannels: readonly Channel[] = [
  'library:study',
  'settings:get',
  'preferences:get',
  'window:toggleFullScreen',
  'secondWindow:setOpen',
  'secondWindow:state',
  'secondWindow:placeCrosshair',
];

/** Messages the main process sends unasked. */
export interface Events {
  'library:changed': LibraryState;
  /** A study the user asked for is ready to be shown. */
  'library:show': JsonText<{ summary: StudySummary; study: Study }>;
  /** The open project, or what is known of it, is another now; null: none is open. */
  'project:changed': ProjectState | null;
  /** Another structured report of the open project is written. */
  'project:reportsProgress': ReportsProgress;
  /** Findings files were dropped on the window, and this became of them. */
  'import:done': ImportedFindings[];
  /** A command was chosen in the menu. */
  'app:command': { id: string };
  'window:fullScreen': { isOn: boolean };
  /** To the reading window. */
  'secondWindow:changed': { isOpen: boolean };
  'secondWindow:crosshair': z.infer<typeof crosshairSchema> | null;
  /** To the second window. */
  'secondWindow:lead': Lead | null;
  'secondWindow:reading': Reading | null;
  'secondWindow:compared': ComparedReadings | null;
  /** The window is about to close: save what is pending, then call `readyToClose`. */
  'app:closing': null;
}

/** What the preload puts on `window.rimReader`. */
export interface Bridge {
  invoke<C extends Channel>(
    channel: C,
    ...request: Request<C> extends undefined ? [] : [Request<C>]
  ): Promise<Replies[C]>;
  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void;
  /** Opens files or folders dropped on the window. */
  openDropped(files: readonly unknown[]): Promise<Replies['library:openDropped']>;
  readyToClose(): void;
  /** Sets the size of everything in the window, as a factor. */
  setScale(factor: number): void;
}

/** The custom scheme that serves frame bytes: `dicom://frame/<encodeURIComponent(frame id)>`. */
export const frameScheme = 'dicom';

/** Address of a frame's bytes. The reply carries the transfer syntax UID in `x-transfer-syntax`. */
export function frameUrl(frameId: string): string {
  return `${frameScheme}://frame/${encodeURIComponent(frameId)}`;
}
