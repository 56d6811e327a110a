import type { PointerEvent } from 'react';

/**
 * Sends what the pointer of an event does to an element until it is released, wherever it goes. The pointer that keys move
 * cannot be captured; it stays within its viewport.
 */
export function capturePointer(element: Element | null, event: PointerEvent): void {
  if (event.nativeEvent.isTrusted) element?.setPointerCapture(event.pointerId);
}
