import { statSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { ImageFacts } from '../../shared/dicom/image-facts';
import type { IngestProblem } from '../../shared/dicom/model';
import { buildStudies } from '../../shared/dicom/studies';
import { type FileRecord, stampOf } from '../ingest/file-reader';
import { type GatherOptions, gatherFiles, type IndexProgress } from '../ingest/gather-files';
import { locateFrames, sortProblems } from '../ingest/index-paths';
import { verifyDirectoryIndexes } from '../ingest/verify-directory-index';
import type { FoundFile } from '../ingest/walk-files';
import type { FrameLocation } from '../pixels/frame-location';
import { type CachedStudy, IndexCache } from '../store/index-cache';
import { describeStudy } from './describe-study';
import { isSameStamp, type KnownFile, knownFile, packKnownFiles, unpackKnownFiles } from './known-files';
import type { FoundStudy, IndexCachePlace, IndexerReport, StudyContent } from './messages';

/** The first studies are reported this soon, later ones after twice the time, so that all together stay cheap; ms. */
const firstReportAfter = 120;
const progressInterval = 100;

/** How a place is indexed. */
export interface PlaceOptions extends Pick<GatherOptions, 'secret' | 'signal' | 'startReader' | 'readsHere'> {
  cache: IndexCachePlace | null;
  report: (report: IndexerReport) => void;
  /** Resolves when what was reported is on its way: what follows keeps the process busy. */
  sent?: () => Promise<void>;
}

/** An image, the file it is in, and where the bytes of its frames are. */
interface StudyImage {
  file: string;
  facts: ImageFacts;
  locations: FrameLocation[];
}

/** A study with files that are new, changed or gone: its images as the cache knows them, and those read in this run. */
interface ChangedStudy {
  cached: readonly StudyImage[];
  read: StudyImage[];
}

/**
 * Indexes a place and reports what it finds; files that are as the cache knows them are not read again, and studies of
 * which no file changed are not built again. Afterwards the cache holds the place as it was found, cancelled or not, so
 * that the next run goes on from there.
 */
export async function indexPlace(paths: readonly string[], options: PlaceOptions): Promise<void> {
  await new PlaceIndexing(options).run(paths);
}

class PlaceIndexing {
  private readonly cache: IndexCache | null;
  private readonly known: ReadonlyMap<string, KnownFile>;
  private readonly knownStudies: ReadonlySet<string>;
  private readonly files = new Map<string, KnownFile>();
  private readonly walkProblems: IngestProblem[] = [];
  /** Studies with files that are new, changed or gone. */
  private readonly changed = new Map<string, ChangedStudy>();
  /** Those of them that have changed since they were last reported. */
  private readonly unreported = new Set<string>();
  private readonly built = new Map<string, FoundStudy>();
  /** Files read in this run: what the cache says of them does not count. */
  private readonly readFiles = new Set<string>();
  private readonly started = performance.now();
  private reportDue = firstReportAfter;
  private progressDue = 0;

  constructor(private readonly options: PlaceOptions) {
    const place = options.cache;
    this.cache = place === null ? null : new IndexCache(place.folder);
    const packed = place === null ? null : (this.cache?.files(place.rootId, place.format) ?? null);
    const known = packed === null ? [] : unpackKnownFiles(packed);
    this.known = new Map(known.map((file) => [file.path, file]));
    this.knownStudies = studiesIn(known);
  }

  async run(paths: readonly string[]): Promise<void> {
    const { report } = this.options;
    const { state, progress } = await gatherFiles(paths, {
      ...this.options,
      isKnown: (file) => this.keepKnown(file),
      onRecord: (record) => this.addRecord(record),
      onProblem: ({ path, problem }) => this.walkProblems.push({ path, problem }),
      onTurn: (progress) => this.tell(progress),
    });
    report({ type: 'progress', progress });
    if (state === 'complete') this.dropGone();
    else this.keepUnmet();
    const studies = this.buildUnreported();
    const present = [...studiesIn(this.files.values())];
    const problems = this.problems(state === 'complete');
    report({ type: 'finished', state, present, studies, problems, progress });
    await this.options.sent?.();
    const kept = this.keep(problems);
    this.cache?.close();
    report({ type: 'kept', kept });
  }

  /** Takes over what is known of a file that has not changed. */
  private keepKnown({ path }: FoundFile): { images: number } | null {
    const known = this.known.get(path);
    if (known === undefined || known.stamp === null) return null;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined || !isSameStamp(stampOf(stat), known.stamp)) return null;
    this.files.set(path, known);
    return { images: known.contents.filter(({ kind }) => kind === 'image').length };
  }

  private addRecord(record: FileRecord): void {
    const { path } = record;
    const before = this.known.get(path);
    if (before !== undefined) this.markStudiesOf(before);
    this.readFiles.add(path);
    this.files.set(path, knownFile(record));
    for (const content of record.contents) {
      if (content.kind !== 'image') continue;
      const { facts, locations } = content;
      this.markChanged(facts.studyInstanceUid).read.push({ file: path, facts, locations });
    }
  }

  /** After everything has been listed: files that are known but were not met are gone. */
  private dropGone(): void {
    for (const [path, known] of this.known) if (!this.files.has(path)) this.markStudiesOf(known);
  }

  /** After a cancelled run: files that were not looked at are taken for unchanged. */
  private keepUnmet(): void {
    for (const [path, known] of this.known) if (!this.files.has(path)) this.files.set(path, known);
  }

  private markStudiesOf({ contents }: KnownFile): void {
    for (const content of contents) {
      if (content.kind === 'image') this.markChanged(content.studyInstanceUid);
    }
  }

  private markChanged(studyInstanceUid: string): ChangedStudy {
    this.unreported.add(studyInstanceUid);
    const changed = this.changed.get(studyInstanceUid);
    if (changed !== undefined) return changed;
    const study = { cached: this.cachedImages(studyInstanceUid), read: [] };
    this.changed.set(studyInstanceUid, study);
    return study;
  }

  /**
   * The images of a study as the cache knows them. Throws where the cache has lost what it should have: without it a
   * study would be shown in part. The place is forgotten first, so that another run reads all of it.
   */
  private cachedImages(studyInstanceUid: string): StudyImage[] {
    const place = this.options.cache;
    if (place === null || this.cache === null || !this.knownStudies.has(studyInstanceUid)) return [];
    const packed = this.cache.facts(place.rootId, studyInstanceUid);
    const images = packed === null ? null : unpackImages(packed);
    if (images !== null) return images;
    this.cache.forget(place.rootId);
    throw new Error('The index cache has lost a study.');
  }

  private imagesOf(studyInstanceUid: string): StudyImage[] {
    const { cached, read } = this.changed.get(studyInstanceUid) ?? { cached: [], read: [] };
    return [...cached.filter(({ file }) => this.files.has(file) && !this.readFiles.has(file)), ...read];
  }

  private tell(progress: IndexProgress): void {
    const elapsed = performance.now() - this.started;
    if (elapsed >= this.progressDue) {
      this.progressDue = elapsed + progressInterval;
      this.options.report({ type: 'progress', progress });
    }
    // What is known of the place is shown already, and complete until the end of the run.
    if (this.known.size > 0 || elapsed < this.reportDue || this.unreported.size === 0) return;
    this.options.report({ type: 'studies', studies: this.buildUnreported(), problems: this.problems(false) });
    this.reportDue = 2 * (performance.now() - this.started);
  }

  private buildUnreported(): FoundStudy[] {
    const found = [...this.unreported].flatMap((studyInstanceUid) => {
      const study = this.build(studyInstanceUid);
      if (study === null) this.built.delete(studyInstanceUid);
      else this.built.set(studyInstanceUid, study);
      return study ?? [];
    });
    this.unreported.clear();
    return found;
  }

  /** Null where no image of the study is left. */
  private build(studyInstanceUid: string): FoundStudy | null {
    const images = this.imagesOf(studyInstanceUid);
    const { studies, sources } = buildStudies(images.map(({ facts }) => facts));
    const [study] = studies;
    if (study === undefined) return null;
    const locations = new Map(images.map((image) => [image.facts.source, image.locations]));
    const content: StudyContent = { study, locations: locateFrames(sources, locations) };
    const described = describeStudy(study);
    const shown = new Set(Object.values(described.frames).map(({ middleFrameId }) => middleFrameId));
    return {
      described,
      previews: content.locations.filter(([frameId]) => shown.has(frameId)),
      content: JSON.stringify(content),
    };
  }

  /** `complete`: all files are known, so that a DICOMDIR can be compared with them. */
  private problems(complete: boolean): IngestProblem[] {
    const problems = [...this.walkProblems];
    for (const { contents } of this.files.values()) {
      for (const content of contents) {
        if (content.kind === 'problem')
          problems.push({ path: content.displayPath, problem: content.problem });
      }
    }
    if (complete) {
      const contents = [...this.files.values()].flatMap((file) => file.contents);
      for (const { of, problem } of verifyDirectoryIndexes(contents)) {
        problems.push({ path: of.displayPath, problem });
      }
    }
    return sortProblems(problems);
  }

  /** Writes what changed to the cache. */
  private keep(problems: readonly IngestProblem[]): boolean {
    const place = this.options.cache;
    if (place === null || this.cache === null) return false;
    // A disc that is out is no reason to forget it.
    if (this.files.size === 0 && this.known.size > 0) return false;
    if (this.readFiles.size === 0 && this.changed.size === 0 && this.files.size === this.known.size)
      return true;
    const written = [...this.built].map(
      ([studyInstanceUid, { described, previews, content }]): CachedStudy => ({
        studyInstanceUid,
        summary: JSON.stringify({ described, previews }),
        content: content ?? '',
        facts: serialize(this.imagesOf(studyInstanceUid)),
      }),
    );
    const removed = [...this.changed.keys()].filter((studyInstanceUid) => !this.built.has(studyInstanceUid));
    return this.cache.update(place.rootId, {
      format: place.format,
      problems: JSON.stringify(problems),
      files: packKnownFiles([...this.files.values()]),
      written,
      removed,
    });
  }
}

/** The UIDs of the studies that the images in these files belong to. */
function studiesIn(files: Iterable<KnownFile>): Set<string> {
  const studies = new Set<string>();
  for (const { contents } of files) {
    for (const content of contents) if (content.kind === 'image') studies.add(content.studyInstanceUid);
  }
  return studies;
}

/** Null where the bytes are anything else. */
function unpackImages(packed: Uint8Array): StudyImage[] | null {
  try {
    return deserialize(packed) as StudyImage[];
  } catch {
    return null;
  }
}
