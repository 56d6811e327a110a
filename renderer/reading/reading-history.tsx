import { Popover, UnstyledButton } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import type { RevisionEntry } from '../../shared/ipc/contract';
import { bridge } from '../app/bridge';
import { dateTimeText } from '../ui/format';
import { text } from '../ui/text';
import styles from './reading.module.css';

/** When and how the reading was saved, newest first. */
export function ReadingHistory({ readingId }: { readingId: string }) {
  const [entries, setEntries] = useState<RevisionEntry[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const load = async () => {
    const outcome = await bridge.invoke('reading:history', readingId);
    setProblem(outcome.ok ? null : outcome.problem);
    if (outcome.ok) setEntries(outcome.value.toSorted((a, b) => b.sequence - a.sequence));
  };
  return (
    <Popover
      width={350}
      position="top-end"
      withArrow
      shadow="md"
      trapFocus
      returnFocus
      onOpen={() => void load()}
    >
      <Popover.Target>
        <UnstyledButton className={styles.iconButton} aria-label={text.reading.historyOf}>
          <IconHistory size={14} aria-hidden="true" style={{ verticalAlign: '-2px' }} />{' '}
          {text.reading.history}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.history} aria-label={text.reading.historyOf}>
        {problem !== null && <p className={styles.problem}>{problem}</p>}
        {problem === null && entries.length === 0 && (
          <p className={styles.hint}>{text.reading.nothingSaved}</p>
        )}
        <ol>
          {entries.map((entry) => (
            <li key={entry.sequence}>
              <time dateTime={entry.savedAt}>{dateTimeText(new Date(entry.savedAt), 'second')}</time>{' '}
              <span className={styles.hint}>
                {text.reading.saveOf(entry.readerId, entry.revision, text.reading.statuses[entry.status])}
              </span>
              <div>{entry.change}</div>
            </li>
          ))}
        </ol>
      </Popover.Dropdown>
    </Popover>
  );
}
