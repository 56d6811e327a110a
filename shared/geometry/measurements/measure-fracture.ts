import type { Fracture, Measurement } from '../../findings/reading';
import { measureAngles } from './angles-of-fracture';
import { measureCanal } from './canal-of-fracture';
import { FractureMeasuring, type MeasuringContext } from './fracture-measuring';
import { measureFragment } from './fragment-of-fracture';
import { measureHeights } from './heights-of-fracture';
import { measureRetropulsion } from './retropulsion-of-fracture';
import { measureRim } from './rim-of-fracture';

/**
 * Every measurement of a fracture whose points have been begun, with its value or the reason why there is none, in
 * a fixed order. A function of the document only. LPS mm; definitions in docs/measurements.md.
 */
export function measureFracture(fracture: Fracture, context: MeasuringContext): Measurement[] {
  const measuring = new FractureMeasuring(fracture, context);
  measureRetropulsion(measuring);
  measureCanal(measuring);
  measureHeights(measuring);
  measureAngles(measuring);
  measureRim(measuring);
  measureFragment(measuring);
  return measuring.entries;
}
