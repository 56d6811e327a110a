import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { phantomCase, phantomCases } from './cases';
import { writeCases } from './generate-case';

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
  const patients = [...new Set(definitions.map(({ seed }) => seed))];
  if (patients.length === 1) {
    const written = await writeCases(definitions, folder, { ifMissing });
    for (const { name } of definitions) {
      process.stdout.write(`${name}: ${written.includes(name) ? 'written' : 'already there'}\n`);
    }
    return;
  }
  const worker = async (): Promise<void> => {
    for (let seed = patients.shift(); seed !== undefined; seed = patients.shift()) {
      const names = definitions.filter((definition) => definition.seed === seed).map(({ name }) => name);
      await generateInOwnProcess(names, folder, ifMissing);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), patients.length) }, worker));
}

/** The cases of one patient in a process of their own, so that patients are rendered on all processors. */
function generateInOwnProcess(names: readonly string[], folder: string, ifMissing: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(import.meta.url);
    const flags = ['--out', folder, ...names.flatMap((name) => ['--case', name])];
    if (ifMissing) {
      flags.push('--if-missing');
    }
    const child = spawn(process.execPath, [...process.execArgv, script, ...flags], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`${names.join(', ')} could not be generated (exit code ${code}).`));
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
