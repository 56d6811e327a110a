import { type ReactNode, useEffect, useRef } from 'react';
import { text } from '../../ui/text';
import { hasJustAdvanced } from '../advance';
import { type StepId, useProtocolStore } from '../protocol-store';
import styles from '../reading.module.css';

interface StepCardProps {
  id: StepId;
  number: number;
  title: string;
  summary: ReactNode;
  done: boolean;
  children: ReactNode;
}

/** One step of the protocol: a heading with its state in a word or two, and its form while it is open. */
export function StepCard({ id, number, title, summary, done, children }: StepCardProps) {
  const open = useProtocolStore((state) => state.step === id);
  const setStep = useProtocolStore((state) => state.setStep);
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <section ref={ref} className={styles.step} data-open={open} data-done={done} data-step={id}>
      <div className={styles.stepHead}>
        <span className={styles.stepNumber} aria-hidden="true">
          {done ? '✓' : number}
        </span>
        <button
          type="button"
          className={styles.stepTitle}
          aria-expanded={open}
          aria-controls={open ? `step-${id}` : undefined}
          aria-label={done ? text.reading.complete(title) : title}
          onClick={() => setStep(open && !hasJustAdvanced() ? null : id)}
        >
          {title}
        </button>
        <span className={styles.stepSummary} title={typeof summary === 'string' ? summary : undefined}>
          {summary}
        </span>
      </div>
      {open && (
        <div id={`step-${id}`} className={styles.stepBody}>
          {children}
        </div>
      )}
    </section>
  );
}
