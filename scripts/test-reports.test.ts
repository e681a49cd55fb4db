import { describe, expect, test } from 'vitest'
import { readPlaywright, readVitest } from './test-reports.mjs'

const file = (status: string, statuses: readonly string[]) => ({
  status,
  assertionResults: statuses.map((each, index) => ({
    status: each,
    fullName: `AWS CLI v1 test ${index}`,
    ancestorTitles: ['', 'AWS CLI v1'],
  })),
})

describe("Vitest's report", () => {
  test('is counted test by test', () => {
    const report = {
      numPassedTests: 2,
      testResults: [file('failed', ['passed', 'failed', 'passed', 'skipped', 'skipped'])],
    }
    expect(readVitest(report, 1)).toEqual({
      passed: 2,
      failed: 1,
      notRun: [{ count: 2, what: 'AWS CLI v1', why: 'what it names is not here' }],
    })
  })

  test('counts a file that could not be loaded as a failure', () => {
    const report = { numPassedTests: 1, testResults: [file('passed', ['passed']), file('failed', [])] }
    expect(readVitest(report, 1)).toMatchObject({ passed: 1, failed: 1 })
  })

  test('of a runner that broke down outside the tests is a failure', () => {
    const report = { numPassedTests: 1, testResults: [file('passed', ['passed'])] }
    expect(readVitest(report, 1)).toMatchObject({ passed: 1, failed: 1 })
  })

  test.each([
    ['that is missing', null],
    ['without a single test', { numPassedTests: 0, testResults: [] }],
  ])('%s is a failure', (_, report) => {
    expect(readVitest(report, 0)).toMatchObject({ passed: 0, failed: 1 })
  })
})

describe("Playwright's report", () => {
  const spec = (title: string, status: string, annotations: { type: string; description?: string }[] = []) => ({
    title,
    tests: [{ status, annotations }],
  })

  test('is counted through nested suites, and says why something was not run', () => {
    const skipped = spec('reads the real file', 'skipped', [{ type: 'skip', description: 'no AWS CLI here' }])
    const suites = [{ specs: [spec('a', 'expected')], suites: [{ specs: [spec('b', 'unexpected'), skipped] }] }]
    expect(readPlaywright({ suites, errors: [] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      notRun: [{ count: 1, what: 'reads the real file', why: 'no AWS CLI here' }],
    })
  })

  test('counts a test that passed at the second try as a failure', () => {
    expect(readPlaywright({ suites: [{ specs: [spec('a', 'flaky')] }] }, 0)).toMatchObject({ passed: 0, failed: 1 })
  })

  test('of a specification that could not be loaded is a failure', () => {
    expect(readPlaywright({ suites: [], errors: [{ message: 'SyntaxError' }] }, 1)).toMatchObject({ failed: 1 })
  })
})
