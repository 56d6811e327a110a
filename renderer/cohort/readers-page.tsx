import { Button, Checkbox, PasswordInput, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import {
  type ProjectReader,
  type ProjectRole,
  type ProjectState,
  pinSchema,
  projectRoles,
  readerCodeSchema,
} from '../../shared/cohort/project';
import type { ReaderInput } from '../../shared/ipc/project';
import { bridge } from '../app/bridge';
import { text } from '../ui/text';
import classes from './cohort.module.css';
import { schemaProblem } from './form-problem';
import { hindranceToChange, loadWorklist, perform, say, takeProject, useProjectStore } from './project-store';

const words = text.cohort.readers;

/** Who takes part: adding readers, changing their roles and PINs, and taking those who left off the list. */
export function ReadersPage({ project }: { project: ProjectState }) {
  const [edited, setEdited] = useState<ProjectReader | null>(null);
  const hindrance = hindranceToChange(project);
  return (
    <section className={classes.split} aria-label={text.cohort.pages.readers}>
      <table className={classes.plainTable} aria-label={text.cohort.pages.readers}>
        <thead>
          <tr>
            <th scope="col">{words.code}</th>
            <th scope="col">{words.nameHeading}</th>
            <th scope="col">{words.roles}</th>
            <th scope="col">{words.pinHeading}</th>
            <th scope="col">{words.takesPart}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {project.readers.map((reader) => (
            <tr key={reader.code} data-dimmed={!reader.isActive || undefined}>
              <th scope="row">{reader.code}</th>
              <td>{reader.name}</td>
              <td>{text.cohort.rolesOf(reader.roles)}</td>
              <td>{reader.hasPin ? words.pinSet : words.noPin}</td>
              <td>{reader.isActive ? words.yes : words.left}</td>
              <td>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={words.changeOf(reader.code)}
                  disabled={hindrance !== null}
                  onClick={() => setEdited(reader)}
                >
                  {words.change}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        {hindrance !== null && <p className={classes.quiet}>{hindrance}</p>}
        <ReaderForm
          key={edited?.code ?? ''}
          edited={edited}
          isDisabled={hindrance !== null}
          onDone={() => setEdited(null)}
        />
      </div>
    </section>
  );
}

interface ReaderFormProps {
  /** null: somebody new. */
  edited: ProjectReader | null;
  isDisabled: boolean;
  onDone: () => void;
}

function ReaderForm({ edited, isDisabled, onDone }: ReaderFormProps) {
  const isBusy = useProjectStore((state) => state.isBusy);
  const [code, setCode] = useState(edited?.code ?? '');
  const [name, setName] = useState(edited?.name ?? '');
  const [roles, setRoles] = useState<readonly ProjectRole[]>(edited?.roles ?? ['reader']);
  const [isActive, setActive] = useState(edited?.isActive ?? true);
  const [pin, setPin] = useState('');
  const [isPinTaken, setPinTaken] = useState(false);
  const [isTried, setTried] = useState(false);
  const codeProblem = schemaProblem(readerCodeSchema, code);
  const pinProblem = pin === '' ? null : schemaProblem(pinSchema, pin);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (codeProblem !== null || pinProblem !== null || roles.length === 0) return;
    const input: ReaderInput = {
      code,
      name,
      roles: [...roles],
      isActive,
      ...(pin !== '' ? { pin } : isPinTaken || edited === null ? { pin: null } : {}),
    };
    const done = await perform(() => bridge.invoke('project:saveReader', input));
    if (done === null) return;
    takeProject(done.value);
    say(words.saved(code));
    void loadWorklist();
    setCode('');
    setName('');
    setPin('');
    setTried(false);
    onDone();
  }

  return (
    <form
      className={classes.form}
      aria-label={edited === null ? words.add : words.changeOf(edited.code)}
      noValidate
      onSubmit={(event) => void save(event)}
    >
      <h2>{edited === null ? words.add : words.changeOf(edited.code)}</h2>
      {edited === null && (
        <TextInput
          size="xs"
          label={words.code}
          description={words.codeHint}
          maxLength={64}
          disabled={isDisabled}
          value={code}
          error={isTried || code !== '' ? codeProblem : null}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      <TextInput
        size="xs"
        label={words.name}
        description={words.nameHint}
        maxLength={100}
        disabled={isDisabled}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        size="xs"
        label={words.roles}
        value={[...roles]}
        error={isTried && roles.length === 0 ? words.roleMissing : null}
        onChange={(values) => setRoles(projectRoles.filter((role) => values.includes(role)))}
      >
        <div className={classes.choices}>
          {projectRoles.map((role) => (
            <Checkbox
              key={role}
              size="xs"
              value={role}
              label={text.cohort.roles[role]}
              description={words.roleHints[role]}
              disabled={isDisabled}
            />
          ))}
        </div>
      </Checkbox.Group>
      <PasswordInput
        size="xs"
        label={edited?.hasPin === true ? words.newPin : words.pin}
        description={edited?.hasPin === true ? words.newPinHint : words.pinHint}
        autoComplete="off"
        maxLength={64}
        disabled={isDisabled || isPinTaken}
        value={pin}
        error={pinProblem}
        visibilityToggleButtonProps={{ 'aria-label': text.cohort.showPin }}
        onChange={(event) => setPin(event.currentTarget.value)}
      />
      {edited?.hasPin === true && (
        <Checkbox
          size="xs"
          label={words.takePin}
          checked={isPinTaken}
          disabled={isDisabled}
          onChange={(event) => setPinTaken(event.currentTarget.checked)}
        />
      )}
      {edited !== null && (
        <Switch
          size="xs"
          label={words.takesPart}
          description={words.takesPartHint}
          checked={isActive}
          disabled={isDisabled}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
      )}
      <div className={classes.bar}>
        <Button size="xs" type="submit" disabled={isBusy || isDisabled}>
          {edited === null ? words.add : words.save}
        </Button>
        {edited !== null && (
          <Button size="xs" variant="default" onClick={onDone}>
            {text.library.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}
