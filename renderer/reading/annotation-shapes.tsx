import type { PointerEvent } from 'react';
import type { VertebralLevel } from '../../shared/dicom/levels';
import type { Study } from '../../shared/dicom/model';
import { fragmentSizes } from '../../shared/findings/measured-lines';
import type { Fracture, Reading } from '../../shared/findings/reading';
import { imageKey } from '../../shared/geometry/measurements/measuring-plane';
import type { Tool } from '../app/tool-store';
import type { CellView } from '../viewer/cell-view';
import styles from './annotation.module.css';
import { useDrawingModes } from './drawing-mode';
import { Outlines, StrokeShape, Traces } from './drawn-shapes';
import { imageOfPoint } from './image-of-point';
import { type PlacedProposal, placedProposals } from './level-proposals';
import { LevelMarks, LevelProposals } from './level-shapes';
import { drawnMeasurements } from './measured-lines';
import { currentFracture, landmarkToPlace } from './next-to-place';
import { NumberLabels } from './number-labels';
import { type PointRef, refKey } from './point-ref';
import { useProtocolStore } from './protocol-store';
import { allOnSlice, type Drawing, type Grab, Handle, isClose, line } from './shape-drawing';

interface ShapesProps {
  view: CellView;
  reading: Reading;
  study: Study;
  /** null: the reading is shown and cannot be changed. */
  tool: Tool | null;
  pointer: readonly [number, number] | null;
  /** Whose reading it is, where several lie over one image; its numbers are then not written. */
  readerLabel?: string | null;
  /** Levels of it whose name stands there already. */
  namedElsewhere?: ReadonlySet<VertebralLevel>;
  onGrab: Grab;
  onGrabProposal: (event: PointerEvent, proposal: PlacedProposal, at: readonly [number, number]) => void;
}

/** The kinds of points a tool can grab; the select tool grabs all. */
const grabbedBy: Partial<Record<Tool, readonly PointRef['kind'][]>> = {
  select: ['level', 'landmark', 'wall', 'disrupted', 'fragment', 'apex', 'outline', 'trace', 'canal'],
  level: ['level'],
  landmark: ['landmark'],
  wall: ['wall'],
  fragment: ['fragment', 'apex'],
  outline: ['outline'],
};

const none: ReadonlySet<VertebralLevel> = new Set();

/** Everything of a reading that shows in one viewport: SVG content in CSS pixels of the viewport. */
export function AnnotationShapes({
  view,
  reading,
  study,
  tool,
  pointer,
  readerLabel = null,
  namedElsewhere = none,
  onGrab,
  onGrabProposal,
}: ShapesProps) {
  const { fractureLevel, selected, stroke, chosenLandmark, step } = useProtocolStore();
  const drawing = useDrawingModes();
  const current = currentFracture(reading, fractureLevel);
  // A line that is drawn over an earlier one begins on its points as well as beside them.
  const drawsOver = (tool === 'wall' || tool === 'outline') && drawing[tool] !== 'points';
  const kinds = tool !== null && stroke === null && !drawsOver ? (grabbedBy[tool] ?? []) : [];
  const selectedKey =
    tool === null || selected === null || reading.status === 'submitted' ? null : refKey(selected);
  const labelled =
    current === null ? null : (landmarkToPlace(reading, current, chosenLandmark)?.level ?? current.level);
  const draw: Drawing = {
    view,
    study,
    selectedKey,
    readerLabel,
    canGrab: (kind) => kinds.includes(kind),
    onGrab,
  };
  return (
    <>
      {reading.fractures.map((fracture) => (
        <g key={fracture.level} opacity={fracture === current ? 1 : 0.45}>
          <FractureShapes
            draw={draw}
            fracture={fracture}
            labelled={fracture === current && readerLabel === null ? labelled : null}
          />
        </g>
      ))}
      {(tool === 'level' || (tool === 'select' && step === 'numbering')) && (
        <LevelProposals
          draw={draw}
          reading={reading}
          proposals={placedProposals(reading, study)}
          onGrab={onGrabProposal}
        />
      )}
      <LevelMarks draw={draw} reading={reading} namedElsewhere={namedElsewhere} />
      {stroke !== null && imageKey(stroke.image) === imageKey(view.imageGeometry) && (
        <StrokeShape view={view} stroke={stroke} pointer={pointer} />
      )}
    </>
  );
}

function FractureShapes({
  draw,
  fracture,
  labelled,
}: {
  draw: Drawing;
  fracture: Fracture;
  labelled: string | null;
}) {
  const { level } = fracture;
  const { view } = draw;
  const measured = drawnMeasurements(draw, fracture, labelled !== null);
  const home =
    fracture.landmarks[0] === undefined ? null : imageOfPoint(draw.study, fracture.landmarks[0].point);
  // Numbers once, not in every parallel stack: where the reader works, and on the stack the points were placed on.
  const showsNumbers = labelled !== null && (view.isActive || home?.stack.id === view.stack.id);
  const showsNames = isClose(view) && view.stack.plane === 'sagittal' && showsNumbers;
  return (
    <>
      <Outlines draw={draw} fracture={fracture} />
      <Endplates draw={draw} fracture={fracture} />
      <Traces draw={draw} fracture={fracture} />
      {measured.map(({ key, lines }) => (
        <g key={key}>{lines.map(({ from, to, className }) => line(view, from, to, className, className))}</g>
      ))}
      <FragmentEnds draw={draw} fracture={fracture} />
      {fracture.landmarks.map((one) => (
        <Handle
          key={`${one.level} ${one.landmark}`}
          draw={draw}
          pointRef={{ kind: 'landmark', fracture: level, level: one.level, landmark: one.landmark }}
          point={one.point}
          marker={one.landmark === 'PC' ? 'diamond' : 'circle'}
          className={one.landmark === 'PC' ? styles.border : styles.landmark}
          label={showsNames && one.level === labelled ? one.landmark : undefined}
        />
      ))}
      {showsNumbers && (
        <NumberLabels
          labels={measured.flatMap(({ label }) => label ?? [])}
          width={view.width}
          height={view.height}
        />
      )}
    </>
  );
}

function Endplates({ draw, fracture }: { draw: Drawing; fracture: Fracture }) {
  const levels = [...new Set(fracture.landmarks.map((one) => one.level))];
  return levels.flatMap((level) =>
    (
      [
        ['AS', 'PS'],
        ['AI', 'PI'],
      ] as const
    ).map(([front, back]) => {
      const find = (name: string) =>
        fracture.landmarks.find((one) => one.level === level && one.landmark === name)?.point;
      const from = find(front);
      const to = find(back);
      if (from === undefined || to === undefined || !allOnSlice(draw, [from, to])) return null;
      return line(draw.view, from.lps, to.lps, styles.endplate, `${level} ${front}`);
    }),
  );
}

function FragmentEnds({ draw, fracture }: { draw: Drawing; fracture: Fracture }) {
  const { fragment, level } = fracture;
  return (
    <>
      {fragmentSizes.map(([segment]) => {
        const ends = fragment[segment];
        if (ends === null) return null;
        return (['start', 'end'] as const).map((end) => (
          <Handle
            key={`${segment} ${end}`}
            draw={draw}
            pointRef={{ kind: 'fragment', fracture: level, segment, end }}
            point={ends[end]}
            marker="square"
            className={styles.fragmentPoint}
          />
        ));
      })}
      {fragment.apex !== null && (
        <Handle
          draw={draw}
          pointRef={{ kind: 'apex', fracture: level }}
          point={fragment.apex}
          marker="triangle"
          className={styles.fragmentPoint}
        />
      )}
    </>
  );
}
