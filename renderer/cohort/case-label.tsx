import { useReadingStore } from '../reading/use-reading';
import { text } from '../ui/text';
import { useAdjudicationStore } from './adjudication/adjudication-store';
import classes from './cohort.module.css';
import { useProjectStore } from './project-store';

const words = text.cohort.case;

/** A longer case id leaves no room for the project's name, characters. */
const longestBesideTitle = 16;

/** Which case of which project is read by whom, and under which version of the protocol where it is not the present one. */
export function CaseLabel() {
  const project = useProjectStore((state) => state.project);
  const openCase = useProjectStore((state) => state.openCase);
  const madeUnder = useReadingStore((state) => state.reading?.project?.protocolVersion ?? null);
  const author = useReadingStore((state) => state.reading?.reader.id ?? null);
  const readings = useAdjudicationStore((state) => (state.lookedAt === null ? null : state.readings));
  const compared = readings?.map(({ label }) => label).join(', ') ?? '';
  if (project === null || openCase === null) return null;
  const { caseId, repeat, role } = openCase.choice;
  const version = madeUnder ?? openCase.protocol.version;
  const isOlder = version !== project.protocol.version;
  return (
    <section
      className={classes.caseLabel}
      aria-label={words.label}
      data-noted={
        role !== 'reader' || repeat > 0 || isOlder || caseId.length > longestBesideTitle || undefined
      }
    >
      <span className={classes.projectTitle} title={project.title}>
        {project.title}
      </span>
      <b>{caseId}</b>
      {repeat > 0 && <span>{words.repeat(repeat)}</span>}
      {role === 'adjudicator' && <span>{words.adjudication}</span>}
      {role === 'coordinator' && author !== null && (
        <span>{compared === '' ? words.lookedAt(author) : words.lookedAtTogether(compared)}</span>
      )}
      <span>{project.signedIn?.code}</span>
      {isOlder && (
        <span className={classes.caution} title={words.madeUnder(version, project.protocol.version)}>
          {words.otherVersion(version, project.protocol.version)}
        </span>
      )}
    </section>
  );
}
