import { openProjectFolder } from '../project-folders';

/** Opens the project's folder given first and prints what came of it as JSON. */
const [folder = ''] = process.argv.slice(2);
const opened = openProjectFolder(folder);
const told = opened.ok
  ? {
      title: opened.value.record.title,
      readOnly: opened.value.readOnly,
      readers: opened.value.cohort.readers(),
      recorded: opened.value.cohort.keepDifferences([{ caseId: 'C001', basis: '', differs: true }]),
    }
  : { problem: opened.problem };
process.stdout.write(JSON.stringify(told));
if (opened.ok) opened.value.store.close();
