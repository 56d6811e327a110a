/**
 * @typedef {object} Outcome what a stage of the test run found
 * @property {number} passed
 * @property {string[]} failed the names of the tests that failed
 * @property {{ name: string, reason: string }[]} skipped
 */

/**
 * The outcome of a stage that counts as one test.
 * @param {string} name
 * @param {boolean} passed
 * @returns {Outcome}
 */
export function singleOutcome(name, passed) {
  return passed ? { passed: 1, failed: [], skipped: [] } : { passed: 0, failed: [name], skipped: [] };
}

/**
 * What a test runner reported, made a failure where its exit code says so and no test does.
 * @param {Outcome | null} reported null when it left no report
 * @param {string} name the stage's
 * @param {number} code the runner's exit code
 * @returns {Outcome}
 */
export function runnerOutcome(reported, name, code) {
  if (reported === null) return singleOutcome(`${name}: left no report (exit code ${code})`, false);
  if (code === 0 || reported.failed.length > 0) return reported;
  return { ...reported, failed: [`${name}: ended with exit code ${code}`] };
}

/**
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ status: string, annotations: Annotation[] }} PlaywrightTest
 * @typedef {{ title: string, specs?: { title: string, tests: PlaywrightTest[] }[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ suites: PlaywrightSuite[], errors?: { message?: string }[] }} PlaywrightReport
 */

/**
 * Counts the tests of Playwright's JSON report. A test that did not run though nothing skips it has failed.
 * @param {PlaywrightReport} report
 * @returns {Outcome}
 */
export function playwrightOutcome(report) {
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: [], skipped: [] };
  for (const error of report.errors ?? []) outcome.failed.push(error.message ?? 'an error outside the tests');
  for (const { name, test } of report.suites.flatMap((suite) => testsOf(suite, ''))) {
    const skip = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
    if (test.status === 'expected') outcome.passed++;
    else if (test.status === 'skipped' && skip !== undefined)
      outcome.skipped.push({ name, reason: skip.description ?? 'no reason given' });
    else outcome.failed.push(test.status === 'skipped' ? `${name} (did not run)` : name);
  }
  return outcome;
}

/**
 * @param {PlaywrightSuite} suite
 * @param {string} prefix
 * @returns {{ name: string, test: PlaywrightTest }[]}
 */
function testsOf(suite, prefix) {
  const place = prefix === '' ? suite.title : `${prefix} › ${suite.title}`;
  return [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests.map((test) => ({ name: `${place} › ${spec.title}`, test })),
    ),
    ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, place)),
  ];
}

/**
 * The last line of the test run.
 * @param {readonly Outcome[]} outcomes
 */
export function summaryLine(outcomes) {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed.length, 0);
  return `${passed} passed, ${failed} failed`;
}
