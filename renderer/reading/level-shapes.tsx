import type { PointerEvent } from 'react';
import { type VertebralLevel, vertebralLevels } from '../../shared/dicom/levels';
import type { Reading } from '../../shared/findings/reading';
import { splineLine } from '../../shared/geometry/spline';
import type { Vector3 } from '../../shared/geometry/vector';
import { text } from '../ui/text';
import styles from './annotation.module.css';
import { isInReach, showingOf } from './image-of-point';
import type { PlacedProposal } from './level-proposals';
import { type PointRef, refKey } from './point-ref';
import { type Drawing, path } from './shape-drawing';

/** Where the name of a level stands beside its mark: that of the open reading, and those of others to both sides of it. */
const besideMark: Readonly<Record<string, { x: number; textAnchor: 'start' | 'end' }>> = {
  A: { x: -7, textAnchor: 'end' },
  B: { x: 46, textAnchor: 'start' },
  C: { x: -52, textAnchor: 'end' },
  D: { x: 92, textAnchor: 'start' },
};
const besideOwnMark = { x: 7, textAnchor: 'start' } as const;

interface LevelMarksProps {
  draw: Drawing;
  reading: Reading;
  /** Levels whose name stands there already. */
  namedElsewhere: ReadonlySet<VertebralLevel>;
}

/** Names of the levels: at their marks in sagittal and coronal planes, only the nearest one in other planes. */
export function LevelMarks({ draw, reading, namedElsewhere }: LevelMarksProps) {
  const { view, study } = draw;
  const alongSpine = view.stack.plane === 'sagittal' || view.stack.plane === 'coronal';
  const inReach = reading.levels.filter((mark) => isInReach(view, study, mark.point));
  const nearest = inReach.toSorted(
    (a, b) => Math.abs(view.signedDistance(a.point.lps)) - Math.abs(view.signedDistance(b.point.lps)),
  )[0];
  const shown = alongSpine ? inReach : nearest === undefined ? [] : [nearest];
  const named = shown.filter(({ level }) => !namedElsewhere.has(level));
  return named.map((mark) => {
    const at = view.toScreen(mark.point.lps);
    const fractured = reading.fractures.some((fracture) => fracture.level === mark.level);
    const ref: PointRef = { kind: 'level', level: mark.level };
    const onSlice = showingOf(view, study, mark.point) === 'full';
    const away = Math.abs(view.signedDistance(mark.point.lps));
    return (
      <g key={mark.level} transform={`translate(${at[0]} ${at[1]})`} data-point={refKey(ref)}>
        <circle className={styles.levelMark} r={2} opacity={onSlice ? 1 : 0.4} />
        {draw.selectedKey === refKey(ref) && <circle className={styles.selected} r={8} />}
        <text
          className={`${styles.label} ${styles.level}`}
          data-fractured={fractured || undefined}
          {...(besideMark[draw.readerLabel ?? ''] ?? besideOwnMark)}
          y={4.5}
        >
          {draw.readerLabel === null ? '' : `${draw.readerLabel} `}
          {mark.level}
          {fractured ? ' ◂' : ''}
          {!alongSpine && away > 10 ? ` ${text.form.numbering.away(away)}` : ''}
        </text>
        {onSlice && draw.canGrab('level') && (
          <circle className={styles.grab} r={9} onPointerDown={(event) => draw.onGrab(event, ref, at)} />
        )}
      </g>
    );
  });
}

interface LevelProposalsProps {
  draw: Drawing;
  reading: Reading;
  proposals: readonly PlacedProposal[];
  onGrab: (event: PointerEvent, proposal: PlacedProposal, at: readonly [number, number]) => void;
}

/** Levels nobody marked: dashed, with a question mark, on the dashed course of the spine through the marks. */
export function LevelProposals({ draw, reading, proposals, onGrab }: LevelProposalsProps) {
  const { view, study } = draw;
  const shown = proposals.filter(({ placed }) => isInReach(view, study, placed.point));
  if (shown.length === 0 || view.stack.plane === 'axial') return null;
  const course = [
    ...reading.levels.map(({ level, point }) => ({ level, lps: point.lps })),
    ...shown.map(({ level, placed }) => ({ level, lps: placed.point.lps })),
  ].toSorted((a, b) => vertebralLevels.indexOf(a.level) - vertebralLevels.indexOf(b.level));
  const spine = splineLine(
    course.map(({ lps }): Vector3 => lps),
    view.millimetresPerScreenPixel,
  );
  return (
    <>
      <path className={styles.spine} d={path(view, spine)} />
      {shown.map((proposal) => {
        const { level, placed } = proposal;
        const at = view.toScreen(placed.point.lps);
        const onSlice = showingOf(view, study, placed.point) === 'full';
        return (
          <g key={level} transform={`translate(${at[0]} ${at[1]})`} opacity={onSlice ? 1 : 0.5}>
            <circle className={styles.proposal} r={5} />
            <text className={`${styles.label} ${styles.proposed}`} x={9} y={4.5}>
              {level}?
            </text>
            {onSlice && (
              <circle className={styles.grab} r={10} onPointerDown={(event) => onGrab(event, proposal, at)} />
            )}
          </g>
        );
      })}
    </>
  );
}
