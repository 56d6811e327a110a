import { NativeSelect, NumberInput } from '@mantine/core';
import {
  type HangingProtocol,
  type HangingRule,
  type HangingView,
  hangingViews,
  type Layout,
} from '../../shared/ipc/hanging';
import { text } from '../ui/text';
import { layouts } from '../viewer/viewer-cells';
import classes from './settings.module.css';

const words = text.hanging;
const planes = ['sagittal', 'axial', 'coronal'] as const;
const weightings = ['T2', 'T1', 'STIR', 'PD'] as const;
const preferences = ['coverage', 'detail'] as const;

const layoutName = ({ rows, columns }: Layout) => text.layout.name(rows, columns);

interface HangingRulesProps {
  hanging: HangingProtocol;
  onChange: (hanging: HangingProtocol) => void;
}

/** Which stack, slice and enlargement each step brings in front, and what the viewports show at first. */
export function HangingRules({ hanging, onChange }: HangingRulesProps) {
  const { layout, opening, steps } = hanging;
  const changeStep = (view: HangingView, changed: Partial<HangingProtocol['steps'][HangingView]>) =>
    onChange({ ...hanging, steps: { ...steps, [view]: { ...steps[view], ...changed } } });
  return (
    <>
      <h3 id="hanging-steps">{words.steps}</h3>
      <p className={classes.hint}>{words.hint}</p>
      <table className={classes.rules} aria-labelledby="hanging-steps">
        <Head first={words.subject} last={words.extent} />
        <tbody>
          {hangingViews.map((view) => (
            <tr key={view}>
              <th scope="row">{words.view(view)}</th>
              <RuleCells
                row={words.view(view)}
                rule={steps[view].rule}
                onChange={(rule) => changeStep(view, { rule })}
              />
              <td>
                <NumberInput
                  size="xs"
                  aria-label={words.of(words.extent, words.view(view))}
                  placeholder={words.wholeImage}
                  value={steps[view].extent ?? ''}
                  min={30}
                  max={500}
                  step={10}
                  allowDecimal={false}
                  clampBehavior="blur"
                  onChange={(value) => {
                    if (value === '') changeStep(view, { extent: null });
                    else if (typeof value === 'number' && value >= 30 && value <= 500)
                      changeStep(view, { extent: value });
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 id="hanging-opening">{words.opening}</h3>
      <NativeSelect
        size="xs"
        w={220}
        label={words.layout}
        value={layoutName(layout)}
        data={layouts.map(layoutName)}
        onChange={(event) => {
          const chosen = layouts.find((one) => layoutName(one) === event.currentTarget.value);
          if (chosen !== undefined) onChange({ ...hanging, layout: chosen });
        }}
      />
      <p className={classes.hint}>{words.openingHint}</p>
      <table className={classes.rules} aria-labelledby="hanging-opening">
        <Head first={words.viewport} />
        <tbody>
          {opening.map((rule, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a viewport is its place
            <tr key={index}>
              <th scope="row">{words.place(index + 1)}</th>
              <RuleCells
                row={words.place(index + 1)}
                rule={rule}
                onChange={(changed) =>
                  onChange({
                    ...hanging,
                    opening: opening.map((one, place) => (place === index ? changed : one)),
                  })
                }
              />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Head({ first, last }: { first: string; last?: string }) {
  return (
    <thead>
      <tr>
        {[first, words.plane, words.weighting, words.prefers, ...(last === undefined ? [] : [last])].map(
          (column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}

interface RuleCellsProps {
  row: string;
  rule: HangingRule;
  onChange: (rule: HangingRule) => void;
}

function RuleCells({ row, rule, onChange }: RuleCellsProps) {
  return (
    <>
      <Choice
        label={words.of(words.plane, row)}
        value={rule.plane}
        choices={planes}
        nameOf={(plane) => words.planes[plane]}
        onChange={(plane) => onChange({ ...rule, plane })}
      />
      <Choice
        label={words.of(words.weighting, row)}
        value={rule.weighting}
        choices={weightings}
        nameOf={(weighting) => weighting}
        onChange={(weighting) => onChange({ ...rule, weighting })}
      />
      <Choice
        label={words.of(words.prefers, row)}
        value={rule.prefers}
        choices={preferences}
        nameOf={(preference) => words.preferences[preference]}
        onChange={(prefers) => onChange({ ...rule, prefers })}
      />
    </>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly Value[];
  nameOf: (value: Value) => string;
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, choices, nameOf, onChange }: ChoiceProps<Value>) {
  return (
    <td>
      <NativeSelect
        size="xs"
        aria-label={label}
        value={value}
        data={choices.map((choice) => ({ value: choice, label: nameOf(choice) }))}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      />
    </td>
  );
}
