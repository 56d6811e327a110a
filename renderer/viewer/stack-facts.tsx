import type { Stack } from '../../shared/dicom/model';
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
          {weightingText(stack) ?? 'weighting unknown'} · {stack.plane}
          {stack.sliceStep === null ? '' : ` · step ${stack.sliceStep.toFixed(2)} mm`}
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
      ? `${frameCount} ${frameCount === 1 ? 'image' : 'images'}`
      : `${frameCount} × ${stack.sliceThickness.toFixed(1)} mm`;
  if (stack.pixelSpacing === null) return `${slices} · no pixel spacing`;
  const [rows, columns] = stack.pixelSpacing;
  const inPlane =
    Math.abs(rows - columns) < 0.005
      ? `${rows.toFixed(2)} mm`
      : `${rows.toFixed(2)} × ${columns.toFixed(2)} mm`;
  return `${slices} · ${inPlane}`;
}
