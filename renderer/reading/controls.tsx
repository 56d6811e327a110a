import { type ReactNode, useId, useState } from 'react';
import { text } from '../ui/text';
import type { Option } from '../ui/text-answers';
import { useAskedRule } from './asked';
import styles from './reading.module.css';

interface ChoiceProps<V extends string> {
  label: string;
  value: V | null;
  options: readonly Option<V>[];
  /** Called with null when the chosen answer is clicked again: back to "not answered". */
  onChange: (value: V | null) => void;
  disabled: boolean;
  /** Marks the row as the one the reader was sent to; see `focusField`. */
  field?: string;
  children?: ReactNode;
}

/** A named row of radio buttons that look like chips; digits choose, too. Not answered shows no chip chosen. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const name = useId();
  const { label, value, onChange, disabled, field } = props;
  const { isShown, isOptional, allowed } = useAskedRule(field);
  if (!isShown) return null;
  // An answer given before stays in sight.
  const options = props.options.filter(
    (option) => allowed === null || allowed.includes(option.value) || option.value === value,
  );
  return (
    <div className={styles.row} data-field={field}>
      <span className={styles.rowLabel} aria-hidden="true">
        {label}
        {isOptional && <small>{text.protocol.optionalMark}</small>}
      </span>
      <div
        className={styles.chips}
        role="radiogroup"
        aria-label={label}
        onKeyDown={(event) => {
          const option = options[Number(event.key) - 1];
          if (option === undefined || disabled || event.ctrlKey || event.altKey || event.metaKey) return;
          event.preventDefault();
          onChange(option.value);
        }}
      >
        {options.map((option) => (
          <label key={option.value} className={styles.chip} title={option.hint}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              disabled={disabled}
              aria-label={option.hint === undefined ? option.label : `${option.label}: ${option.hint}`}
              onChange={() => onChange(option.value)}
              onClick={() => {
                if (value === option.value) onChange(null);
              }}
            />
            <span>{option.label}</span>
          </label>
        ))}
        {props.children}
      </div>
    </div>
  );
}

interface ConfidenceProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  disabled: boolean;
  field?: string;
}

const confidenceOptions: readonly Option<string>[] = ['1', '2', '3', '4', '5'].map((value) => ({
  value,
  label: value,
}));

/** Confidence from 1 (guess) to 5 (certain). */
export function Confidence({ label, value, onChange, disabled, field }: ConfidenceProps) {
  return (
    <Choice
      label={label}
      value={value === null ? null : String(value)}
      options={confidenceOptions}
      onChange={(next) => onChange(next === null ? null : Number(next))}
      disabled={disabled}
      field={field}
    >
      <span className={styles.hint}>{text.reading.confidenceScale}</span>
    </Choice>
  );
}

interface NumberFieldProps {
  label: string;
  unit: string;
  value: number | null;
  /** Called while typing with a valid number, or null for an empty field. */
  onChange: (value: number | null) => void;
  onDone: () => void;
  maximum?: number;
  disabled: boolean;
  field?: string;
}

/** A number with its unit. What is no number, or out of range, is kept on screen and marked, not stored. */
export function NumberField(props: NumberFieldProps) {
  const { label, unit, value, maximum = 1000, disabled, field } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const shown = draft ?? (value === null ? '' : String(value));
  const { isShown, isOptional } = useAskedRule(field);
  if (!isShown) return null;
  const wrong = draft !== null && parseNumber(draft, maximum) === undefined;
  return (
    <div className={styles.row} data-field={field}>
      <label className={styles.rowLabel} htmlFor={id}>
        {label}
        {isOptional && <small>{text.protocol.optionalMark}</small>}
      </label>
      <div className={styles.chips}>
        <input
          id={id}
          className={styles.number}
          inputMode="decimal"
          autoComplete="off"
          value={shown}
          disabled={disabled}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={(event) => {
            setDraft(event.target.value);
            const parsed = parseNumber(event.target.value, maximum);
            if (parsed !== undefined) props.onChange(parsed);
          }}
          onBlur={() => {
            if (!wrong) setDraft(null);
            props.onDone();
          }}
        />
        <span className={styles.hint}>{unit}</span>
        {wrong && (
          <span id={`${id}-wrong`} className={styles.problem} role="alert">
            {text.reading.numberUpTo(maximum)}
          </span>
        )}
      </div>
    </div>
  );
}

/** A number from 0 to `maximum` with decimal point or comma, null for nothing, undefined for anything else. */
function parseNumber(typed: string, maximum: number): number | null | undefined {
  const trimmed = typed.trim().replace(',', '.');
  if (trimmed === '') return null;
  if (!/^\d+(\.\d*)?$/.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return value <= maximum ? value : undefined;
}

interface NotAssessableProps {
  /** What cannot be judged, e.g. "Landmarks". */
  item: string;
  reason: string | null;
  onChange: (reason: string | null) => void;
  disabled: boolean;
  field?: string;
}

const { usualReasons } = text.reading;

/** "Not assessable" with its reason: ticked with a usual reason at once, the words can be changed. */
export function NotAssessable({ item, reason, onChange, disabled, field }: NotAssessableProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const listId = useId();
  const commit = () => {
    if (draft !== null && draft.trim() !== '' && draft.trim() !== reason) onChange(draft.trim());
    setDraft(null);
  };
  return (
    <div className={styles.notAssessable} data-field={field}>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={reason !== null}
          disabled={disabled}
          aria-label={text.reading.itemNotAssessable(item)}
          onChange={(event) => onChange(event.target.checked ? (usualReasons[0] ?? null) : null)}
        />
        {text.reading.notAssessable}
      </label>
      {reason !== null && (
        <>
          <input
            className={styles.reason}
            value={draft ?? reason}
            list={listId}
            disabled={disabled}
            aria-label={text.reading.reasonOf(item)}
            onChange={(event) => setDraft(event.target.value)}
            onFocus={(event) => event.target.select()}
            onKeyDown={(event) => {
              if (event.key === 'Enter') commit();
            }}
            onBlur={commit}
          />
          <datalist id={listId}>
            {usualReasons.map((usual) => (
              <option key={usual} value={usual} />
            ))}
          </datalist>
        </>
      )}
    </div>
  );
}

/** Moves the keyboard focus to the first control of a field and shows it. */
export function focusField(field: string): void {
  const row = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
  row?.scrollIntoView({ block: 'nearest' });
  row?.querySelector<HTMLElement>('input:checked, input, button, select')?.focus();
}
