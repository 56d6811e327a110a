import { type BrowserWindow, dialog, type MessageBoxSyncOptions } from 'electron';
import {
  type BackupAnswer,
  type BackupOffer,
  backupClock,
  type ChooseBackup,
  moreSaves,
  saves,
} from '../store/recover';
import { databaseFileName } from '../store/schema';

/** The answers in the order of their buttons. */
const answers: readonly BackupAnswer[] = ['take-over', 'leave-out', 'later'];

/** What is asked. */
function backupQuestion(offer: BackupOffer): MessageBoxSyncOptions {
  const { place, savesRead, backupAt, savesBeyond } = offer;
  const read = savesRead === 0 ? 'Nothing can be read from it' : `${saves(savesRead)} can be read from it`;
  const beyond = savesBeyond === 0 ? 'more of the other records' : moreSaves(savesBeyond);
  return {
    type: 'warning',
    title: 'Damaged readings file',
    message: 'The readings file is damaged. Take over the last backup?',
    detail: `${place}: ${databaseFileName}\n\n${read}. The last good backup, of ${backupClock(backupAt)}, has ${beyond}.\n\nNothing is deleted: the damaged file and the backup stay in this folder.`,
    buttons: ['Take over the backup', 'Go on without the backup', 'Decide later'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
}

/** Offers a backup in a dialog of the system, over the window where there is one, and waits for the answer. */
export function askAboutBackup(window: () => BrowserWindow | null): ChooseBackup {
  return (offer) => {
    const over = window();
    const question = backupQuestion(offer);
    const button =
      over === null ? dialog.showMessageBoxSync(question) : dialog.showMessageBoxSync(over, question);
    return answers[button] ?? 'later';
  };
}
