import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFolderOpen, IconPlus } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { pinSchema, readerCodeSchema } from '../../shared/cohort/project';
import { bridge } from '../app/bridge';
import { text } from '../ui/text';
import classes from './cohort.module.css';
import { schemaProblem } from './form-problem';
import { openProject, openRecent } from './open-project';
import { loadRecent, perform, takeProject, useProjectStore } from './project-store';

const words = text.cohort.start;

/** The projects opened earlier, and the ways to another one. */
export function ProjectStart() {
  const recent = useProjectStore((state) => state.recent);
  const isBusy = useProjectStore((state) => state.isBusy);
  const [isNew, setNew] = useState(false);
  useEffect(() => {
    void loadRecent();
  }, []);
  if (isNew) return <NewProject onCancel={() => setNew(false)} />;
  return (
    <section className={classes.start} aria-label={text.cohort.projects}>
      <div className={classes.bar}>
        <Button
          size="xs"
          autoFocus
          leftSection={<IconPlus size={15} aria-hidden="true" />}
          onClick={() => setNew(true)}
        >
          {words.create}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={isBusy}
          leftSection={<IconFolderOpen size={15} aria-hidden="true" />}
          onClick={() => void openProject()}
        >
          {words.open}
        </Button>
      </div>
      <h2 className={classes.heading}>{words.recent}</h2>
      {recent.length === 0 ? (
        <p className={classes.quiet}>{words.none}</p>
      ) : (
        <ul className={classes.list} aria-label={words.recent}>
          {recent.map((project) => (
            <li key={project.id}>
              <button
                type="button"
                className={classes.recent}
                disabled={isBusy || !project.isAvailable}
                onClick={() => void openRecent(project)}
              >
                <b>{project.title}</b>
                <span>{project.folderName}</span>
                <span>{project.isAvailable ? '' : words.unreachable}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NewProject({ onCancel }: { onCancel: () => void }) {
  const isBusy = useProjectStore((state) => state.isBusy);
  const [title, setTitle] = useState('');
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [isTried, setTried] = useState(false);
  const titleProblem = title.trim() === '' ? words.titleMissing : null;
  const codeProblem = schemaProblem(readerCodeSchema, code);
  const pinProblem = pin === '' ? null : schemaProblem(pinSchema, pin);

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (titleProblem !== null || codeProblem !== null || pinProblem !== null) return;
    const done = await perform(() =>
      bridge.invoke('project:create', {
        title,
        coordinator: { code, name, roles: ['coordinator'], isActive: true, pin: pin === '' ? null : pin },
      }),
    );
    if (done !== null && done.value !== null) takeProject(done.value);
  }

  return (
    <form
      className={classes.form}
      aria-label={words.newTitle}
      noValidate
      onSubmit={(event) => void create(event)}
    >
      <h2>{words.newTitle}</h2>
      <TextInput
        data-autofocus
        autoFocus
        label={words.title}
        description={words.titleHint}
        maxLength={200}
        value={title}
        error={isTried ? titleProblem : null}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextInput
        label={words.code}
        description={words.codeHint}
        maxLength={64}
        value={code}
        error={isTried || code !== '' ? codeProblem : null}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <TextInput
        label={words.name}
        description={words.nameHint}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={words.pin}
        description={words.pinHint}
        autoComplete="off"
        maxLength={64}
        value={pin}
        error={pinProblem}
        visibilityToggleButtonProps={{ 'aria-label': text.cohort.showPin }}
        onChange={(event) => setPin(event.currentTarget.value)}
      />
      <p className={classes.quiet}>{words.folders}</p>
      <p className={classes.quiet}>{words.keyTable}</p>
      <div className={classes.bar}>
        <Button size="xs" type="submit" disabled={isBusy}>
          {words.choosePlaces}
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          {text.library.cancel}
        </Button>
      </div>
    </form>
  );
}
