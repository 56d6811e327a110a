import type { Shortcut } from '../../app/shortcuts';
import { useReadingStore } from '../../reading/use-reading';
import { text } from '../../ui/text';
import { showNextView, toggleShown, useAdjudicationStore } from './adjudication-store';
import { goToDifference, readChosenAnew, takeChosen, takeWhole } from './take';

const words = text.adjudication;
const isAdjudicating = () => useAdjudicationStore.getState().readings !== null;
const hasOwn = () => isAdjudicating() && useAdjudicationStore.getState().lookedAt === null;
const isDeciding = () => isAdjudicating() && useReadingStore.getState().reading?.status === 'draft';
const hasChosen = () => isDeciding() && useAdjudicationStore.getState().chosen !== null;

function command(
  id: string,
  key: string,
  label: string,
  run: () => void,
  when: () => boolean = isAdjudicating,
): Shortcut {
  return { id: `adjudication.${id}`, keys: [key], label, group: 'Adjudication', when, run };
}

/** The commands of an adjudication. */
export const adjudicationCommands: readonly Shortcut[] = [
  command('next', 'Alt+ArrowDown', words.next, () => goToDifference(1)),
  command('previous', 'Alt+ArrowUp', words.previous, () => goToDifference(-1)),
  command('takeA', 'Alt+A', words.take('A'), () => takeChosen('A'), hasChosen),
  command('takeB', 'Alt+B', words.take('B'), () => takeChosen('B'), hasChosen),
  command('readAnew', 'Alt+E', words.readAnew, readChosenAnew, hasChosen),
  command('takeAllA', 'Alt+Shift+A', words.takeAll('A'), () => takeWhole('A'), isDeciding),
  command('takeAllB', 'Alt+Shift+B', words.takeAll('B'), () => takeWhole('B'), isDeciding),
  command('showA', 'Shift+A', words.toggle('A'), () => toggleShown('A')),
  command('showB', 'Shift+B', words.toggle('B'), () => toggleShown('B')),
  command('showOwn', 'Shift+O', words.toggleOwn, () => toggleShown('own'), hasOwn),
  command('switchTab', 'Alt+D', words.switchTab, showNextView),
];
