import type { ProjectAgreement } from '../../../shared/cohort/project-agreement';
import { numberText } from '../../ui/format';
import { text } from '../../ui/text';
import classes from './agreement.module.css';
import { Figure } from './figure';
import { ProgressChoices } from './progress-choices';
import { linearScale } from './scale';
import { ValueAxis } from './value-axis';

const words = text.agreement;
const size = { width: 520, height: 240 };
const plot = { left: 44, right: 404, top: 14, bottom: 190 };
const dashes = [undefined, '7 4', '2 3', '8 3 2 3'];
const day = 24 * 60 * 60 * 1000;

/** How many first readings each reader had submitted by when, and the ways to the cases of each. */
export function ProgressFigure({ progress, caseCount }: Pick<ProjectAgreement, 'progress' | 'caseCount'>) {
  const readers = progress.map(({ readerCode, submittedAt }) => ({
    readerCode,
    times: submittedAt.map((at) => Date.parse(at)),
  }));
  const all = readers.flatMap(({ times }) => times);
  if (all.length === 0)
    return (
      <>
        <p className={classes.note}>{words.noProgress}</p>
        <ProgressChoices />
      </>
    );
  const begin = Math.min(...all);
  const end = Math.max(...all);
  const days = (time: number) => (time - begin) / day;
  const x = linearScale([0, Math.max(days(end), 1 / 24)], [plot.left, plot.right], 6);
  const y = linearScale([0, Math.max(caseCount, 1)], [plot.bottom, plot.top], 5);
  const ends = readers
    .map(({ readerCode, times }, index) => ({ readerCode, count: times.length, index }))
    .sort((a, b) => b.count - a.count);
  // Names of readers who have come equally far are not written over each other.
  const placed: { index: number; name: string; at: number }[] = [];
  for (const { index, readerCode, count } of ends) {
    const above = placed.at(-1)?.at ?? plot.top - 14;
    const at = Math.max(y.at(count) + 4, above + 14);
    placed.push({ index, name: words.progressOf(readerCode, count, caseCount), at });
  }
  return (
    <Figure title={words.progress} fileName="progress" {...size} caption={<ProgressChoices />}>
      <ValueAxis scale={y} left={plot.left} right={plot.right} />
      {x.ticks.map((tick) => (
        <text key={tick} x={x.at(tick)} y={plot.bottom + 17} textAnchor="middle" fill="var(--figure-dim)">
          {numberText(tick, x.decimals)}
        </text>
      ))}
      {readers.map(({ readerCode, times }, index) => {
        const steps = times.map(
          (time, count) => `H${x.at(days(time)).toFixed(1)}V${y.at(count + 1).toFixed(1)}`,
        );
        return (
          <path
            key={readerCode}
            d={`M${plot.left} ${plot.bottom}${steps.join('')}H${plot.right}`}
            fill="none"
            stroke="var(--figure-mark)"
            strokeWidth={1.6}
            strokeDasharray={dashes[index % dashes.length]}
          />
        );
      })}
      {placed.map(({ index, name, at }) => (
        <g key={name}>
          <line
            x1={plot.right + 6}
            x2={plot.right + 24}
            y1={at - 4}
            y2={at - 4}
            stroke="var(--figure-mark)"
            strokeWidth={1.6}
            strokeDasharray={dashes[index % dashes.length]}
          />
          <text x={plot.right + 28} y={at} fill="var(--figure-ink)">
            {name}
          </text>
        </g>
      ))}
      <text
        x={(plot.left + plot.right) / 2}
        y={size.height - 12}
        textAnchor="middle"
        fill="var(--figure-ink)"
      >
        {words.daysAxis}
      </text>
      <text
        transform={`translate(12 ${(plot.top + plot.bottom) / 2}) rotate(-90)`}
        textAnchor="middle"
        fill="var(--figure-ink)"
      >
        {words.submittedAxis}
      </text>
    </Figure>
  );
}
