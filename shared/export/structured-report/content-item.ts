/** A coded concept as it stands in a report, of any coding scheme (PS3.3 8.8). */
export interface Code {
  value: string;
  scheme: string;
  meaning: string;
}

/** How a content item belongs to the one it stands in (PS3.3 C.17.3.2.4). */
export type Relationship =
  | 'CONTAINS'
  | 'HAS OBS CONTEXT'
  | 'HAS CONCEPT MOD'
  | 'HAS PROPERTIES'
  | 'INFERRED FROM'
  | 'SELECTED FROM';

/** One frame of an image. */
export interface ImageReference {
  sopInstanceUid: string;
  /** 1-based; 1 for single-frame images. */
  frame: number;
}

/** The value of a content item by its value type (PS3.3 C.17.3.2). */
export type ContentValue =
  | { type: 'CONTAINER'; template?: string }
  | { type: 'CODE'; code: Code }
  | { type: 'TEXT'; text: string }
  | { type: 'UIDREF'; uid: string }
  | { type: 'PNAME'; name: string }
  | { type: 'NUM'; value: number; unit: Code }
  | { type: 'IMAGE'; image: ImageReference }
  /** `data`: column and row of each point; 0\0 is the outer corner of the first pixel (PS3.3 C.18.6.1.2). */
  | { type: 'SCOORD'; graphic: 'POINT' | 'MULTIPOINT' | 'POLYLINE'; data: number[] }
  /** `data`: x, y, z of each point, patient coordinates (LPS), mm. */
  | {
      type: 'SCOORD3D';
      graphic: 'POINT' | 'MULTIPOINT' | 'POLYLINE';
      data: number[];
      frameOfReferenceUid: string;
    };

/** A content item of a structured report, with those below it. */
export interface ContentItem {
  /** Null: what the item it stands in has by default. */
  relationship: Relationship | null;
  /** Null where the value type needs no name. */
  concept: Code | null;
  value: ContentValue;
  children: ContentItem[];
}

/** Why a document is not a report that can be read, or a reading not one that can be written; a sentence. */
export class StructuredReportProblem extends Error {
  override name = 'StructuredReportProblem';
}

/** Whether two codes name the same concept: the meaning is not looked at (PS3.3 8.2). */
export function isSameConcept(a: Code | null, b: Code | null): boolean {
  return a !== null && b !== null && a.value === b.value && a.scheme === b.scheme;
}

/** The item with `relationship` where its children have none of their own. */
export function withChildren(
  item: Omit<ContentItem, 'children'>,
  children: readonly ContentItem[],
): ContentItem {
  const byDefault: Relationship = item.value.type === 'CONTAINER' ? 'CONTAINS' : 'HAS PROPERTIES';
  return {
    ...item,
    children: children.map((child) => ({ ...child, relationship: child.relationship ?? byDefault })),
  };
}
