import { useState } from 'react';
import {
  type PairComparison,
  type PairNumericAgreement,
  subjectAt,
} from '../../../shared/agreement/agreement-result';
import { isRefusal } from '../../../shared/agreement/estimate';
import { unitWords } from '../../reading/measurement-list';
import { numberText } from '../../ui/format';
import { text } from '../../ui/text';
import classes from './agreement.module.css';
import { numericName, readerNames, subjectName } from './agreement-words';
import { Figure } from './figure';
import { openCaseOf } from './open-case-of';
import { useRoving } from './roving';
import { linearScale } from './scale';
import { ValueAxis } from './value-axis';

const words = text.agreement;
const size = { width: 548, height: 320 };
const plot = { left: 56, right: 404, top: 14, bottom: 270 };

/** Differences of two readers against their means, with bias and limits; each point opens its case. */
export function BlandAltmanFigure({
  comparison,
  item,
}: {
  comparison: PairComparison;
  item: PairNumericAgreement;
}) {
  const points = item.points.toSorted((a, b) => a.mean - b.mean || a.difference - b.difference);
  const { mark } = useRoving(points.length);
  const [pointed, setPointed] = useState<number | null>(null);
  const [first, second] = readerNames(comparison);
  const unit = unitWords[item.unit];
  const ofUnit = unit === '' ? '' : `, ${unit}`;
  const { blandAltman } = item;
  if (isRefusal(blandAltman) || points.length === 0)
    return <p className={classes.note}>{isRefusal(blandAltman) ? blandAltman.refused : words.noPoints}</p>;
  const { bias, lowerLimit, upperLimit } = blandAltman;
  const x = linearScale(
    points.map(({ mean }) => mean),
    [plot.left, plot.right],
    6,
  );
  const y = linearScale(
    [0, lowerLimit.lower, upperLimit.upper, ...points.map(({ difference }) => difference)],
    [plot.bottom, plot.top],
    7,
  );
  const say = (index: number): string => {
    const point = points[index];
    if (point === undefined) return '';
    const subject = subjectAt(comparison, point.subject);
    const value = (one: number) => `${numberText(one, 1)}${unit === '' || unit === '°' ? unit : ` ${unit}`}`;
    return words.point(subjectName(subject), value(point.mean), value(point.difference));
  };
  return (
    <Figure
      title={words.blandAltman(numericName(item))}
      fileName={`bland-altman ${item.method} ${item.position} ${first} ${second}`}
      {...size}
      caption={pointed === null ? words.pointHint : say(pointed)}
    >
      {[lowerLimit, bias, upperLimit].map((line) => (
        <rect
          key={line.value}
          x={plot.left}
          width={plot.right - plot.left}
          y={y.at(line.upper)}
          height={Math.max(0, y.at(line.lower) - y.at(line.upper))}
          fill="var(--figure-band)"
        />
      ))}
      <ValueAxis scale={y} left={plot.left} right={plot.right} />
      {x.ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={x.at(tick)}
            x2={x.at(tick)}
            y1={plot.bottom}
            y2={plot.bottom + 4}
            stroke="var(--figure-dim)"
          />
          <text x={x.at(tick)} y={plot.bottom + 17} textAnchor="middle" fill="var(--figure-dim)">
            {numberText(tick, x.decimals)}
          </text>
        </g>
      ))}
      <line x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} stroke="var(--figure-dim)" />
      {(
        [
          [upperLimit, words.upperLimit, '6 4'],
          [bias, words.bias, undefined],
          [lowerLimit, words.lowerLimit, '6 4'],
        ] as const
      ).map(([line, name, dashes]) => (
        <g key={name}>
          <line
            x1={plot.left}
            x2={plot.right}
            y1={y.at(line.value)}
            y2={y.at(line.value)}
            stroke="var(--figure-ink)"
            strokeWidth={1.2}
            strokeDasharray={dashes}
          />
          <text x={plot.right + 6} y={y.at(line.value) - 2} fill="var(--figure-ink)">
            {name}
          </text>
          <text x={plot.right + 6} y={y.at(line.value) + 11} fill="var(--figure-dim)">
            {words.withInterval(
              numberText(line.value, 2),
              numberText(line.lower, 2),
              numberText(line.upper, 2),
            )}
          </text>
        </g>
      ))}
      {points.map((point, index) => {
        const subject = subjectAt(comparison, point.subject);
        return (
          <circle
            key={point.subject}
            {...mark(index, () => subject !== undefined && void openCaseOf(subject.caseId))}
            className={classes.point}
            aria-label={say(index)}
            cx={x.at(point.mean)}
            cy={y.at(point.difference)}
            r={4}
            fill="var(--figure-mark)"
            fillOpacity={0.65}
            stroke="var(--figure-ground)"
            strokeWidth={0.8}
            onPointerEnter={() => setPointed(index)}
            onFocusCapture={() => setPointed(index)}
          />
        );
      })}
      <text
        x={(plot.left + plot.right) / 2}
        y={size.height - 12}
        textAnchor="middle"
        fill="var(--figure-ink)"
      >
        {words.meanAxis(first, second)}
        {ofUnit}
      </text>
      <text
        transform={`translate(14 ${(plot.top + plot.bottom) / 2}) rotate(-90)`}
        textAnchor="middle"
        fill="var(--figure-ink)"
      >
        {words.differenceAxis(first, second)}
        {ofUnit}
      </text>
    </Figure>
  );
}
