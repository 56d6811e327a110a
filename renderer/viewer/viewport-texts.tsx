import { hasTruePositions, isMeasurable, measuringRemarks } from '../../shared/dicom/geometry-finding';
import type { Stack } from '../../shared/dicom/model';
import { orientationLetters } from '../../shared/geometry/orientation';
import { scale } from '../../shared/geometry/vector';
import type { GreyWindow } from '../pixels/default-window';
import { text } from '../ui/text';
import type { CellView } from './cell-view';
import { Cautions } from './geometry-verdict';
import { severityWords } from './geometry-words';
import { isReformat } from './reformat';
import { scaleBar, slicePositionText, spacingText, weightingText, windowText } from './slice-description';
import classes from './viewport.module.css';

interface ViewportTextsProps {
  view: CellView;
  window: GreyWindow | null;
  inverted: boolean;
}

/** Stack, slice, position, window, spacing, orientation letters and scale bar around the image. */
export function ViewportTexts({ view, window, inverted }: ViewportTextsProps) {
  const { stack, display } = view;
  const position = slicePositionText(view);
  return (
    <>
      <div className={`${classes.corner} ${classes.topLeft}`}>
        <b>{stack.label}</b>{' '}
        <output aria-label={text.viewer.slice} aria-live="off">
          {view.frameIndex + 1}/{stack.frames.length}
        </output>
        {weightingText(stack) === null && <div className={classes.dim}>{text.viewer.weightingUnknown}</div>}
        <GeometryWarning stack={stack} />
      </div>
      <div className={`${classes.corner} ${classes.topRight}`}>
        {window !== null && windowText(window)}
        {inverted && <div>{text.viewer.inverted}</div>}
      </div>
      <div className={`${classes.corner} ${classes.bottomRight}`}>
        <ScaleBar view={view} />
        <div>{spacingText(stack)}</div>
      </div>
      <div className={`${classes.corner} ${classes.bottomLeft}`}>
        <div>{position ?? text.viewer.noPosition}</div>
      </div>
      {display.located && (
        <>
          <Letter className={classes.letterTop} value={orientationLetters(scale(display.down, -1))} />
          <Letter className={classes.letterBottom} value={orientationLetters(display.down)} />
          <Letter className={classes.letterLeft} value={orientationLetters(scale(display.right, -1))} />
          <Letter className={classes.letterRight} value={orientationLetters(display.right)} />
        </>
      )}
    </>
  );
}

/** The first reason why the stack cannot be measured; what to know before measuring, in short. */
function GeometryWarning({ stack }: { stack: Stack }) {
  if (isReformat(stack)) return <div className={classes.warning}>{text.reformat.mark}</div>;
  if (!isMeasurable(stack)) {
    return (
      <div className={classes.warning}>
        {severityWords['blocks measuring']}: {measuringRemarks(stack)[0]}
      </div>
    );
  }
  return (
    <div className={classes.dim}>
      <Cautions stack={stack} />
    </div>
  );
}

function Letter({ className, value }: { className: string | undefined; value: string }) {
  return <span className={`${classes.letter} ${className ?? ''}`}>{value}</span>;
}

function ScaleBar({ view }: { view: CellView }) {
  if (view.stack.pixelSpacing === null) return <div className={classes.warning}>{text.viewer.noScale}</div>;
  if (!hasTruePositions(view.stack))
    return <div className={classes.warning}>{text.viewer.noTrustedScale}</div>;
  const bar = scaleBar(view.millimetresPerScreenPixel);
  return (
    <div className={classes.scaleBar}>
      {text.viewer.millimetres(bar.millimetres, 0)}
      <svg width={bar.pixels + 2} height={7} aria-hidden="true">
        <path d={`M1 0V6H${bar.pixels + 1}V0`} />
      </svg>
    </div>
  );
}
