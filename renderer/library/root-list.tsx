import { ActionIcon } from '@mantine/core';
import { IconFolder, IconX } from '@tabler/icons-react';
import { text } from '../ui/text';
import classes from './library.module.css';
import { forgetRoot, useLibraryStore } from './library-store';

/** The folders and files that were opened, remembered from start to start. */
export function RootList() {
  const library = useLibraryStore((state) => state.library);
  const roots = library?.roots ?? [];
  return (
    <>
      <h2 className={classes.heading}>{text.library.sources}</h2>
      {roots.length === 0 && <p className={classes.quiet}>{text.library.noSources}</p>}
      <ul className={classes.list}>
        {roots.map((root) => {
          const studies = library?.studies.filter(({ rootId }) => rootId === root.id).length ?? 0;
          return (
            <li key={root.id} className={classes.root}>
              <IconFolder size={15} aria-hidden="true" />
              <div className={classes.rootName}>
                <span title={root.name}>{root.name}</span>
                <small data-missing={!root.available || undefined}>
                  {root.available ? text.library.studyCount(studies) : text.library.missing}
                  {root.bundled ? ` · ${text.library.bundled}` : ''}
                </small>
              </div>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={text.library.forget(root.name)}
                title={text.library.forgetHint}
                onClick={() => void forgetRoot(root.id)}
              >
                <IconX size={13} aria-hidden="true" />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </>
  );
}
