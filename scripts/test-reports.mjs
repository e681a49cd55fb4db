/** What the runners' own JSON reports say, as counts. A runner that failed without saying where counts as one failure. */

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {readonly { count: number, what: string, why: string }[]} notRun
 */

/**
 * @param {unknown} report of Vitest's `json` reporter; null when it wrote none
 * @param {number | null} code of the runner
 * @returns {Outcome}
 */
export function readVitest(report, code) {
  const { numPassedTests: passed = 0, testResults = [] } = /** @type {VitestReport} */ (report ?? {})
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failedTests = tests.filter(({ status }) => status === 'failed').length
  // A file that could not be loaded has failed without a single test.
  const failedFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  ).length
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
  // By their outermost title, which names what they would run with.
  const byTitle = Map.groupBy(
    skipped,
    ({ ancestorTitles, fullName }) => ancestorTitles.find((title) => title !== '') ?? fullName,
  )
  const notRun = [...byTitle].map(([what, { length: count }]) => ({ count, what, why: 'what it names is not here' }))
  return sound({ passed, failed: failedTests + failedFiles, notRun }, code)
}

/** @param {{ status: string }} test */
function isFailed({ status }) {
  return status === 'failed'
}

/**
 * @param {unknown} report of Playwright's `json` reporter; null when it wrote none
 * @param {number | null} code of the runner
 * @returns {Outcome}
 */
export function readPlaywright(report, code) {
  const { suites = [], errors = [] } = /** @type {PlaywrightReport} */ (report ?? {})
  const tests = suites.flatMap(testsOf)
  const count = (/** @type {string} */ status) => tests.filter((test) => test.status === status).length
  const notRun = tests
    .filter(({ status }) => status === 'skipped')
    .map(({ title, annotations }) => {
      const why = annotations.find(({ type }) => type === 'skip')?.description
      return { count: 1, what: title, why: why ?? 'an earlier failure' }
    })
  // A flaky test has failed once, and nothing here may.
  const failed = count('unexpected') + count('flaky') + errors.length
  return sound({ passed: count('expected'), failed, notRun }, code)
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {{ title: string, status: string, annotations: readonly { type: string, description?: string }[] }[]}
 */
function testsOf({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ title, tests }) =>
    tests.map(({ status, annotations }) => ({ title, status, annotations })),
  )
  return [...own, ...suites.flatMap(testsOf)]
}

/**
 * @param {Outcome} outcome
 * @param {number | null} code
 * @returns {Outcome} a failure more when the runner failed otherwise, or when it ran nothing at all
 */
function sound(outcome, code) {
  const ranNothing = outcome.passed + outcome.failed === 0 && outcome.notRun.length === 0
  const brokeDown = code !== 0 && outcome.failed === 0
  return ranNothing || brokeDown ? { ...outcome, failed: outcome.failed + 1 } : outcome
}

/**
 * @typedef {object} VitestReport
 * @property {number} [numPassedTests]
 * @property {readonly { status: string, assertionResults: readonly VitestTest[] }[]} [testResults]
 */

/** @typedef {{ status: string, fullName: string, ancestorTitles: readonly string[] }} VitestTest */

/**
 * @typedef {object} PlaywrightSuite
 * @property {readonly PlaywrightSpec[]} [specs]
 * @property {readonly PlaywrightSuite[]} [suites]
 */

/**
 * @typedef {object} PlaywrightSpec
 * @property {string} title
 * @property {readonly { status: string, annotations: readonly { type: string, description?: string }[] }[]} tests
 */

/** @typedef {{ suites?: readonly PlaywrightSuite[], errors?: readonly unknown[] }} PlaywrightReport */
