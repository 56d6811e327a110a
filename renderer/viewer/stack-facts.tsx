import type { Stack } from '../../shared/dicom/model';
import { text } from '../ui/text';
import { GeometryFindings, GeometryVerdict } from './geometry-verdict';
import { weightingText } from './slice-description';
import classes from './stack-facts.module.css';

interface StackFactsProps {
  stack: Omit<Stack, 'frames'>;
  frameCount: number;
  /** Writes out all that is known of its geometry, instead of the verdict in a line. */
  inFull?: boolean;
}

/** Label, slices, thickness and spacing of a stack, and the verdict on its geometry. */
export function StackFacts({ stack, frameCount, inFull = false }: StackFactsProps) {
  const [name, ...rest] = stack.label.split(' · ');
  return (
    <div className={classes.facts}>
      <div className={classes.label}>{name}</div>
      {rest.length > 0 && <small>{rest.join(' · ')}</small>}
      <small>{sizeText(stack, frameCount)}</small>
      {inFull && (
        <small>
          {weightingText(stack) ?? text.viewer.weightingUnknown} · {stack.plane}
          {stack.sliceStep === null ? '' : ` · ${text.viewer.step(stack.sliceStep)}`}
          {` · ${stack.columns}\u00a0×\u00a0${stack.rows}`}
        </small>
      )}
      {inFull && stack.description !== '' && <small>“{stack.description}”</small>}
      <small>{inFull ? <GeometryFindings stack={stack} /> : <GeometryVerdict stack={stack} />}</small>
    </div>
  );
}

/** "11 × 4.0 mm · 0.68 mm": slices, thickness, pixel spacing. */
function sizeText(stack: Omit<Stack, 'frames'>, frameCount: number): string {
  const slices =
    stack.sliceThickness === null
      ? text.viewer.images(frameCount)
      : text.viewer.slices(frameCount, stack.sliceThickness);
  if (stack.pixelSpacing === null) return `${slices} · ${text.viewer.noSpacing}`;
  const [rows, columns] = stack.pixelSpacing;
  const inPlane =
    Math.abs(rows - columns) < 0.005
      ? text.viewer.millimetres(rows, 2)
      : text.viewer.byMillimetres(rows, columns, 2);
  return `${slices} · ${inPlane}`;
}
