import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { typicalState } from '../../testing/ui/states.ts'
import { problem } from '../../shared/result.ts'
import type { AppState, ChangeRecord, ConfigState } from '../../shared/state.ts'
import { openWindow } from './window.testing.tsx'

const findings = [
  { line: 12, message: 'The section [profile audit] is there twice.' },
  { line: 40, message: 'This line is neither a key nor a section.' },
]

const ownChange: ChangeRecord = {
  id: '7',
  at: '2026-11-22T17:00:00.000Z',
  what: 'Added the session corp',
  added: 4,
  removed: 0,
  undoes: null,
  undone: false,
}

function stateWith(config: Partial<ConfigState>): AppState {
  const state = typicalState(Date.now())
  return { ...state, config: { ...state.config, ...config } }
}

const banner = () => page.getByRole('status').filter({ hasText: 'AWS tools refuse' })

describe('the banner of a broken file', () => {
  test('says what AWS tools refuse, where, and that the rest is shown', async () => {
    await openWindow(stateWith({ findings }))
    await expect.element(banner()).toMatchTextContent(/AWS tools refuse ~\/\.aws\/config, line 12: The section/)
    await expect.element(banner()).toMatchTextContent(/What can be read of it is shown\./)
    await banner().getByText('and 1 more place').click()
    await expect.element(banner()).toMatchTextContent(/Line 40: This line is neither a key nor a section\./)
  })

  test('says when the file is shown as it was before', async () => {
    await openWindow(stateWith({ findings, isStale: true }))
    await expect.element(banner()).toMatchTextContent(/Showing your file as it was before\./)
  })

  test('leads to Doctor, and there to the last good copy, if Lanyard has one', async () => {
    const api = await openWindow(stateWith({ findings, isStale: true }))
    await banner().getByRole('button', { name: 'Open Doctor' }).click()
    await expect.element(page.getByRole('heading', { level: 1, name: 'Doctor' })).toBeVisible()
    expect(banner().getByRole('button', { name: 'Last good copy…' }).elements()).toEqual([])
    api.change({ changes: [ownChange] })
    await banner().getByRole('button', { name: 'Last good copy…' }).click()
    await expect.element(page.getByRole('dialog', { name: 'Put the last good copy back?' })).toBeVisible()
  })

  test('comes back after it was dismissed only when something has changed', async () => {
    const api = await openWindow(stateWith({ findings }))
    await banner().getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(banner()).not.toBeInTheDocument()
    api.change({ config: { ...api.state().config, findings: findings.map((each) => ({ ...each })) } })
    api.navigate({ screen: 'settings' })
    await expect.element(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    expect(banner().elements()).toEqual([])

    api.change({ config: { ...api.state().config, findings: findings.slice(1) } })
    await expect.element(banner()).toMatchTextContent(/line 40/)
  })

  test('comes back when the file was mended and is broken again', async () => {
    const api = await openWindow(stateWith({ findings }))
    await banner().getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(banner()).not.toBeInTheDocument()
    api.change({ config: { ...api.state().config, findings: [] }, profiles: [] })
    await expect.element(page.getByRole('heading', { name: 'No profiles yet' })).toBeVisible()
    api.change({ config: { ...api.state().config, findings } })
    await expect.element(banner()).toBeVisible()
  })
})

describe('the banner of a file that cannot be read', () => {
  test('says why, and has it read again', async () => {
    const unreadable = problem('config-unreadable', 'The config file belongs to root.')
    const api = await openWindow(stateWith({ problem: unreadable }))
    await expect.element(page.getByText('The config file belongs to root.')).toBeVisible()
    await page.getByRole('button', { name: 'Read again' }).click()
    expect(api.calls.at(-1)).toEqual({ name: 'config.reload', input: {} })
  })
})

describe('the banner of a file that has lost most of itself', () => {
  const lost = problem('config-shrunk', 'Most of the config file is gone.', { remedy: { kind: 'restore-config' } })

  test('offers the last good copy, and shows what that changes first', async () => {
    const api = await openWindow(stateWith({ loss: lost }))
    await page.getByRole('button', { name: 'Put the last good copy back…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Put the last good copy back?' })
    await expect.element(dialog).toMatchTextContent(/lines removed/)
    expect(api.calls.some(({ name }) => name === 'config.change')).toBe(false)
    await dialog.getByRole('button', { name: 'Put it back' }).click()
    expect(api.calls.filter(({ name }) => name === 'config.change')).toEqual([
      { name: 'config.change', input: { change: { kind: 'restore' }, anyway: true } },
    ])
  })

  test('goes when it is dismissed, for a file that is meant to be so', async () => {
    await openWindow(stateWith({ loss: lost }))
    const banner = page.getByRole('status').filter({ hasText: 'Most of the config file is gone.' })
    await banner.getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(banner).not.toBeInTheDocument()
  })
})

test('settings that cannot be used as they stand in their file are told, and can be read again', async () => {
  const state = typicalState(Date.now())
  const settingsProblem = problem('config-broken', '~/.config/lanyard/settings.json, line 3: a comma is missing.')
  const api = await openWindow({ ...state, settingsProblem })
  const told = page.getByRole('status').filter({ hasText: 'settings.json, line 3' })
  await told.getByRole('button', { name: 'Read again' }).click()
  expect(api.calls.map(({ name }) => name)).toContain('config.reload')
  api.change({ settingsProblem: null })
  await expect.element(told).not.toBeInTheDocument()
})
