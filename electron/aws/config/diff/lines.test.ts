import { describe, expect, test } from 'vitest'
import { keptLines } from './lines.ts'

const sections = (count: number, body: (at: number) => readonly string[]) =>
  Array.from({ length: count }, (_, at) => [`[profile p${at}]`, ...body(at), '']).flat()

/** The lines of `old` and `now` that are in no run. */
function changed(old: readonly string[], now: readonly string[]) {
  const [gone, come] = [new Set(old.keys()), new Set(now.keys())]
  for (const { old: o, new: n, length } of keptLines(old, now)) {
    for (let at = 0; at < length; at += 1) {
      expect(old[o + at]).toBe(now[n + at])
      gone.delete(o + at)
      come.delete(n + at)
    }
  }
  return { gone: [...gone].map((at) => old[at]), come: [...come].map((at) => now[at]) }
}

describe('keptLines', () => {
  test('finds the exact lines among thousands of changes', () => {
    const old = sections(2000, (at) => [
      'sso_start_url = https://x',
      'region = eu-west-1',
      `sso_account_id = ${at % 7}`,
    ])
    const now = sections(2000, (at) => ['sso_session = x', 'region = eu-west-1', `sso_account_id = ${at % 7}`])
    const { gone, come } = changed(old, now)
    expect(new Set(gone)).toEqual(new Set(['sso_start_url = https://x']))
    expect(new Set(come)).toEqual(new Set(['sso_session = x']))
    expect([gone.length, come.length]).toEqual([2000, 2000])
  })

  test('finds sections that went and came among others that changed', () => {
    const old = sections(600, () => ['a = 1', 'b = 1'])
    const now = [...sections(600, () => ['a = 2', 'b = 1']).slice(40), '[new]']
    const { gone, come } = changed(old, now)
    expect(gone).toHaveLength(40 + 590)
    expect(come).toHaveLength(590 + 1)
  })

  test('finds nothing in common where no line stands once in both', () => {
    const lines = (line: string) => Array.from({ length: 900 }, (_, at) => `${line}${at % 2}`)
    expect(keptLines(lines('a'), lines('b'))).toEqual([])
  })
})
