import { z } from 'zod';

export const smallestWindow = { width: 1280, height: 720 };
export const defaultWindow = { width: 1440, height: 900 };

/** Where the window was, in screen pixels. */
export const windowBoundsSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximised: z.boolean(),
});
export type WindowBounds = z.infer<typeof windowBoundsSchema>;

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How much of the window's top edge must be on a display for it to be found again, pixels. */
const visibleEdge = 100;

/** The remembered bounds where the window could still be reached on one of the displays, else null. */
export function reachableBounds(
  bounds: WindowBounds | null,
  displays: readonly Rectangle[],
): WindowBounds | null {
  if (bounds === null) return null;
  const reachable = displays.some((display) => {
    const shared =
      Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
    return (
      shared >= visibleEdge && bounds.y >= display.y && bounds.y < display.y + display.height - visibleEdge
    );
  });
  return reachable ? bounds : null;
}
