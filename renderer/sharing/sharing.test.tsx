import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { mixedSetup, sharedSession, sharingAnswers } from '../../testing/ui/sharing-answers.ts'
import { emptyState, largeState, typicalState } from '../../testing/ui/states.ts'
import type { SharedSetup } from '../../shared/setup.ts'
import { fail } from '../../shared/result.ts'
import { called, openWizard } from '../shell/wizard.testing.ts'

const now = Date.now()
const dialog = () => page.getByRole('dialog', { name: /^(?:Share|Add) a / })
const button = (name: string | RegExp) => dialog().getByRole('button', { name, exact: true })
const option = (name: string | RegExp) => page.getByRole('option', { name })

/** As the keys of the system would. */
function pasteInto(element: Element, text: string): void {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

describe('sharing a set-up', () => {
  const open = (state = typicalState(now), session?: string) =>
    openWizard(state, {
      place: { screen: 'share', ...(session === undefined ? {} : { session }) },
      answers: sharingAnswers(mixedSetup),
    })

  test('begins with the session it was asked for, and shows the very text', async () => {
    const api = await open(typicalState(now), 'partner-org')
    await expect.element(option(/^partner-org/)).toHaveAttribute('aria-selected', 'true')
    await expect
      .element(page.getByRole('group', { name: 'Text to share' }))
      .toMatchTextContent('[sso-session partner-org]')
    expect(called(api, 'share.write')).toEqual([{ sessions: ['partner-org'], profiles: [] }])
  })

  test('takes the session of a chosen profile along, and lets profiles go with their session', async () => {
    await open()
    await expect.element(button('Copy link')).toBeDisabled()
    await option(/^audit/).click()
    const text = page.getByRole('group', { name: 'Text to share' })
    await expect.element(text).toMatchTextContent('[sso-session my-identity-center] [profile audit]')
    await option(/^my-identity-center/).click()
    await expect.element(text).not.toBeInTheDocument()
  })

  test('copies the link and the text', async () => {
    const api = await open(typicalState(now), 'partner-org')
    await button('Copy link').click()
    await button('Copy text').click()
    const text = '[sso-session partner-org]\n'
    expect(called(api, 'clipboard.write')).toEqual([{ text: `lanyard://import?setup=${btoa(text)}` }, { text }])
  })

  test('hands out nothing of an earlier choice while the text of the new one is awaited', async () => {
    const { 'share.write': write } = sharingAnswers(mixedSetup)
    await openWizard(typicalState(now), {
      place: { screen: 'share', session: 'partner-org' },
      answers: { 'share.write': (input) => (input.profiles.length === 0 ? write!(input) : new Promise(() => {})) },
    })
    await expect.element(button('Copy link')).toBeEnabled()
    await option(/^partner-logs/).click()
    await expect.element(button('Copy link')).toBeDisabled()
    await expect.element(page.getByRole('group', { name: 'Text to share' })).toBeVisible()
  })

  test('is done by keys alone: search, arrows, Space', async () => {
    await open()
    await expect.element(page.getByRole('textbox', { name: 'Search sessions and profiles' })).toHaveFocus()
    await userEvent.keyboard('payer{ArrowDown}{ArrowDown} ')
    await expect.element(option(/^billing/)).toHaveAttribute('aria-selected', 'true')
    await expect.element(option(/^my-identity-center/)).toHaveAttribute('aria-selected', 'true')
    await userEvent.keyboard('{Home}{Enter}')
    await expect.element(option(/^billing/)).toHaveAttribute('aria-selected', 'false')
  })

  test('says which profile cannot be shared, and how many are not in the list', async () => {
    await openWizard(typicalState(now), {
      place: { screen: 'share' },
      answers: { 'share.write': () => fail('misconfigured', 'The account number is 12.') },
    })
    await expect
      .element(page.getByText('One profile is left out: only those with a session can be shared.'))
      .toBeVisible()
    await option(/^audit/).click()
    await expect.element(page.getByRole('alert')).toMatchTextContent('The account number is 12.')
    await expect.element(button('Save…')).toBeDisabled()
  })

  test('stays quick among thousands', async () => {
    await open(largeState(now, 5000))
    await userEvent.keyboard('ledger prod 12 billing')
    await expect.element(option(/^ledger-prod-12-billing/)).toBeVisible()
    expect(page.getByRole('option').elements().length).toBeLessThan(60)
  })

  test('says so when there is nothing to share', async () => {
    await open(emptyState())
    await expect.element(page.getByText('The file has no session yet.')).toBeVisible()
  })
})

describe('adding a shared set-up', () => {
  const open = (text?: string, setup: SharedSetup = mixedSetup) =>
    openWizard(typicalState(now), {
      place: { screen: 'import', ...(text === undefined ? {} : { text }) },
      answers: sharingAnswers(setup),
    })
  const checkbox = (name: string) => page.getByRole('checkbox', { name })

  test('shows where one would sign in, with a warning where that is not an address of AWS', async () => {
    const api = await open('lanyard://import?setup=x')
    await expect.element(page.getByText('sso.partner.example:8443', { exact: true })).toBeVisible()
    await expect.element(page.getByText(/^This is not an address of AWS/)).toBeVisible()
    await expect.element(page.getByText("An address of AWS. Make sure that it is your organization's.")).toBeVisible()
    expect(called(api, 'config.change')).toEqual([])
  })

  test('offers what can be added, and says what stands against the rest', async () => {
    await open('x')
    await expect.element(checkbox('Profile logs')).toBeChecked()
    await expect.element(checkbox('Session partner-org')).toBeChecked()
    await expect.element(page.getByText('In your file already')).toBeVisible()
    await expect.element(page.getByText('You have another session of this name')).toBeVisible()
    await expect.element(page.getByText('The profile partner-broken: An account number has 12 digits.')).toBeVisible()
    expect(checkbox('Profile partner-broken').elements()).toEqual([])
    expect(checkbox('Session my-identity-center').elements()).toEqual([])
  })

  test('adds the chosen ones under the names that were given, after its lines were shown', async () => {
    const api = await open('the text')
    await checkbox('Profile logs').click()
    await page.getByRole('textbox', { name: 'Add partner-org as' }).fill('partner')
    await expect.element(page.getByText('[partner]')).toBeVisible()
    await button('Add 2').click()
    await expect.element(dialog()).not.toBeInTheDocument()
    expect(called(api, 'config.change')).toEqual([
      {
        change: {
          kind: 'import',
          text: 'the text',
          chosen: [
            { kind: 'session', name: 'partner-org', as: 'partner' },
            { kind: 'profile', name: 'partner-deploy', as: 'partner-deploy-2' },
          ],
        },
        anyway: false,
      },
    ])
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  })

  test('is chosen from by keys alone, from the top', async () => {
    await open('x')
    await expect.element(page.getByText(/^It has 2 sessions/)).toHaveFocus()
    await userEvent.keyboard('{Tab}')
    await expect.element(checkbox('Profile logs')).toHaveFocus()
    await userEvent.keyboard(' ')
    await expect.element(checkbox('Profile logs')).not.toBeChecked()
    await expect.element(button('Add 2')).toBeVisible()
  })

  test('refuses a name that is taken beside its field', async () => {
    await open('x')
    const name = page.getByRole('textbox', { name: 'Add partner-deploy as' })
    await name.fill('audit')
    await expect.element(name).toHaveAccessibleDescription('There is already a profile audit.')
    await expect.element(button(/^Add/)).toBeDisabled()
  })

  test('reads what is pasted at once, and Enter after that adds nothing', async () => {
    const api = await open()
    const field = page.getByRole('textbox', { name: 'Link or sections' })
    await expect.element(field).toHaveFocus()
    pasteInto(field.element(), '[profile x]')
    await expect.element(page.getByText(/^It has 2 sessions and 3 profiles/)).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(called(api, 'share.read')).toEqual([{ text: '[profile x]' }])
    expect(called(api, 'config.change')).toEqual([])
  })

  test('goes back to the text, which can be mended', async () => {
    const api = await open('one')
    await button('Back').click()
    const field = page.getByRole('textbox', { name: 'Link or sections' })
    await expect.element(field).toHaveValue('one')
    await field.fill('two')
    await button('Continue').click()
    await expect.element(checkbox('Profile logs')).toBeVisible()
    expect(called(api, 'share.read')).toEqual([{ text: 'one' }, { text: 'two' }])
  })

  test('says why a text is refused, until the text is another', async () => {
    await open('[profile x]\ncredential_process = sh')
    await expect.element(page.getByRole('alert')).toMatchTextContent('Line 2 has credential_process.')
    await page.getByRole('textbox', { name: 'Link or sections' }).fill('[profile x]')
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })

  test('reads a file, and refuses one that is too large before it reads it', async () => {
    const api = await open()
    const picker = page.getByTestId('set-up file')
    await picker.upload(new File(['#'.repeat(70_000)], 'large.ini'))
    await expect.element(page.getByRole('alert')).toMatchTextContent('large.ini has 70,000 bytes.')
    expect(called(api, 'share.read')).toEqual([])
    await picker.upload(new File(['[profile x]'], 'small.ini'))
    await expect.element(checkbox('Profile logs')).toBeVisible()
    expect(called(api, 'share.read')).toEqual([{ text: '[profile x]' }])
  })

  test('says so when there is nothing in it to add', async () => {
    await open('x', { items: [sharedSession('corp', 'd-1.awsapps.com', { clash: 'same' })] })
    await expect.element(page.getByText(/Nothing of it can be added to your file/)).toBeVisible()
    expect(button(/^Add/).elements()).toEqual([])
  })
})
