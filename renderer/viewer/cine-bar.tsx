import {
  IconArrowsLeftRight,
  IconMinus,
  IconPlayerStopFilled,
  IconPlus,
  IconRepeat,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTitle } from '../app/key-hint';
import { changePreferences } from '../app/preferences';
import { usePreferencesStore } from '../app/preferences-store';
import { text } from '../ui/text';
import { nextSpeed, stopCine, useCineStore } from './cine';
import classes from './cine-bar.module.css';

const words = text.cine;

/** Takes the next speed up or down. */
export function changeSpeed(step: 1 | -1): void {
  const { cine } = usePreferencesStore.getState().preferences;
  changePreferences({ cine: { ...cine, framesPerSecond: nextSpeed(cine.framesPerSecond, step) } });
}

/** Turns back at the ends of the stack, or goes on from the other one. */
export function toggleEnds(): void {
  const { cine } = usePreferencesStore.getState().preferences;
  changePreferences({ cine: { ...cine, ends: cine.ends === 'loop' ? 'bounce' : 'loop' } });
}

/** The controls over the viewport whose slices run. */
export function CineBar({ cell }: { cell: number }) {
  const isPlaying = useCineStore((state) => state.cell === cell);
  return isPlaying ? <Controls /> : null;
}

function Controls() {
  const { framesPerSecond, ends } = usePreferencesStore(({ preferences }) => preferences.cine);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; these are buttons
    <div
      role="group"
      aria-label={words.title}
      className={classes.bar}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <BarButton label={words.stop} command="viewer.cine" onClick={stopCine}>
        <IconPlayerStopFilled size={13} aria-hidden="true" />
      </BarButton>
      <BarButton label={words.slower} command="viewer.cineSlower" onClick={() => changeSpeed(-1)}>
        <IconMinus size={13} aria-hidden="true" />
      </BarButton>
      <output aria-label={words.speed} aria-live="off">
        {words.perSecond(framesPerSecond)}
      </output>
      <BarButton label={words.faster} command="viewer.cineFaster" onClick={() => changeSpeed(1)}>
        <IconPlus size={13} aria-hidden="true" />
      </BarButton>
      <BarButton
        label={ends === 'bounce' ? words.bounces : words.loops}
        command="viewer.cineEnds"
        onClick={toggleEnds}
      >
        {ends === 'bounce' ? (
          <IconArrowsLeftRight size={13} aria-hidden="true" />
        ) : (
          <IconRepeat size={13} aria-hidden="true" />
        )}
      </BarButton>
    </div>
  );
}

interface BarButtonProps {
  label: string;
  command: string;
  onClick: () => void;
  children: ReactNode;
}

function BarButton({ label, command, onClick, children }: BarButtonProps) {
  const title = useTitle(label, command);
  return (
    <button type="button" aria-label={label} title={title} onClick={onClick}>
      {children}
    </button>
  );
}
