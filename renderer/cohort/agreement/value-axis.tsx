import { numberText } from '../../ui/format';
import type { Scale } from './scale';

/** The upright axis of a figure: a faint line at each round value, and the value left of it. */
export function ValueAxis({ scale, left, right }: { scale: Scale; left: number; right: number }) {
  return scale.ticks.map((tick) => (
    <g key={tick}>
      <line
        x1={left}
        x2={right}
        y1={scale.at(tick)}
        y2={scale.at(tick)}
        stroke="var(--figure-line)"
        strokeWidth={0.5}
      />
      <text x={left - 6} y={scale.at(tick) + 4} textAnchor="end" fill="var(--figure-dim)">
        {numberText(tick, scale.decimals)}
      </text>
    </g>
  ));
}
