import type { FrameFacts, ImageFacts } from '../../shared/dicom/image-facts';
import { isEqual } from '../../shared/is-equal';

/**
 * Lets successive images share the parts in which they are alike (contrast, pixel format, orientation …): a series then
 * takes little memory and little time to pass to another process, which keeps shared parts shared.
 */
export class ValueMemory {
  private image: ImageFacts | null = null;
  private frame: FrameFacts | null = null;

  /** The same facts, with parts of the images before in place of equal ones. */
  share(facts: ImageFacts): ImageFacts {
    if (this.image !== null) shareParts(facts, this.image, imageParts);
    this.image = facts;
    for (const frame of facts.frames) {
      if (this.frame !== null) shareParts(frame, this.frame, frameParts);
      this.frame = frame;
    }
    return facts;
  }
}

const imageParts = ['subject', 'pixels', 'missingUids'] as const satisfies (keyof ImageFacts)[];
const frameParts = [
  'orientation',
  'pixelSpacing',
  'window',
  'contrast',
  'separators',
] as const satisfies (keyof FrameFacts)[];

function shareParts<Facts, Part extends keyof Facts>(into: Facts, from: Facts, parts: readonly Part[]): void {
  for (const part of parts) if (isEqual(into[part], from[part])) into[part] = from[part];
}
