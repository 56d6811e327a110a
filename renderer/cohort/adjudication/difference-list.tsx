import { IconChevronDown, IconChevronUp, IconPencil } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { ComparedPart } from '../../../shared/cohort/compare-case';
import type { Decision } from '../../../shared/cohort/decision';
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

/** What differs between the readings, with what each says, and what the adjudicator decided where that is asked. */
export function DifferenceList({ reading, readings }: Props) {
  const parts = useAdjudicationStore((state) => state.parts);
  const listsAll = useAdjudicationStore((state) => state.listsAll);
  const refused = useReadingStore((state) => state.refused);
  const isLookedAt = useAdjudicationStore((state) => state.lookedAt !== null);
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
              {members.map((part) =>
                isLookedAt ? (
                  <PartRow key={part.key} part={part}>
                    <div className={classes.values}>
                      {readings.map(({ label }, index) => (
                        <ReaderValue key={label} label={label} value={part.values[index]?.words ?? ''} />
                      ))}
                    </div>
                  </PartRow>
                ) : (
                  <DifferenceRow key={part.key} part={part} reading={reading} readings={readings} />
                ),
              )}
            </ul>
          </section>
        ))}
      </section>
      {isDraft && (
        <div className={classes.foot}>
          {refused !== null && (
            <p className={classes.problem} role="alert">
              {refused}
            </p>
          )}
          <div className={classes.actions}>
            <SubmitButton missingCount={missingInCase(reading).length} />
            <div className={classes.takeAlls}>
              {readings.map(({ label }) => (
                <TakeAllButton key={label} label={label} />
              ))}
            </div>
          </div>
        </div>
      )}
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

interface PartRowProps {
  part: ComparedPart;
  /** What the adjudicator's record says of it, and the words for that; missing where nothing is decided. */
  decided?: { state: Decision['state']; words: string };
  children: ReactNode;
}

/** A line of the list: what the part is, how far the readings are apart in it, and what they say (`children`). */
function PartRow({ part, decided, children }: PartRowProps) {
  const isChosen = useAdjudicationStore((state) => state.chosen === part.key);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const method = part.part.kind === 'measurement' ? part.part.method : null;
  return (
    <li ref={row} className={classes.part} data-state={decided?.state} data-chosen={isChosen || undefined}>
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
        <span className={classes.aside}>
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
          {decided !== undefined && (
            <span className={classes.state} data-state={decided.state}>
              {decided.words}
            </span>
          )}
        </span>
      </div>
      {children}
      {part.extent !== 'different' && <div className={classes.extent}>{words.extents[part.extent]}</div>}
    </li>
  );
}

function ReaderValue({ label, value }: { label: ReaderLabel; value: string }) {
  const shown = value === '' ? words.empty : inLocale(value);
  return (
    <div className={classes.said} data-reader={label} data-empty={value === '' || undefined} title={shown}>
      <b className={classes.badge} data-reader={label} />
      <span className={classes.value}>{shown}</span>
    </div>
  );
}

function DifferenceRow({ part, reading, readings }: Props & { part: ComparedPart }) {
  const settled = useAdjudicationStore((state) => state.settled);
  const { state, own, sameAs } = decisionIn(part, reading, settled);
  const labels = sameAs.map((index) => readings[index]?.label ?? '').join(' ');
  const isDraft = reading.status === 'draft';
  return (
    <PartRow
      part={part}
      decided={{ state, words: state === 'taken' ? words.states.taken(labels) : words.states[state] }}
    >
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
        {isDraft && (
          <button
            type="button"
            className={classes.anew}
            aria-label={`${words.readAnew}: ${part.label}`}
            title={words.readAnew}
            onClick={() => readAnew(part)}
          >
            <IconPencil size={14} aria-hidden="true" />
          </button>
        )}
      </div>
      {state === 'own' && <div className={classes.ownValue}>{words.stateOwn(inLocale(own.words))}</div>}
    </PartRow>
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
