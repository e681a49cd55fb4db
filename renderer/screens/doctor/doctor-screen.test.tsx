import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { createFakeApi, FakeApi } from '../../../testing/ui/fake-api.ts'
import { doctorState, findings, manyFindings } from '../../../testing/ui/findings.ts'
import { emptyState, typicalState } from '../../../testing/ui/states.ts'
import type { Finding } from '../../../shared/doctor.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { AppState } from '../../../shared/state.ts'
import { openWindow } from '../../shell/window.testing.tsx'

type Options = Parameters<typeof createFakeApi>[1]

const called = (api: FakeApi, name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
const selected = () => page.getByRole('row', { selected: true })
const row = (name: RegExp) => page.getByRole('row', { name })
const legacy = manyFindings(300)
const lines = [
  'duplicate-section profile:audit',
  'inline-comment profile:billing region',
  'static-keys profile:data-lake-reader',
]
const cache = 'open-permissions ~/.aws/sso/cache'

async function openDoctor(state: AppState, options?: Options): Promise<FakeApi> {
  const api = await openWindow(state, options)
  api.navigate({ screen: 'doctor' })
  await expect.element(page.getByRole('heading', { level: 1, name: 'Doctor' })).toBeVisible()
  return api
}

const withFindings = (all: readonly Finding[] = findings, options?: Options) =>
  openDoctor(doctorState(Date.now(), all), options)

describe('the rail', () => {
  test('counts errors and warnings, is red for errors alone, and leaves notes out', async () => {
    const api = await openWindow(doctorState(Date.now()))
    const entry = page.getByRole('navigation').getByRole('button', { name: /^Doctor/ })
    await expect.element(entry).toMatchTextContent(/5$/)
    const colour = () => getComputedStyle(entry.element().querySelector('span')!).color
    const red = colour()
    api.change({ doctor: { scope: 'everything', checking: false, findings: findings.slice(2) } })
    await expect.element(entry).toMatchTextContent(/3$/)
    expect(colour()).not.toBe(red)
    api.change({ doctor: { scope: 'everything', checking: false, findings: findings.slice(-1) } })
    await expect.element(entry).toMatchTextContent(/^Doctor$/)
  })
})

describe('the doctor screen', () => {
  test('checks everything when it opens, as the window did, and again when asked to', async () => {
    const api = await withFindings()
    expect(called(api, 'doctor.check')).toEqual([{}, {}])
    await page.getByRole('button', { name: 'Check again' }).first().click()
    expect(called(api, 'doctor.check')).toEqual([{}, {}, {}])
    await expect.element(page.getByRole('status').filter({ hasText: 'checked just now' })).toBeVisible()
  })

  test('shows findings by severity, each with its place and the line', async () => {
    await withFindings()
    const titles = page.getByRole('rowheader').elements()
    await expect.element(page.getByText('Log: ~/.local/state/lanyard/lanyard.log')).toBeVisible()
    expect(titles.map((each) => each.textContent)).toEqual([
      expect.stringMatching(/^Errors 2/),
      expect.stringMatching(/^Warnings 3/),
      expect.stringMatching(/^Notes 1/),
    ])
    await expect.element(row(/billing/)).toMatchTextContent(/~\/\.aws\/config:40.*region = us-east-1 ; payer/)
    await expect.element(row(/static-keys|data-lake-reader/)).toMatchTextContent(/config:33 and 1 more/)
  })

  test('opens a finding with Enter: why, for which client, what to do, and the diff', async () => {
    const api = await withFindings()
    await expect.element(selected()).toMatchTextContent(/\[profile audit\]/)
    expect(called(api, 'config.preview')).toEqual([])
    await userEvent.keyboard('{Enter}')
    await expect.element(selected()).toHaveAttribute('aria-expanded', 'true')
    await expect.element(selected()).toMatchTextContent(/AWS CLI v1AWS CLI v2They refuse the whole file/)
    await expect.element(selected()).toMatchTextContent(/JavaScript SDKThe settings of both are mixed/)
    await expect.element(selected()).toMatchTextContent(/Keep one of the two sections\./)
    await expect.element(selected().getByRole('group', { name: 'Changes to ~/.aws/config' })).toBeVisible()
    expect(called(api, 'config.preview')).toEqual([{ change: { kind: 'mend', findings: [lines[0]] } }])
    await userEvent.keyboard('{Enter}')
    await expect.element(selected()).toHaveAttribute('aria-expanded', 'false')
  })

  test('has the keys of who came by the rail', async () => {
    await openWindow(doctorState(Date.now()))
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Doctor/ })
      .click()
    await expect.element(page.getByRole('treegrid')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(selected()).toHaveAttribute('aria-expanded', 'true')
  })

  test('moves with arrows and with j and k, past the headings, and shows the keys on the row', async () => {
    await withFindings()
    await userEvent.keyboard('{ArrowDown}jj{ArrowUp}k')
    await expect.element(selected()).toMatchTextContent(/legacy\.dev/)
    await userEvent.keyboard('j')
    await expect.element(selected()).toMatchTextContent(/billing.*Enter.*F/)
  })

  test('offers no button for what only a person can do', async () => {
    const api = await withFindings()
    await userEvent.keyboard('jf{Enter}')
    await expect.element(selected()).toMatchTextContent(/Only you can do this\. Choose another session/)
    expect(selected().getByRole('button', { name: /Fix/ }).elements()).toEqual([])
    expect(called(api, 'doctor.fix')).toEqual([])
  })

  test('finds by every word, and says so when nothing matches', async () => {
    await withFindings()
    await page.getByRole('textbox', { name: 'Search findings' }).fill('javascript key')
    await expect.element(page.getByRole('status').filter({ hasText: '1 of 6 findings' })).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Fix these 1' })).toBeVisible()
    await page.getByRole('textbox', { name: 'Search findings' }).fill('nothing like it')
    await expect.element(page.getByText(/No finding has “nothing like it”/)).toBeVisible()
  })

  test('says that nothing is wrong, when that was looked at, and what was', async () => {
    await withFindings([])
    await expect.element(page.getByRole('heading', { name: 'Nothing is wrong' })).toBeVisible()
    await expect.element(page.getByText('Checked just now:')).toBeVisible()
    await expect
      .element(page.getByRole('main'))
      .toMatchTextContent(
        /the credentials file.*token cache.*permissions.*clock.*~\/\.local\/state\/lanyard\/lanyard\.log/,
      )
  })

  test('says that it checks, before anything is known', async () => {
    await openDoctor(emptyState(), { answers: { 'doctor.check': () => new Promise(() => {}) } })
    await expect.element(page.getByRole('heading', { name: 'Checking…' })).toBeVisible()
  })

  test('says why the check came to nothing, and what was looked at all the same', async () => {
    const state = { ...typicalState(Date.now()), doctor: { scope: 'files', checking: false, findings: [] } as const }
    const answers = { 'doctor.check': () => fail('internal', 'The check came to nothing.') }
    const api = await openDoctor(state, { answers })
    await expect.element(page.getByRole('alert')).toMatchTextContent(/The check came to nothing\./)
    await expect.element(page.getByRole('heading', { name: 'Nothing is wrong in the files' })).toBeVisible()
    await page.getByRole('button', { name: 'Try again' }).click()
    expect(called(api, 'doctor.check')).toEqual([{}, {}, {}])
  })

  test('shows text from files as text', async () => {
    const evil = { ...(findings[0] as Finding), title: '<img src=x onerror=alert(1)>' }
    await withFindings([{ ...evil, places: [{ path: '~/.aws/config', line: 1, text: '<b>bold</b>' }] }])
    await expect.element(row(/<img src=x onerror=alert\(1\)>.*<b>bold<\/b>/)).toBeVisible()
    expect(document.querySelector('main img, main code b')).toBeNull()
  })
})

describe('fixing', () => {
  test('shows the lines first, then writes them, with Undo on the toast', async () => {
    const api = await withFindings()
    await userEvent.keyboard('f')
    const dialog = page.getByRole('dialog', { name: 'The section [profile audit] is there twice.' })
    await expect.element(dialog).toMatchTextContent(/1 line added, 1 line removed/)
    expect(called(api, 'config.change')).toEqual([])
    await dialog.getByRole('button', { name: 'Write' }).click()
    await expect.element(dialog).not.toBeInTheDocument()
    const change = { kind: 'mend', findings: [lines[0]] }
    expect(called(api, 'config.change')).toEqual([{ change, anyway: false }])
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(called(api, 'config.change').at(-1)).toEqual({ change: { kind: 'undo', id: 'change mend' }, anyway: false })
  })

  test('does at once what one label says whole', async () => {
    const api = await withFindings()
    await page.getByRole('button', { name: /^Set ~\/\.aws\/sso\/cache to 0700/ }).click()
    expect(called(api, 'doctor.fix')).toEqual([{ findings: [cache] }])
    await expect.element(page.getByText('Fixed', { exact: true })).toBeVisible()
  })

  test('of what is to be asked for by itself is no part of all, and asks first', async () => {
    const id = 'tokens-left-over'
    const left: Finding = {
      ...(findings.find((each) => each.id === cache) as Finding),
      id,
      title: '1 token is of no session here, and over.',
      fix: { kind: 'files', label: 'Remove it', alone: true },
    }
    const api = await withFindings([...findings, left])
    await expect.element(page.getByRole('button', { name: 'Fix all 4' })).toBeVisible()
    await page.getByRole('button', { name: /^Remove it/ }).click()
    const dialog = page.getByRole('dialog', { name: left.title })
    await expect.element(dialog).toMatchTextContent(/Lanyard cannot undo this\./)
    expect(called(api, 'doctor.fix')).toEqual([])
    await dialog.getByRole('button', { name: 'Fix' }).click()
    await expect.element(dialog).not.toBeInTheDocument()
    expect(called(api, 'doctor.fix')).toEqual([{ findings: [id] }])
  })

  test('of all shows the whole diff and the files, and makes one change of the lines', async () => {
    const api = await withFindings()
    await page.getByRole('button', { name: 'Fix all 4' }).click()
    const dialog = page.getByRole('dialog', { name: 'Fix 4 findings' })
    await expect.element(dialog).toMatchTextContent(/3 lines added, 3 lines removed/)
    await expect.element(dialog.getByRole('region')).toMatchTextContent(/Set ~\/\.aws\/sso\/cache to 0700/)
    await dialog.getByRole('button', { name: 'Fix' }).click()
    await expect.element(dialog).not.toBeInTheDocument()
    expect(called(api, 'config.change')).toEqual([{ change: { kind: 'mend', findings: lines }, anyway: false }])
    expect(called(api, 'doctor.fix')).toEqual([{ findings: [cache] }])
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  })

  test('that fails halfway says so, and goes on from there', async () => {
    let isRefused = true
    const refusal = fail('config-unwritable', 'The folder is read-only.')
    const api = await withFindings(findings, { answers: { 'doctor.fix': () => (isRefused ? refusal : ok(null)) } })
    await userEvent.keyboard('{Shift>}f{/Shift}')
    const dialog = page.getByRole('dialog', { name: 'Fix 4 findings' })
    await dialog.getByRole('button', { name: 'Fix' }).click()
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/The folder is read-only/)
    isRefused = false
    await dialog.getByRole('button', { name: 'Fix' }).click()
    await expect.element(dialog).not.toBeInTheDocument()
    expect(called(api, 'config.change')).toHaveLength(1)
    expect(called(api, 'doctor.fix')).toHaveLength(2)
  })

  test('of a file that has lost most of itself is the choice of the person', async () => {
    const shrunk = fail('config-shrunk', 'The file has suddenly lost most of itself.')
    const api = await withFindings(findings, {
      answers: {
        'config.change': ({ anyway }) =>
          anyway ? ok({ id: '7', what: 'Mended', putBack: false, trouble: null }) : shrunk,
      },
    })
    await userEvent.keyboard('f')
    await page.getByRole('button', { name: 'Write' }).click()
    const alert = page.getByRole('alert')
    await expect.element(alert).toMatchTextContent(/lost most of itself/)
    await alert.getByRole('button', { name: 'Put the last good copy back…' }).click()
    await expect.element(page.getByRole('dialog', { name: /is there twice/ })).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Leave the file as it is' }).click()
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()

    await userEvent.keyboard('f')
    await expect.element(page.getByRole('dialog', { name: /is there twice/ })).toBeVisible()
    expect(alert.elements()).toEqual([])
    await page.getByRole('button', { name: 'Write' }).click()
    await alert.getByRole('button', { name: 'Make the change all the same' }).click()
    await expect.element(page.getByRole('dialog', { name: /is there twice/ })).not.toBeInTheDocument()
    expect(called(api, 'config.change').at(-1)).toMatchObject({ anyway: true })
  })
})

describe('many findings of one rule', () => {
  test('are one row, and fixed together', async () => {
    const api = await withFindings(legacy)
    await expect.element(selected()).toMatchTextContent(/Legacy SSO 300/)
    await userEvent.keyboard('f')
    await page.getByRole('dialog', { name: 'Fix 300 findings' }).getByRole('button', { name: 'Write' }).click()
    const change = { kind: 'mend', findings: legacy.map(({ id }) => id) }
    expect(called(api, 'config.change')).toEqual([{ change, anyway: false }])
  })

  test('stay fast: few of five thousand are drawn, and the last is one key away', async () => {
    await withFindings(manyFindings(5000))
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '5002')
    expect(page.getByRole('row').elements().length).toBeLessThan(60)
    await userEvent.keyboard('{End}')
    await expect.element(selected()).toHaveAttribute('aria-rowindex', '5002')
    await expect.element(selected()).toBeInViewport()
  })
})
