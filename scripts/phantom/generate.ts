import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { phantomCase, phantomCases } from './cases';
import { writeCase } from './generate-case';

const usage = `Writes the phantom studies (DICOM and truth.json), one folder a case.

  npx tsx scripts/phantom/generate.ts --out DIR [--case NAME]… [--if-missing]
  npx tsx scripts/phantom/generate.ts --list
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      case: { type: 'string', multiple: true },
      list: { type: 'boolean', default: false },
      'if-missing': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  if (values.list) {
    process.stdout.write(`${phantomCases.map((definition) => definition.name).join('\n')}\n`);
    return;
  }
  if (values.out === undefined) {
    throw new Error(`Say where to write: --out DIR.\n\n${usage}`);
  }
  const folder = path.resolve(values.out);
  const definitions = (values.case ?? phantomCases.map((definition) => definition.name)).map(phantomCase);
  const ifMissing = values['if-missing'];
  const [only] = definitions;
  if (definitions.length === 1 && only !== undefined) {
    const wrote = await writeCase(only, folder, { ifMissing });
    process.stdout.write(`${only.name}: ${wrote ? 'written' : 'already there'}\n`);
    return;
  }
  const waiting = [...definitions];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await generateInOwnProcess(next.name, folder, ifMissing);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), definitions.length) }, worker));
}

/** One case in a process of its own, so that cases are rendered on all processors. */
function generateInOwnProcess(name: string, folder: string, ifMissing: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(import.meta.url);
    const flags = ['--out', folder, '--case', name, ...(ifMissing ? ['--if-missing'] : [])];
    const child = spawn(process.execPath, [...process.execArgv, script, ...flags], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`The phantom case ${name} could not be generated (exit code ${code}).`));
      }
    });
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
