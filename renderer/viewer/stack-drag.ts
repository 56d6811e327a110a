import type { DragEvent } from 'react';

const stackType = 'application/x-rim-reader-stack';

/** Marks a drag as that of a stack. */
export function startStackDrag(event: DragEvent, stackId: string): void {
  event.dataTransfer.setData(stackType, stackId);
  event.dataTransfer.effectAllowed = 'copy';
}

/** Whether a stack is being dragged. */
export function isStackDrag(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(stackType);
}

/** The stack dropped, or null where something else was. */
export function draggedStackId(event: DragEvent): string | null {
  const stackId = event.dataTransfer.getData(stackType);
  return stackId === '' ? null : stackId;
}
