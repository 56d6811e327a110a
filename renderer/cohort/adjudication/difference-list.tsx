import { IconChevronDown, IconChevronUp, IconPencil } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import type { ComparedPart } from '../../../shared/cohort/compare-case';
import type { Reading } from '../../../shared/findings/reading';
import { valueInWords } from '../../../shared/geometry/measurements/format-value';
import { useTitle } from '../../app/key-hint';
import { missingInCase } from '../../reading/case-protocol';
import { SubmitButton } from '../../reading/submit-button';
import { useReadingStore } from '../../reading/use-reading';
import { inLocale } from '../../ui/format';
import { text } from '../../ui/text';
import classes from './adjudication.module.css';
import {
  type AdjudicationState,
  decisionIn,
  listedParts,
  type ReaderLabel,
  useAdjudicationStore,
} from './adjudication-store';
import { readAnew, showPart } from './go-to-part';
import { goToDifference, take, takeWhole } from './take';

const words = text.adjudication;

interface Props {
  reading: Reading;
  readings: NonNullable<AdjudicationState['readings']>;
}

/** What differs between the readings, with what each says, and what the adjudicator decided. */
export function DifferenceList({ reading, readings }: Props) {
  const parts = useAdjudicationStore((state) => state.parts);
  const listsAll = useAdjudicationStore((state) => state.listsAll);
  const refused = useReadingStore((state) => state.refused);
  const groups = useMemo(() => grouped(listedParts({ parts, listsAll })), [parts, listsAll]);
  const isDraft = reading.status === 'draft';
  return (
    <>
      <div className={classes.bar}>
        <StepButton step={-1} />
        <StepButton step={1} />
        <fieldset className={classes.listed} aria-label={words.listed}>
          {[false, true].map((all) => (
            <label key={String(all)}>
              <input
                type="radio"
                name="listed-parts"
                checked={listsAll === all}
                onChange={() => useAdjudicationStore.setState({ listsAll: all })}
              />
              {all ? words.everything : words.onlyDifferences}
            </label>
          ))}
        </fieldset>
      </div>
      <section className={classes.list} aria-label={words.differences}>
        {groups.length === 0 && <p className={classes.note}>{words.nothing}</p>}
        {groups.map(({ key, title, members }) => (
          <section key={key} aria-label={title}>
            <h3 className={classes.group}>{title}</h3>
            <ul className={classes.parts}>
              {members.map((part) => (
                <DifferenceRow key={part.key} part={part} reading={reading} readings={readings} />
              ))}
            </ul>
          </section>
        ))}
      </section>
      <div className={classes.foot}>
        {refused !== null && (
          <p className={classes.problem} role="alert">
            {refused}
          </p>
        )}
        <div className={classes.actions}>
          {isDraft && <SubmitButton missingCount={missingInCase(reading).length} />}
          {isDraft && readings.map(({ label }) => <TakeAllButton key={label} label={label} />)}
        </div>
      </div>
    </>
  );
}

interface Group {
  key: string;
  title: string;
  members: ComparedPart[];
}

/** Consecutive parts of one fracture and section. */
function grouped(parts: readonly ComparedPart[]): Group[] {
  const groups: Group[] = [];
  for (const part of parts) {
    const fracture = part.fracture?.key ?? '';
    const section = words.sections[part.section];
    const title =
      fracture === '' ? section : `${words.fracture(fracture.replaceAll('|', ' / '))} · ${section}`;
    const last = groups.at(-1);
    if (last?.title === title) last.members.push(part);
    else groups.push({ key: `${groups.length} ${title}`, title, members: [part] });
  }
  return groups;
}

function StepButton({ step }: { step: -1 | 1 }) {
  const name = step === 1 ? words.next : words.previous;
  const title = useTitle(name, step === 1 ? 'adjudication.next' : 'adjudication.previous');
  const Icon = step === 1 ? IconChevronDown : IconChevronUp;
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={name}
      title={title}
      onClick={() => goToDifference(step)}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}

function TakeAllButton({ label }: { label: ReaderLabel }) {
  const title = useTitle(words.takeAll(label), `adjudication.takeAll${label}`);
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={words.takeAll(label)}
      title={title}
      onClick={() => takeWhole(label)}
    >
      <b className={classes.badge} data-reader={label} />
      {words.takeAllShort}
    </button>
  );
}

function DifferenceRow({ part, reading, readings }: Props & { part: ComparedPart }) {
  const isChosen = useAdjudicationStore((state) => state.chosen === part.key);
  const settled = useAdjudicationStore((state) => state.settled);
  const row = useRef<HTMLLIElement>(null);
  const { state, own, sameAs } = decisionIn(part, reading, settled);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const labelsOf = (places: readonly number[]) =>
    places.map((index) => readings[index]?.label ?? '').join(' ');
  const method = part.part.kind === 'measurement' ? part.part.method : null;
  const isDraft = reading.status === 'draft';
  return (
    <li ref={row} className={classes.part} data-state={state} data-chosen={isChosen || undefined}>
      <div className={classes.partHead}>
        <button
          type="button"
          className={classes.name}
          aria-label={words.goTo(part.label)}
          aria-current={isChosen || undefined}
          onClick={() => showPart(part)}
        >
          {part.label}
        </button>
        {method !== null && <span className={classes.method}>{method}</span>}
        {part.apart !== null && part.apart.value > 0 && (
          <span className={classes.apart}>
            {words.apart(
              inLocale(
                valueInWords({
                  ...part.apart,
                  ...(part.apart.uncertainty === null
                    ? { uncertainty: undefined }
                    : { uncertainty: part.apart.uncertainty }),
                }),
              ),
            )}
          </span>
        )}
        <span className={classes.state} data-state={state}>
          {state === 'taken' ? words.states.taken(labelsOf(sameAs)) : words.states[state]}
        </span>
      </div>
      <div className={classes.values}>
        {readings.map(({ label }, index) => (
          <TakeButton
            key={label}
            part={part}
            label={label}
            value={part.values[index]?.words ?? ''}
            isTaken={state === 'taken' && sameAs.includes(index)}
            disabled={!isDraft}
          />
        ))}
        <button
          type="button"
          className={classes.anew}
          aria-label={`${words.readAnew}: ${part.label}`}
          title={words.readAnew}
          disabled={!isDraft}
          onClick={() => readAnew(part)}
        >
          <IconPencil size={14} aria-hidden="true" />
        </button>
      </div>
      {state === 'own' && <div className={classes.ownValue}>{words.stateOwn(inLocale(own.words))}</div>}
      {part.extent !== 'different' && <div className={classes.extent}>{words.extents[part.extent]}</div>}
    </li>
  );
}

interface TakeButtonProps {
  part: ComparedPart;
  label: ReaderLabel;
  value: string;
  isTaken: boolean;
  disabled: boolean;
}

function TakeButton({ part, label, value, isTaken, disabled }: TakeButtonProps) {
  const shown = value === '' ? words.empty : inLocale(value);
  return (
    <button
      type="button"
      className={classes.take}
      data-reader={label}
      data-empty={value === '' || undefined}
      aria-label={`${words.take(label)}: ${part.label}, ${shown}`}
      aria-pressed={isTaken}
      title={shown}
      disabled={disabled}
      onClick={() => take(part, label)}
    >
      <b className={classes.badge} data-reader={label} />
      <span className={classes.value}>{shown}</span>
    </button>
  );
}
