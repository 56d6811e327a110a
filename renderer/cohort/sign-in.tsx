import { Button, PasswordInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { ProjectReader, ProjectState } from '../../shared/cohort/project';
import { text } from '../ui/text';
import classes from './cohort.module.css';
import { signIn } from './open-case';
import { useProjectStore } from './project-store';

const words = text.cohort.signIn;

/** Who is at the machine: the code, and the PIN where one is set. */
export function SignIn({ project }: { project: ProjectState }) {
  const isBusy = useProjectStore((state) => state.isBusy);
  const [chosen, setChosen] = useState<ProjectReader | null>(null);
  const [pin, setPin] = useState('');
  const readers = project.readers.filter(({ isActive }) => isActive);

  async function enter(code: string): Promise<void> {
    if (await signIn(code, pin)) return;
    setPin('');
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (chosen !== null) void enter(chosen.code);
  }

  return (
    <form className={classes.form} aria-label={words.title} onSubmit={submit}>
      <h2>{words.title}</h2>
      <p className={classes.quiet}>{words.hint}</p>
      <ul className={classes.list} aria-label={words.readers}>
        {readers.map((reader, index) => (
          <li key={reader.code}>
            <button
              type="button"
              // biome-ignore lint/a11y/noAutofocus: the screen holds nothing but this choice
              autoFocus={index === 0}
              className={classes.recent}
              aria-pressed={chosen?.code === reader.code}
              disabled={isBusy}
              onClick={() => {
                setChosen(reader);
                setPin('');
                if (!reader.hasPin) void enter(reader.code);
              }}
            >
              <b>{reader.code}</b>
              <span>{text.cohort.rolesOf(reader.roles)}</span>
              <span>
                {reader.hasPin && (
                  <>
                    <IconLock size={13} aria-hidden="true" style={{ verticalAlign: '-2px' }} />{' '}
                    {words.withPin}
                  </>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {chosen?.hasPin === true && (
        <div className={classes.bar}>
          <PasswordInput
            key={chosen.code}
            autoFocus
            w={240}
            aria-label={words.pinOf(chosen.code)}
            placeholder={words.pinOf(chosen.code)}
            autoComplete="off"
            maxLength={64}
            value={pin}
            visibilityToggleButtonProps={{ 'aria-label': text.cohort.showPin }}
            onChange={(event) => setPin(event.currentTarget.value)}
          />
          <Button type="submit" size="sm" disabled={isBusy || pin === ''}>
            {words.enter}
          </Button>
        </div>
      )}
    </form>
  );
}
