import { describe, expect, test } from 'vitest'
import { contestedConfigs, refusedConfigs, unseenConfigs } from '../../../../testing/configs/broken-configs.ts'
import { readerConfigs } from '../../../../testing/configs/reader-configs.ts'
import { unusableConfigs } from '../../../../testing/configs/unusable-configs.ts'
import { emptyDocument } from '../../config/document/document.ts'
import { parse } from '../../config/document/document.testing.ts'
import { diagnoseTexts as diagnose, whomTroubles } from '../doctor.testing.ts'
import { mendDocument } from '../mend.ts'

const cases = [
  ...[...refusedConfigs, ...contestedConfigs, ...unseenConfigs].map((each) => ({
    ...each,
    severity: /credential_process$|^defaults-section/.test(each.id) ? 'warning' : 'error',
  })),
  ...unusableConfigs,
  ...readerConfigs,
].map((each) => ({
  ...each,
  title: `${each.id} in ${JSON.stringify(each.file)}`,
}))

/** Whom a finding troubles where it is not the AWS CLIs in one way and the SDK in another. */
const whom: Readonly<Record<string, string>> = {
  'error file-emptying-name': 'js',
  "header-form profile 'a' ": 'v1 v2 | js | go java rust ruby .net',
  'header-form profile a ': 'v1 v2 | js | ruby',
  'header-form profile a': 'v1 v2 | js | .net',
  'header-form profile a] # see [x': 'v1 v2 | js | .net',
  'header-name profile "x y"': 'v1 v2 | js | go java rust ruby .net',
  'header-name profile é': 'v1 v2 | js | java rust',
  "header-name sso-session 'x y'": 'v1 v2 | js | go java rust ruby .net',
  'inline-comment profile:a region': 'v1 v2 | js | ruby .net',
  'inline-comment profile:a sso_account_id': 'v1 v2 | js | .net',
  'warning inline-comment': 'v1 v2 | js | .net',
  'error colon': 'v1 v2 | js ruby | java rust .net',
  'error capital-key': 'v1 v2 | js java ruby',
  'warning quoted-name': 'go java rust ruby .net',
  'warning header-comment': '.net',
  'warning indented-keys': 'java rust | go ruby',
  'warning indented-comment': 'java rust',
  'error lone-return': 'js go ruby rust',
  'note session-alone': 'go',
  'error unknown-services': 'v1 v2',
  'error role-not-permission-set': 'v1 v2 js',
  'warning process-beside-sso': 'v1 v2 ruby | js',
  'warning role-beside-sso': 'v1 v2 js | ruby',
  'warning redirected-sign-in': 'v1 v2 js',
  'warning unseen-space': 'go java rust ruby',
  'error unseen-header': 'v1 v2 js',
  'error account-number': 'v1 v2 js',
  'error unknown-region': 'v1 v2 js',
  'unknown-region sso-session:corp sso_region': 'v1 v2 | js',
  'warning unknown-region': 'v1 v2 js',
  'warning no-region': 'v1 | js',
  'warning no-scopes': 'v2',
  'warning missing-scope': 'v1 v2 js',
  'error odd-scopes': 'v2',
  'error insecure-start-url': 'v2',
  'note start-url-tail': 'v2 | v1 v2 js',
  'warning indented-header': 'v1 v2 | java rust | go ruby',
  'warning default-twice': 'v1 v2 js',
  'warning legacy-profiles': 'v1 v2 js | v1 v2 js',
  'note legacy-profiles': 'v1 v2 js',
}

describe('what clients refuse, or read differently', () => {
  test.for(cases)('is found: $title', (each) => {
    const { id, file, mended, severity } = each
    const told = 'whom' in each ? each.whom : undefined
    const found = diagnose(file).find(({ finding }) => finding.id === id)
    expect(diagnose(file).map(({ finding }) => finding.id)).toContain(id)
    expect(found!.finding).toMatchObject({ severity })
    const rule = id.replace(/ .*/, '')
    expect(whomTroubles(found!.finding)).toBe(told ?? whom[id] ?? whom[`${severity} ${rule}`] ?? 'v1 v2 | js')
    expect(found!.finding.fix === null).toBe(mended === null)
    expect(found!.finding.places.every(({ line, text }) => line !== null && text !== null)).toBe(true)
  })

  test('a byte order mark is no indentation of the header behind it', () => {
    const found = diagnose('\ufeff[profile a]\nregion = us-east-1\n').map(({ finding }) => finding.id)
    expect(found.filter((id) => id.startsWith('indented-header'))).toEqual([])
  })

  test.for(cases.filter(({ mended }) => mended !== null))(
    'is mended, and every other byte stays: $title',
    ({ id, file, mended }) => {
      const isOneOfTwo = /^(?:colon|capital-key)/.test(id)
      const all = diagnose(file).flatMap(({ finding }) => (finding.fix ? [finding.id] : []))
      const ids = isOneOfTwo ? all : [id]
      const after = mendDocument(parse(file), emptyDocument, ids)
      expect(after.ok ? after.value.text : after.error).toBe(mended)
      expect(diagnose(mended ?? '').map(({ finding }) => finding.id)).not.toContain(id)
    },
  )
})
