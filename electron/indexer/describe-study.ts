import type { Stack, Study } from '../../shared/dicom/model';
import type { DescribedStudy } from '../../shared/ipc/contract';

/** The window that every frame's header gives, or null where they differ or have none. */
function sharedWindow(stack: Stack): { center: number; width: number } | null {
  const first = stack.frames[0]?.window ?? null;
  const same = stack.frames.every(
    ({ window }) => window?.center === first?.center && window?.width === first?.width,
  );
  return same ? first : null;
}

/** A study as the list shows it, without its stacks' frames. */
export function describeStudy(study: Study): DescribedStudy {
  const { stacks, lookUpTables: _tables, ...described } = study;
  return {
    study: described,
    stacks: stacks.map(({ frames: _frames, ...stack }) => stack),
    frames: Object.fromEntries(
      stacks.map((stack) => [
        stack.id,
        {
          count: stack.frames.length,
          middleFrameId: stack.frames[Math.floor(stack.frames.length / 2)]?.id ?? '',
          sharedWindow: sharedWindow(stack),
        },
      ]),
    ),
  };
}
