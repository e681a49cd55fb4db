import { describe, expect, test } from 'vitest'
import { findings, manyFindings } from '../../../testing/ui/findings.ts'
import { countsInWords, findingRows, found, ruleInWords, searchable } from './rows.ts'

const rows = (all = findings, open: readonly string[] = []) => findingRows(all, new Set(open))
const keys = (...args: Parameters<typeof rows>) => rows(...args).map(({ key }) => key)

describe('the rows of Doctor', () => {
  test('stand below their severity, in the order they were found', () => {
    expect(keys()).toEqual([
      'severity error',
      'duplicate-section profile:audit',
      'unknown-session profile:legacy.dev',
      'severity warning',
      'inline-comment profile:billing region',
      'static-keys profile:data-lake-reader',
      'open-permissions ~/.aws/sso/cache',
      'severity note',
      'environment AWS_PROFILE',
    ])
  })

  test('are one for many findings of one rule, until it is opened', () => {
    const many = manyFindings(300)
    expect(keys(many)).toEqual(['severity warning', 'group warning legacy-sso'])
    const opened = keys(many, ['group warning legacy-sso'])
    expect(opened).toHaveLength(302)
    expect(opened[2]).toBe('legacy-sso profile:team-1')
  })

  test('are one each for three findings of one rule', () => {
    expect(keys(manyFindings(3))).toHaveLength(4)
  })

  test('keep findings of one rule apart where their severity differs', () => {
    const [first, ...others] = manyFindings(5)
    const mixed = [{ ...(first as (typeof findings)[number]), severity: 'error' as const }, ...others]
    expect(keys(mixed)).toEqual([
      'severity error',
      'legacy-sso profile:team-1',
      'severity warning',
      'group warning legacy-sso',
    ])
  })
})

describe('the search of Doctor', () => {
  const search = (...words: string[]) => found(searchable(findings), words).map(({ id }) => id)

  test('finds by place, line, client and explanation, every word of it', () => {
    expect(search('config:71')).toEqual(['unknown-session profile:legacy.dev'])
    expect(search('payer', 'region')).toEqual(['inline-comment profile:billing region'])
    expect(search('javascript', 'whoever is signed in')).toEqual(['static-keys profile:data-lake-reader'])
    expect(search('payer', 'chmod')).toEqual([])
  })
})

test('counts are said by severity, and only those there are', () => {
  expect(countsInWords(findings)).toBe('2 errors · 3 warnings · 1 note')
  expect(countsInWords(manyFindings(5000))).toBe('5,000 warnings')
})

test('a rule is named in words', () => {
  expect(ruleInWords('unknown-session')).toBe('Unknown session')
  expect(ruleInWords('aws-cli-old')).toBe('AWS CLI old')
})
