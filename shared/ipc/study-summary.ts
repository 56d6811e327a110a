import type { Study } from '../dicom/model';
import type { Reading } from '../findings/reading';

/** A study without its stacks' frames. */
export interface DescribedStudy {
  study: Omit<Study, 'stacks' | 'lookUpTables'>;
  stacks: Omit<Study['stacks'][number], 'frames'>[];
  /** Per stack id: number of frames and the id of the middle one, for the thumbnail. */
  frames: Record<
    string,
    { count: number; middleFrameId: string; sharedWindow: { center: number; width: number } | null }
  >;
}

/** A study with its stacks' frames left out, and what is known of its readings. */
export interface StudySummary extends DescribedStudy {
  rootId: string;
  reading: {
    readingId: string;
    revision: number;
    status: Reading['status'];
    savedAt: string;
    itemsLeft: number;
  } | null;
}
