import { Button, Loader, Progress } from '@mantine/core';
import { IconFiles, IconFolderOpen } from '@tabler/icons-react';
import type { LibraryState } from '../../shared/ipc/contract';
import { KeyHint } from '../app/key-hint';
import { OverlayButtons } from '../app/overlay-buttons';
import { ProjectsButton } from '../cohort/projects-button';
import { ImportButton } from '../import/import-button';
import { text } from '../ui/text';
import { ExportReadings } from './export-readings';
import classes from './library.module.css';
import { cancelIndexing, openFiles, openFolder, useLibraryStore } from './library-store';
import { ProblemList } from './problem-list';
import { ReaderField } from './reader-field';
import { RootList } from './root-list';
import { StudyList } from './study-list';

/** What was opened: folders, studies and their stacks, progress, problems. */
export function LibraryScreen() {
  const library = useLibraryStore((state) => state.library);
  const problem = useLibraryStore((state) => state.problem);
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <h1>{text.app.name}</h1>
        <Button
          size="xs"
          leftSection={<IconFolderOpen size={15} aria-hidden="true" />}
          onClick={() => void openFolder()}
        >
          {text.library.openFolder}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFiles size={15} aria-hidden="true" />}
          onClick={() => void openFiles()}
        >
          {text.library.openFiles}
        </Button>
        <ProjectsButton />
        <span className={`${classes.hint} ${classes.dropHint}`} title={text.library.dropHint}>
          {text.library.dropHint}
        </span>
        <ExportReadings />
        <ImportButton />
        <ReaderField />
        <OverlayButtons />
      </header>
      <div className={classes.body}>
        <nav className={classes.side} aria-label={text.library.sources}>
          <RootList />
        </nav>
        <main className={classes.main} aria-label={text.library.title}>
          {[...(library?.notices ?? []), ...(problem === null ? [] : [problem])].map((notice) => (
            <div key={notice} className={classes.notice} role="alert">
              {notice}
            </div>
          ))}
          <div className={classes.studies}>
            {library === null ? <Loader size="sm" aria-label={text.library.loading} /> : <StudyList />}
          </div>
          <ProblemList />
        </main>
      </div>
      <footer className={classes.footer}>
        <span>{text.app.disclaimer}</span>
        <IndexingProgressBar library={library} />
        <span className={classes.keys}>
          <kbd>↑</kbd> <kbd>↓</kbd> {text.library.choose} · <kbd>Enter</kbd> {text.library.read} ·{' '}
          <kbd>→</kbd> {text.library.stacks} · <KeyHint command="app.help" /> {text.footer.shortcuts}
        </span>
      </footer>
    </div>
  );
}

function IndexingProgressBar({ library }: { library: LibraryState | null }) {
  const progress = library?.progress ?? null;
  if (progress === null) return <span className={classes.spacer} />;
  const share = progress.filesFound === 0 ? 0 : (100 * progress.filesRead) / progress.filesFound;
  return (
    <div className={classes.progress} role="status" aria-label={text.library.indexing}>
      <span>
        {text.library.progress(
          progress.source,
          progress.filesRead,
          progress.filesFound,
          progress.imagesFound,
        )}
        {progress.waitsForDisk && ` · ${text.library.waitsForDisk}`}
      </span>
      <Progress value={share} size="sm" aria-label={text.library.filesRead} className={classes.bar} />
      <button type="button" className={classes.cancel} onClick={() => void cancelIndexing()}>
        {text.library.cancel}
      </button>
    </div>
  );
}
