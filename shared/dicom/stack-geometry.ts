import type { StackDraft } from './draft-stacks';
import { bySeverity, type GeometryFinding, geometryFinding } from './geometry-finding';
import { headerFindings } from './header-findings';
import { sliceFindings } from './slice-findings';

/** Where a stack stands among those its series was split into. */
export interface PlaceInSeries {
  /** Planes of all stacks of the series, sorted. */
  planes: readonly string[];
  /** 1-based, of the blocks in this plane; a series with one block has one. */
  block: number;
  blocks: number;
}

/** What is known of the geometry of a stack. */
export interface StackGeometry {
  /** The most severe first. */
  geometry: GeometryFinding[];
  /** Typical distance of neighbouring slices along the normal, mm; null for fewer than two positions. */
  sliceStep: number | null;
}

/** Judges a stack from the headers and positions of its images. */
export function stackGeometry(draft: StackDraft, place: PlaceInSeries): StackGeometry {
  const { findings, sliceStep } = sliceFindings(draft);
  return {
    geometry: bySeverity([...headerFindings(draft.slices), ...findings, ...seriesFindings(draft, place)]),
    sliceStep,
  };
}

function seriesFindings(
  { plane, notes, duplicates }: StackDraft,
  { planes, block, blocks }: PlaceInSeries,
): GeometryFinding[] {
  const findings: GeometryFinding[] = [];
  if (planes.length > 1) {
    findings.push(
      geometryFinding(
        'several-planes',
        `The series holds several planes (${planes.join(', ')}): each is a stack of its own.`,
      ),
    );
  }
  if (blocks > 1) {
    findings.push(
      geometryFinding(
        'several-blocks',
        `The series holds ${blocks} blocks of ${plane} slices, apart by angle or place: this is block ${block}.`,
      ),
    );
  }
  if (notes.length > 0 && duplicates.length === 0) {
    findings.push(
      geometryFinding(
        'several-images',
        `The series holds several images at one position: this stack is ${notes.join(', ')}.`,
      ),
    );
  }
  return findings;
}
