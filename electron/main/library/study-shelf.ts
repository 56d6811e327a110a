import type { Study } from '../../../shared/dicom/model';
import type { DescribedStudy } from '../../../shared/ipc/contract';
import { describeStudy } from '../../indexer/describe-study';
import type { FoundStudy, StudyContent } from '../../indexer/messages';
import type { FrameLocation } from '../../pixels/frame-location';
import { mergePlaces, type PlacedStudy } from './merge-places';

/** The studies found at one opened place, by Study Instance UID. */
export interface PlaceStudies {
  rootId: string;
  studies: ReadonlyMap<string, FoundStudy>;
}

/** A study of the library, and the place most of its images come from. */
export interface LibraryStudy {
  rootId: string;
  described: DescribedStudy;
}

/** One study, found at one place or at several. */
interface ShelvedStudy extends LibraryStudy {
  parts: readonly { rootId: string; found: FoundStudy }[];
  /** Of the frames that stand for the stacks in the list. */
  previews: ReadonlyMap<string, FrameLocation>;
}

/** So many opened studies stay parsed. */
const mostParsed = 12;

/**
 * The studies of all places as one library. What the list shows of a study is always at hand; its frames are parsed when
 * it is opened, and let go again when many others have been opened since.
 */
export class StudyShelf {
  /** By Study Instance UID, in the order of the places. */
  studies: ReadonlyMap<string, ShelvedStudy> = new Map();
  /** The latest used last. */
  private readonly parsed = new Map<string, PlacedStudy>();

  /** `contentOf`: the content of a study at a place where its message does not hold it; null where it is lost. */
  constructor(private readonly contentOf: (rootId: string, studyInstanceUid: string) => string | null) {}

  /** Puts these places' studies on the shelf in place of all others. */
  fill(places: readonly PlaceStudies[]): void {
    const parts = new Map<string, { rootId: string; found: FoundStudy }[]>();
    for (const { rootId, studies } of places) {
      for (const [uid, found] of studies) {
        const others = parts.get(uid);
        if (others === undefined) parts.set(uid, [{ rootId, found }]);
        else others.push({ rootId, found });
      }
    }
    const before = this.studies;
    const next = new Map<string, ShelvedStudy>();
    for (const [uid, found] of parts) {
      const known = before.get(uid);
      const unchanged =
        known?.parts.length === found.length &&
        known.parts.every((part, index) => {
          const other = found[index];
          return part.found === other?.found && part.rootId === other.rootId;
        });
      if (unchanged) {
        next.set(uid, known);
        continue;
      }
      this.parsed.delete(uid);
      const shelved = this.shelve(found);
      if (shelved !== null) next.set(uid, shelved);
    }
    for (const uid of this.parsed.keys()) if (!next.has(uid)) this.parsed.delete(uid);
    this.studies = next;
  }

  /** A study with its frames, or null where it is not on the shelf or its content is lost. */
  study(studyInstanceUid: string): Study | null {
    return this.parse(studyInstanceUid)?.study ?? null;
  }

  /** Where a frame's bytes are, or null where the study has no such frame. */
  frame(studyInstanceUid: string, frameId: string): FrameLocation | null {
    const preview = this.studies.get(studyInstanceUid)?.previews.get(frameId);
    return preview ?? this.parse(studyInstanceUid)?.locations.get(frameId) ?? null;
  }

  private shelve(parts: ShelvedStudy['parts']): ShelvedStudy | null {
    const [single, ...others] = parts;
    if (single === undefined) return null;
    if (others.length === 0) {
      const { rootId, found } = single;
      return { rootId, described: found.described, parts, previews: new Map(found.previews) };
    }
    const merged = this.merge(parts);
    if (merged === null) return null;
    const described = describeStudy(merged.study);
    const previews = new Map<string, FrameLocation>();
    for (const { middleFrameId } of Object.values(described.frames)) {
      const location = merged.locations.get(middleFrameId);
      if (location !== undefined) previews.set(middleFrameId, location);
    }
    return { rootId: merged.rootId, described, parts, previews };
  }

  private parse(studyInstanceUid: string): PlacedStudy | null {
    const shelved = this.studies.get(studyInstanceUid);
    if (shelved === undefined) return null;
    const parsed = this.parsed.get(studyInstanceUid) ?? this.merge(shelved.parts);
    if (parsed === null) return null;
    this.parsed.delete(studyInstanceUid);
    this.parsed.set(studyInstanceUid, parsed);
    const [oldest] = this.parsed.keys();
    if (this.parsed.size > mostParsed && oldest !== undefined) this.parsed.delete(oldest);
    return parsed;
  }

  private merge(parts: ShelvedStudy['parts']): PlacedStudy | null {
    const placed = parts.flatMap(({ rootId, found }): PlacedStudy[] => {
      const text = found.content ?? this.contentOf(rootId, found.described.study.studyInstanceUid);
      if (text === null) return [];
      const { study, locations } = JSON.parse(text) as StudyContent;
      return [{ rootId, study, locations: new Map(locations) }];
    });
    const [single] = placed;
    return placed.length === 1 && single !== undefined ? single : mergePlaces(placed);
  }
}
