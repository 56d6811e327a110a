import { expect, type Page } from '@playwright/test';
import type { TruthFracture } from '../../scripts/phantom/truth';
import type { Vector3 } from '../../shared/geometry/vector';

/** Places the landmarks of a fracture in the order in which the card asks for them, at their true points. */
export async function placeAskedLandmarks(
  page: Page,
  fracture: TruthFracture,
  place: (lps: Vector3) => Promise<void>,
): Promise<void> {
  const prompt = page.getByText(/^(Next point: |All landmarks are placed)/);
  for (let placed = 0; placed < 17; placed++) {
    const asked = /Next point: (\w+) of (\w+)/.exec((await prompt.textContent()) ?? '');
    const [, name, level] = asked ?? [];
    const landmark = fracture.landmarks.find((one) => one.landmark === name && one.level === level);
    if (landmark === undefined) throw new Error(`the interface asks for ${name} of ${level}`);
    await place(landmark.lps);
    await expect(prompt).not.toHaveText(new RegExp(`Next point: ${name} of ${level}`));
  }
}
