import { IconLock, IconPencil } from '@tabler/icons-react';
import type { Stack } from '../../shared/dicom/model';
import { text } from '../ui/text';
import { isCompared } from '../viewer/viewer-cells';
import { useViewerStore } from '../viewer/viewer-store';
import classes from './comparison.module.css';
import { useStudyRoles } from './study-roles';

/** While two studies are shown: of which one a viewport is, across its top. */
export function ComparisonBand({ stack }: { stack: Stack }) {
  const roles = useStudyRoles();
  const study = useViewerStore((state) => state.study);
  const comparison = useViewerStore((state) => state.comparison);
  const isLinkable = useViewerStore((state) => state.levelPairs.length > 0);
  if (roles === null || study === null || comparison === null) return null;
  const words = text.comparison;
  const isOther = isCompared({ study, comparison }, stack);
  const role = words.rolesInFull[isOther ? roles.compared : roles.open];
  const date = (isOther ? comparison : study).date ?? words.noDate;
  const Icon = isOther ? IconLock : IconPencil;
  return (
    <div className={classes.band} data-compared={isOther || undefined}>
      <Icon size={12} aria-hidden="true" />
      <b>{role}</b>
      <span className={classes.date}>{date}</span>
      <span className={classes.state}>{isOther ? words.comparedStudy : words.openStudy}</span>
      {isOther && comparison.subject.id !== study.subject.id && (
        <b className={classes.state}>{`· ${words.subjectsDifferInShort}`}</b>
      )}
      {isOther && !isLinkable && <span className={classes.state}>{`· ${words.notLinkedInShort}`}</span>}
    </div>
  );
}
