import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes the outcome of a Vitest run, with the reasons of skipped tests, to the file that RIM_VITEST_OUTCOME names.
 */
export default class OutcomeReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly { message?: string }[]} errors those outside any test
   */
  onTestRunEnd(modules, errors) {
    const file = process.env.RIM_VITEST_OUTCOME;
    if (file === undefined) throw new Error('RIM_VITEST_OUTCOME names no file for the outcome.');
    /** @type {import('./outcomes.mjs').Outcome} */
    const outcome = { passed: 0, failed: [], skipped: [] };
    for (const error of errors) outcome.failed.push(error.message ?? 'an error outside the tests');
    for (const module of modules) count(module, outcome);
    writeFileSync(file, JSON.stringify(outcome));
  }
}

/**
 * @param {import('vitest/node').TestModule} module
 * @param {import('./outcomes.mjs').Outcome} outcome
 */
function count(module, outcome) {
  const place = path.relative(process.cwd(), module.moduleId);
  if (module.errors().length > 0) outcome.failed.push(`${place}: could not run`);
  for (const suite of module.children.allSuites())
    if (suite.errors().length > 0)
      outcome.failed.push(`${place} › ${suite.fullName}: set-up or clean-up failed`);
  for (const test of module.children.allTests()) {
    const name = `${place} › ${test.fullName}`;
    const result = test.result();
    if (result.state === 'passed') outcome.passed++;
    else if (result.state === 'skipped')
      outcome.skipped.push({ name, reason: result.note ?? 'no reason given' });
    else outcome.failed.push(result.state === 'pending' ? `${name} (did not run)` : name);
  }
}
