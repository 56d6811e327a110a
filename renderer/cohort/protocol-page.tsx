import { Button, NumberInput, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ProjectState } from '../../shared/cohort/project';
import { type Protocol, protocolSchema } from '../../shared/cohort/protocol';
import { problemOfItems } from '../../shared/cohort/protocol-sense';
import { measurementMethods } from '../../shared/findings/reading';
import { firstHangingProtocol } from '../../shared/ipc/hanging';
import { isEqual } from '../../shared/is-equal';
import { bridge } from '../app/bridge';
import { HangingRules } from '../settings/hanging-rules';
import { text } from '../ui/text';
import classes from './cohort.module.css';
import { hindranceToChange, perform, say, takeProject, useProjectStore } from './project-store';
import { ProtocolAdjudication } from './protocol-adjudication';
import { ProtocolItems } from './protocol-items';

const words = text.protocol;

/** Seeds are 32 bits wide. */
const newSeed = () => Math.floor(Math.random() * 2 ** 32);

/** What is wrong with an edited protocol, a sentence; null where it can be saved. */
function problemOf(protocol: Protocol): string | null {
  const parsed = protocolSchema.safeParse(protocol);
  if (parsed.success) return problemOfItems(protocol, (item) => words.itemNames[item]);
  const [first] = parsed.error.issues;
  return words.invalid(first?.path.join('.') ?? '', first?.message ?? '');
}

/** The protocol of the project, all of it; read-only to everybody but the coordinator. */
export function ProtocolPage({ project }: { project: ProjectState }) {
  const isBusy = useProjectStore((state) => state.isBusy);
  const [draft, setDraft] = useState(project.protocol);
  // A protocol saved meanwhile is the one to go on from.
  const [base, setBase] = useState(project.protocol);
  if (!isEqual(base, project.protocol)) {
    setBase(project.protocol);
    setDraft(project.protocol);
  }
  const change = (changed: Partial<Protocol>) => setDraft({ ...draft, ...changed });
  const hindrance = hindranceToChange(project);
  const isChanged = !isEqual(draft, project.protocol);
  const problem = problemOf(draft);

  async function save(): Promise<void> {
    const done = await perform(() => bridge.invoke('project:saveProtocol', draft));
    if (done === null) return;
    takeProject(done.value);
    say(words.saved(done.value.protocol.version));
  }

  async function read(): Promise<void> {
    const done = await perform(() => bridge.invoke('project:readProtocolFile'));
    if (done === null || done.value === null) return;
    const { protocolId, version, createdAt } = project.protocol;
    setDraft({ ...done.value, protocolId, version, createdAt });
    say(words.read);
  }

  async function write(): Promise<void> {
    const done = await perform(() => bridge.invoke('project:writeProtocolFile'));
    if (done !== null && done.value !== null) say(text.library.exportedTo([done.value]));
  }

  return (
    <section className={classes.page} aria-label={text.cohort.pages.protocol}>
      <div className={classes.bar}>
        <Button
          size="xs"
          disabled={isBusy || hindrance !== null || !isChanged || problem !== null}
          onClick={() => void save()}
        >
          {words.save}
        </Button>
        <Button size="xs" variant="default" disabled={!isChanged} onClick={() => setDraft(project.protocol)}>
          {words.discard}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={isBusy || hindrance !== null}
          onClick={() => void read()}
        >
          {words.readFile}
        </Button>
        <Button size="xs" variant="default" disabled={isBusy} onClick={() => void write()}>
          {words.writeFile}
        </Button>
        <span className={classes.quiet} role="status" aria-label={words.versions}>
          {versionWords(project)}
        </span>
      </div>
      {hindrance !== null && <p className={classes.quiet}>{hindrance}</p>}
      {problem !== null && (
        <p className={classes.notice} role="alert">
          {problem}
        </p>
      )}
      <fieldset
        className={classes.editor}
        disabled={hindrance !== null}
        aria-label={text.cohort.pages.protocol}
      >
        <div className={classes.columns}>
          <div>
            <h2 className={classes.heading}>{words.general}</h2>
            <TextInput
              size="xs"
              label={words.title}
              maxLength={200}
              value={draft.title}
              onChange={(event) => change({ title: event.currentTarget.value })}
            />
            <Textarea
              size="xs"
              label={words.description}
              maxLength={5000}
              autosize
              minRows={2}
              maxRows={6}
              value={draft.description}
              onChange={(event) => change({ description: event.currentTarget.value })}
            />
            <OrderAndReadings draft={draft} change={change} />
          </div>
          <div>
            <Blinding draft={draft} change={change} />
            <ProtocolAdjudication
              protocol={draft}
              readers={project.readers}
              onChange={(adjudication) => change({ adjudication })}
            />
          </div>
        </div>
        <ProtocolItems items={draft.items} onChange={(items) => change({ items })} />
        <h2 className={classes.heading}>{words.methods}</h2>
        <p className={classes.quiet}>{words.methodsHint}</p>
        <div className={classes.choices} data-row>
          {measurementMethods.map((method) => (
            <label key={method} className={classes.tick}>
              <input
                type="checkbox"
                checked={draft.methods.includes(method)}
                onChange={(event) =>
                  change({
                    methods: measurementMethods.filter((one) =>
                      one === method ? event.target.checked : draft.methods.includes(one),
                    ),
                  })
                }
              />
              {method}
            </label>
          ))}
        </div>
        <h2 className={classes.heading}>{words.hanging}</h2>
        <Switch
          size="xs"
          label={words.ownHanging}
          description={words.ownHangingHint}
          checked={draft.hanging !== null}
          onChange={(event) => change({ hanging: event.currentTarget.checked ? firstHangingProtocol : null })}
        />
        {draft.hanging !== null && (
          <HangingRules hanging={draft.hanging} onChange={(hanging) => change({ hanging })} />
        )}
      </fieldset>
    </section>
  );
}

function versionWords({ protocol, readingsByVersion }: ProjectState): string {
  const made = Object.entries(readingsByVersion)
    .filter(([, count]) => count > 0)
    .map(([version, count]) => words.readingsOf(Number(version), count));
  const present = readingsByVersion[protocol.version] ?? 0;
  const saving = present > 0 ? words.newVersion(protocol.version + 1) : words.sameVersion(protocol.version);
  return [saving, ...made].join(' ');
}

interface PartProps {
  draft: Protocol;
  change: (changed: Partial<Protocol>) => void;
}

function OrderAndReadings({ draft, change }: PartProps) {
  const { order, repeats } = draft;
  return (
    <>
      <h2 className={classes.heading}>{words.order}</h2>
      <SegmentedControl
        size="xs"
        aria-label={words.order}
        value={order.kind}
        data={[
          { value: 'fixed', label: words.fixed },
          { value: 'shuffled', label: words.shuffled },
        ]}
        onChange={(kind) =>
          change({ order: kind === 'fixed' ? { kind: 'fixed' } : { kind: 'shuffled', seed: newSeed() } })
        }
      />
      {order.kind === 'shuffled' && (
        <NumberInput
          size="xs"
          label={words.seed}
          description={words.seedHint}
          value={order.seed}
          min={0}
          max={2 ** 32 - 1}
          allowDecimal={false}
          allowNegative={false}
          onChange={(seed) => {
            if (typeof seed === 'number') change({ order: { kind: 'shuffled', seed } });
          }}
        />
      )}
      <NumberInput
        size="xs"
        label={words.readingsPerCase}
        value={draft.readingsPerCase}
        min={1}
        max={4}
        allowDecimal={false}
        onChange={(count) => {
          if (typeof count === 'number') change({ readingsPerCase: count });
        }}
      />
      <h2 className={classes.heading}>{words.repeats}</h2>
      <Switch
        size="xs"
        label={words.repeated}
        description={words.repeatedHint}
        checked={repeats !== null}
        onChange={(event) =>
          change({
            repeats: event.currentTarget.checked ? { share: 0.1, afterDays: 28, seed: newSeed() } : null,
          })
        }
      />
      {repeats !== null && (
        <div className={classes.bar}>
          <NumberInput
            size="xs"
            label={words.share}
            suffix=" %"
            value={Math.round(100 * repeats.share)}
            min={1}
            max={100}
            allowDecimal={false}
            onChange={(share) => {
              if (typeof share === 'number' && share > 0)
                change({ repeats: { ...repeats, share: Math.min(1, share / 100) } });
            }}
          />
          <NumberInput
            size="xs"
            label={words.afterDays}
            value={repeats.afterDays}
            min={0}
            max={3650}
            allowDecimal={false}
            onChange={(afterDays) => {
              if (typeof afterDays === 'number') change({ repeats: { ...repeats, afterDays } });
            }}
          />
          <NumberInput
            size="xs"
            label={words.seed}
            value={repeats.seed}
            min={0}
            max={2 ** 32 - 1}
            allowDecimal={false}
            onChange={(seed) => {
              if (typeof seed === 'number') change({ repeats: { ...repeats, seed } });
            }}
          />
        </div>
      )}
    </>
  );
}

function Blinding({ draft, change }: PartProps) {
  const { blinding } = draft;
  return (
    <>
      <h2 className={classes.heading}>{words.blinding}</h2>
      <p className={classes.quiet}>{words.blindingHint}</p>
      <Switch
        size="xs"
        label={words.studyDates}
        checked={blinding.studyDates}
        onChange={(event) => change({ blinding: { ...blinding, studyDates: event.currentTarget.checked } })}
      />
      <Switch
        size="xs"
        label={words.otherReaders}
        checked={blinding.otherReaders}
        onChange={(event) => change({ blinding: { ...blinding, otherReaders: event.currentTarget.checked } })}
      />
      <h2 className={classes.heading}>{words.notAssessable}</h2>
      <SegmentedControl
        size="xs"
        aria-label={words.notAssessable}
        value={draft.notAssessable}
        data={[
          { value: 'category', label: words.category },
          { value: 'excluded', label: words.excluded },
        ]}
        onChange={(value) => change({ notAssessable: value === 'category' ? 'category' : 'excluded' })}
      />
    </>
  );
}
