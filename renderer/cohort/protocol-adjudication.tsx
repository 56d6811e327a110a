import { Button, NativeSelect, NumberInput, Switch } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { decidingItems } from '../../shared/cohort/asked-items';
import type { ProjectReader } from '../../shared/cohort/project';
import type { AdjudicationCriterion, Protocol } from '../../shared/cohort/protocol';
import { unitOfMethod } from '../../shared/export/measurement-items';
import { measurementMethods } from '../../shared/findings/reading';
import { unitWords } from '../reading/measurement-list';
import { text } from '../ui/text';
import classes from './cohort.module.css';

const words = text.protocol;
const kinds = ['fracturePresence', 'level', 'rimStatus', 'rimCells', 'answer', 'measurement'] as const;

function newCriterion(kind: AdjudicationCriterion['kind']): AdjudicationCriterion {
  switch (kind) {
    case 'rimCells':
      return { kind, moreThan: 1 };
    case 'answer':
      return { kind, item: 'pattern' };
    case 'measurement':
      return { kind, method: 'RETRO-ADJ', moreThan: 2 };
    default:
      return { kind };
  }
}

interface ProtocolAdjudicationProps {
  protocol: Protocol;
  readers: readonly ProjectReader[];
  onChange: (adjudication: Protocol['adjudication']) => void;
}

/** Whether, by whom and at which differences a case is adjudicated. */
export function ProtocolAdjudication({ protocol, readers, onChange }: ProtocolAdjudicationProps) {
  const { adjudication } = protocol;
  const possible = readers.filter(({ roles }) => roles.includes('adjudicator'));
  return (
    <>
      <h2 className={classes.heading}>{words.adjudication}</h2>
      <Switch
        size="xs"
        label={words.adjudicated}
        checked={adjudication !== null}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked
              ? { adjudicators: [], when: [{ kind: 'level' }, { kind: 'rimStatus' }] }
              : null,
          )
        }
      />
      {adjudication !== null && (
        <>
          <p className={classes.quiet}>{words.when}</p>
          <ul className={classes.list} aria-label={words.when}>
            {adjudication.when.map((criterion, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a criterion is its place in the list
              <li key={index} className={classes.criterion}>
                <Criterion
                  number={index + 1}
                  criterion={criterion}
                  onChange={(changed) =>
                    onChange({
                      ...adjudication,
                      when: adjudication.when.map((one, at) => (at === index ? changed : one)),
                    })
                  }
                />
                <button
                  type="button"
                  className={classes.smallButton}
                  aria-label={words.removeCriterion(index + 1)}
                  disabled={adjudication.when.length === 1}
                  onClick={() =>
                    onChange({ ...adjudication, when: adjudication.when.filter((_, at) => at !== index) })
                  }
                >
                  <IconX size={12} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onChange({ ...adjudication, when: [...adjudication.when, newCriterion('level')] })}
          >
            {words.addCriterion}
          </Button>
          <p className={classes.quiet}>{words.adjudicators}</p>
          <div className={classes.choices} data-row>
            {possible.map(({ code }) => (
              <label key={code} className={classes.tick}>
                <input
                  type="checkbox"
                  checked={adjudication.adjudicators.includes(code)}
                  onChange={(event) =>
                    onChange({
                      ...adjudication,
                      adjudicators: possible
                        .map((one) => one.code)
                        .filter((one) =>
                          one === code ? event.target.checked : adjudication.adjudicators.includes(one),
                        ),
                    })
                  }
                />
                {code}
              </label>
            ))}
            {possible.length === 0 && <span className={classes.quiet}>{words.noAdjudicator}</span>}
          </div>
        </>
      )}
    </>
  );
}

interface CriterionProps {
  number: number;
  criterion: AdjudicationCriterion;
  onChange: (criterion: AdjudicationCriterion) => void;
}

function Criterion({ number, criterion, onChange }: CriterionProps) {
  const unit = criterion.kind === 'measurement' ? unitWords[unitOfMethod(criterion.method) ?? '1'] : '';
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={words.criterion(number)}
        value={criterion.kind}
        data={kinds.map((kind) => ({ value: kind, label: words.criteria[kind] }))}
        onChange={(event) => {
          const kind = kinds.find((one) => one === event.currentTarget.value);
          if (kind !== undefined) onChange(newCriterion(kind));
        }}
      />
      {criterion.kind === 'answer' && (
        <NativeSelect
          size="xs"
          aria-label={words.criterionItem(number)}
          value={criterion.item}
          data={decidingItems.map((item) => ({ value: item, label: words.itemNames[item] }))}
          onChange={(event) => {
            const item = decidingItems.find((one) => one === event.currentTarget.value);
            if (item !== undefined) onChange({ ...criterion, item });
          }}
        />
      )}
      {criterion.kind === 'measurement' && (
        <NativeSelect
          size="xs"
          aria-label={words.criterionMethod(number)}
          value={criterion.method}
          data={[...measurementMethods]}
          onChange={(event) => {
            const method = measurementMethods.find((one) => one === event.currentTarget.value);
            if (method !== undefined) onChange({ ...criterion, method });
          }}
        />
      )}
      {(criterion.kind === 'measurement' || criterion.kind === 'rimCells') && (
        <NumberInput
          size="xs"
          w={110}
          aria-label={words.criterionLimit(number)}
          prefix="> "
          suffix={unit === '' ? '' : ` ${unit}`}
          value={criterion.moreThan}
          min={0}
          max={criterion.kind === 'rimCells' ? 8 : 1000}
          allowDecimal={criterion.kind === 'measurement'}
          onChange={(moreThan) => {
            if (typeof moreThan === 'number') onChange({ ...criterion, moreThan });
          }}
        />
      )}
    </>
  );
}
