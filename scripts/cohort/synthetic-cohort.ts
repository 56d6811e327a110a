import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { phantomFolder } from '../../e2e/support/launch';
import { makeCohort } from './make-cohort';

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    out: { type: 'string' },
    cases: { type: 'string', default: '2000' },
    readers: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    phantoms: { type: 'string', default: 'a-t12-superior,b-l2-left-foramen,c-l1-wedge-intact,d-no-fracture' },
  },
});

if (values.out === undefined || values.help) {
  process.stderr.write(
    'Usage: npm run synthetic-cohort -- --out FOLDER [--cases 2000] [--readers 3] [--seed 1]\nMakes FOLDER/project and FOLDER/key-table.json: readings from the phantoms’ truth with seeded noise.\n',
  );
  process.exitCode = values.help ? 0 : 2;
} else {
  await makeCohort({
    folder: join(values.out, 'project'),
    keyTable: join(values.out, 'key-table.json'),
    cases: Number(values.cases),
    readers: Number(values.readers),
    seed: Number(values.seed),
    phantomFolder,
    phantoms: values.phantoms.split(','),
    onProgress: (cases) => process.stderr.write(`${cases} cases\n`),
  });
}
