import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { decidingItems, itemAnswers } from '../../shared/cohort/asked-items';
import { type ItemRule, type ProtocolItem, protocolItems } from '../../shared/cohort/protocol';
import { text } from '../ui/text';
import classes from './cohort.module.css';

const words = text.protocol;
const asked = ['required', 'optional', 'no'] as const;

interface ProtocolItemsProps {
  items: readonly ItemRule[];
  onChange: (items: ItemRule[]) => void;
}

/** Every item: whether it is asked, on what it depends, and which answers are offered. */
export function ProtocolItems({ items, onChange }: ProtocolItemsProps) {
  const [opened, setOpened] = useState<ProtocolItem | null>(null);
  const change = (changed: ItemRule) =>
    onChange(items.map((rule) => (rule.item === changed.item ? changed : rule)));
  return (
    <>
      <h2 id="protocol-items" className={classes.heading}>
        {words.items}
      </h2>
      <p className={classes.quiet}>{words.itemsHint}</p>
      <table className={classes.plainTable} aria-labelledby="protocol-items">
        <thead>
          <tr>
            <th scope="col">{words.item}</th>
            <th scope="col">{words.isAsked}</th>
            <th scope="col">{words.dependsOn}</th>
            <th scope="col">{words.allowed}</th>
          </tr>
        </thead>
        <tbody>
          {protocolItems.map((item) => {
            const rule = items.find((one) => one.item === item);
            return rule === undefined ? null : (
              <ItemRow
                key={item}
                rule={rule}
                isOpen={opened === item}
                onToggle={() => setOpened(opened === item ? null : item)}
                onChange={change}
              />
            );
          })}
        </tbody>
      </table>
    </>
  );
}

const answersText = ({ allowed }: ItemRule, answers: readonly string[]) =>
  allowed === null ? words.allAnswers : words.someAnswers(allowed.length, answers.length);

interface ItemRowProps {
  rule: ItemRule;
  isOpen: boolean;
  onToggle: () => void;
  onChange: (rule: ItemRule) => void;
}

function ItemRow({ rule, isOpen, onToggle, onChange }: ItemRowProps) {
  const name = words.itemNames[rule.item];
  const answers = itemAnswers[rule.item];
  const isOff = rule.asked === 'no';
  return (
    <tr data-dimmed={isOff || undefined}>
      <th scope="row">{name}</th>
      <td>
        <NativeSelect
          size="xs"
          aria-label={words.of(words.isAsked, name)}
          value={rule.asked}
          data={asked.map((value) => ({ value, label: words.asked[value] }))}
          onChange={(event) => {
            const value = asked.find((one) => one === event.currentTarget.value);
            if (value !== undefined) onChange({ ...rule, asked: value });
          }}
        />
      </td>
      <td>
        <Condition rule={rule} name={name} isOff={isOff} onChange={onChange} />
      </td>
      <td>
        {answers === null ? (
          ''
        ) : (
          <>
            <button
              type="button"
              className={classes.smallButton}
              aria-expanded={isOpen}
              aria-label={words.of(answersText(rule, answers), name)}
              disabled={isOff}
              onClick={onToggle}
            >
              {answersText(rule, answers)}
            </button>
            {isOpen && !isOff && (
              <Answers
                label={words.of(words.allowed, name)}
                answers={answers}
                chosen={rule.allowed ?? answers}
                onChange={(chosen) =>
                  onChange({ ...rule, allowed: chosen.length === answers.length ? null : chosen })
                }
              />
            )}
          </>
        )}
      </td>
    </tr>
  );
}

interface ConditionProps {
  rule: ItemRule;
  name: string;
  isOff: boolean;
  onChange: (rule: ItemRule) => void;
}

function Condition({ rule, name, isOff, onChange }: ConditionProps) {
  const { when } = rule;
  const answers = when === null ? null : itemAnswers[when.item];
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={words.of(words.dependsOn, name)}
        disabled={isOff}
        value={when?.item ?? ''}
        data={[
          { value: '', label: words.always },
          ...decidingItems
            .filter((item) => item !== rule.item)
            .map((item) => ({ value: item, label: words.itemNames[item] })),
        ]}
        onChange={(event) => {
          const item = decidingItems.find((one) => one === event.currentTarget.value);
          const [first] = item === undefined ? [] : (itemAnswers[item] ?? []);
          onChange({
            ...rule,
            when: item === undefined || first === undefined ? null : { item, oneOf: [first] },
          });
        }}
      />
      {when !== null && answers !== null && !isOff && (
        <Answers
          label={words.answersOf(words.itemNames[when.item], name)}
          answers={answers}
          chosen={when.oneOf}
          onChange={(oneOf) => onChange({ ...rule, when: { ...when, oneOf } })}
        />
      )}
    </>
  );
}

interface AnswersProps {
  label: string;
  answers: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Some of the answers, at least one. */
function Answers({ label, answers, chosen, onChange }: AnswersProps) {
  return (
    <fieldset className={classes.choices} data-row aria-label={label}>
      {answers.map((answer) => (
        <label key={answer} className={classes.tick}>
          <input
            type="checkbox"
            checked={chosen.includes(answer)}
            disabled={chosen.length === 1 && chosen.includes(answer)}
            onChange={(event) =>
              onChange(
                answers.filter((one) => (one === answer ? event.target.checked : chosen.includes(one))),
              )
            }
          />
          {words.answer(answer)}
        </label>
      ))}
    </fieldset>
  );
}
