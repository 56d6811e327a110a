import { useEffect, useState } from 'react';
import { isInProject } from '../cohort/project-store';
import { openDropped } from '../library/library-store';
import { text } from '../ui/text';
import { leaveStudy, showScreen } from './session';
import classes from './shell.module.css';

/** Studies are not opened past an open project. */
const holdsFiles = (event: DragEvent) =>
  !isInProject() && (event.dataTransfer?.types.includes('Files') ?? false);

/** Takes files and folders dropped anywhere on the window, and shows that it will. */
export function FileDrop() {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (!holdsFiles(event) || files.length === 0) return;
      event.preventDefault();
      void leaveStudy()
        .then(() => showScreen('library'))
        .then(() => openDropped(files));
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver ? <div className={classes.drop}>{text.library.drop}</div> : null;
}
