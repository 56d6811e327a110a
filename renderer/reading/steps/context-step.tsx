import { setContext, setMeasurementConfidence } from '../../../shared/findings/edits';
import type { Fracture } from '../../../shared/findings/reading';
import { text } from '../../ui/text';
import { presenceOptions } from '../../ui/text-answers';
import { Choice, Confidence } from '../controls';
import { ItemNotAssessable, notAssessableReason } from '../item-not-assessable';
import { useReadingStore } from '../use-reading';
import { StepCard } from './step-card';

interface ContextStepProps {
  number: number;
  fracture: Fracture;
  done: boolean;
  disabled: boolean;
}

function summary(fracture: Fracture): string {
  const { oedema, intravertebralCleft } = fracture.context;
  const parts = [
    oedema === null ? '' : text.form.context.oedemaIs(oedema.replace('-', ' ')),
    intravertebralCleft === null ? '' : text.form.context.cleftIs(intravertebralCleft.replace('-', ' ')),
  ];
  return parts.filter((part) => part !== '').join(' · ') || text.reading.notBegun;
}

/** Step 7: what the marrow shows, and how sure the measurements are. */
export function ContextStep({ number, fracture, done, disabled }: ContextStepProps) {
  const { apply } = useReadingStore.getState();
  const { level } = fracture;
  return (
    <StepCard id="context" number={number} title={text.steps.context} summary={summary(fracture)} done={done}>
      <Choice
        label={text.form.context.oedema}
        field="context.oedema"
        value={fracture.context.oedema}
        options={presenceOptions}
        disabled={disabled}
        onChange={(oedema) => apply((draft) => setContext(draft, level, { oedema }), `oedema of ${level}`)}
      />
      <Choice
        label={text.form.context.cleft}
        field="context.intravertebralCleft"
        value={fracture.context.intravertebralCleft}
        options={presenceOptions}
        disabled={disabled}
        onChange={(intravertebralCleft) =>
          apply(
            (draft) => setContext(draft, level, { intravertebralCleft }),
            `intravertebral cleft of ${level}`,
          )
        }
      />
      {([fracture.context.oedema, fracture.context.intravertebralCleft].includes('not-assessable') ||
        notAssessableReason(fracture, 'context') !== null) && (
        <ItemNotAssessable
          fracture={fracture}
          item="context"
          name={text.form.context.name}
          rowLabel={text.reading.reason}
          disabled={disabled}
        />
      )}
      <Confidence
        label={text.form.context.confidence}
        field="measurementConfidence"
        value={fracture.measurementConfidence}
        disabled={disabled}
        onChange={(measurementConfidence) =>
          apply(
            (draft) => setMeasurementConfidence(draft, level, measurementConfidence),
            `measurement confidence of ${level}`,
          )
        }
      />
    </StepCard>
  );
}
