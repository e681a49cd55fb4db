/** The pages a person sees, as self-contained HTML. Every text that is not ours is escaped; nothing is loaded. */
import { randomBytes } from 'node:crypto'
import type { Instance, User } from './organization.ts'
import type { DemoResponse } from './wire.ts'
import { escapeMarkup } from './wire.ts'

/** Finished markup, as opposed to text. */
interface Markup {
  readonly markup: string
}

type Piece = string | Markup | readonly Markup[]

/** A template whose values are escaped unless they are markup themselves. */
function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return { markup: parts.map((part, index) => part + markupOf(values[index] ?? '')).join('') }
}

function markupOf(piece: Piece): string {
  if (typeof piece === 'string') return escapeMarkup(piece)
  return 'markup' in piece ? piece.markup : piece.map(({ markup }) => markup).join('')
}

export function signInPage({ nonce, instance }: { readonly nonce: string; readonly instance: Instance }): DemoResponse {
  const choices = instance.users.map(
    ({ name, displayName, role }, index) =>
      html`<label class="choice">
        <input type="radio" name="user" value="${name}" ${index === 0 ? { markup: 'checked' } : ''} />
        <span><b>${displayName}</b><small>${role}</small></span></label
      >`,
  )
  return page(
    'Sign in',
    html`<p>to <b>${instance.name}</b><br /><small>${instance.startUrl}</small></p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="nonce" value="${nonce}" />
        <fieldset>
          <legend>Who are you today?</legend>
          ${choices}
        </fieldset>
        <div class="end"><button class="primary">Sign in</button></div>
      </form>`,
  )
}

/** `redirectUri` is where the answer goes; the form may lead there, which the policy has to name. */
export function allowPage(shown: {
  readonly nonce: string
  readonly instance: Instance
  readonly user: User
  readonly clientName: string
  readonly redirectUri: string | null
}): DemoResponse {
  return page(
    `Allow ${shown.clientName} to access your data?`,
    html`<p>You are <b>${shown.user.displayName}</b> in <b>${shown.instance.name}</b>. The application asks to:</p>
      <ul>
        <li>see the AWS accounts and permission sets that are assigned to you</li>
        <li>get temporary credentials for them</li>
      </ul>
      <form method="post" action="/allow">
        <input type="hidden" name="nonce" value="${shown.nonce}" />
        <div class="end">
          <button name="decision" value="deny">Deny access</button>
          <button class="primary" name="decision" value="allow">Allow access</button>
        </div>
      </form>`,
    { formTarget: shown.redirectUri === null ? null : new URL(shown.redirectUri).origin },
  )
}

export function codePage(shown: {
  readonly nonce: string
  readonly userCode: string
  readonly error: string
}): DemoResponse {
  const error = html`<p class="error" role="alert">${shown.error}</p>`
  return page(
    'Authorization requested',
    html`<p>Confirm that this is the code that your device shows. If you did not ask for it, close this page.</p>
      ${shown.error === '' ? '' : error}
      <form method="post" action="/device">
        <input type="hidden" name="nonce" value="${shown.nonce}" />
        <label class="code"
          >Code<input
            name="user_code"
            value="${shown.userCode}"
            placeholder="XXXX-XXXX"
            required
            maxlength="9"
            autocomplete="off"
            spellcheck="false"
            autocapitalize="characters"
        /></label>
        <div class="end"><button class="primary">Confirm and continue</button></div>
      </form>`,
    { status: shown.error === '' ? 200 : 400 },
  )
}

export function messagePage(title: string, message: string, status = 200): DemoResponse {
  return page(title, html`<p>${message}</p>`, { status })
}

export function startPage(instances: readonly Instance[]): DemoResponse {
  const rows = instances.map(
    ({ name, startUrl, region, accounts }) =>
      html`<dl>
        <dt>Organization</dt>
        <dd><b>${name}</b></dd>
        <dt>Start URL</dt>
        <dd><code>${startUrl}</code></dd>
        <dt>Region</dt>
        <dd><code>${region}</code></dd>
        <dt>Accounts</dt>
        <dd>${String(accounts.length)}</dd>
      </dl>`,
  )
  return page(
    'AWS access portal',
    html`<p>Add one of these as a session, and sign in.</p>
      ${rows}`,
  )
}

interface PageOptions {
  readonly status?: number
  /** Another origin that the page's form may lead to. */
  readonly formTarget?: string | null
}

function page(title: string, content: Markup, { status = 200, formTarget = null }: PageOptions = {}): DemoResponse {
  const nonce = randomBytes(16).toString('base64')
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">
          ${{ markup: style }}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
        <footer>A demo organization on this machine. It is not AWS: nobody and nothing in it is real.</footer>
      </body>
    </html>`
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src 'nonce-${nonce}'`,
    `form-action 'self'${formTarget === null ? '' : ` ${formTarget}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    body: document.markup,
  }
}

const style = `
:root { color-scheme: light dark; --bg: #f7f8fa; --card: #fff; --line: #dfe1e6; --strong: #b9bdc7; --text: #23262f;
  --soft: #5b6070; --accent: #3d52c4; --accent-soft: #eceffd; --on: #fff; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --bg: #16181d; --card: #1e2026; --line: #32353d; --strong: #4a4e59;
  --text: #ebecef; --soft: #aeb2bd; --accent: #5568d8; --accent-soft: #272c46; --on: #fff; --bad: #ff9d92 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 16px; padding: 24px;
  grid-template-columns: minmax(0, 460px); background: var(--bg); color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; overflow-wrap: anywhere }
main { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 28px 32px;
  box-shadow: 0 1px 2px rgb(0 0 0 / .05), 0 8px 24px rgb(0 0 0 / .06) }
h1 { font-size: 20px; line-height: 1.3; margin: 0 0 8px; letter-spacing: -.01em; text-wrap: balance }
p { margin: 0 0 16px } small { color: var(--soft); font-size: 12px } ul { margin: 0 0 16px; padding-left: 20px }
fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 8px }
legend { padding: 0; margin-bottom: 8px; color: var(--soft) }
.choice { display: flex; gap: 12px; align-items: center; border: 1px solid var(--line); border-radius: 8px;
  padding: 10px 14px; cursor: pointer }
.choice:has(:checked) { border-color: var(--accent); background: var(--accent-soft) }
.choice small { display: block } input[type=radio] { accent-color: var(--accent); margin: 0 }
.code { display: grid; gap: 6px; color: var(--soft) }
.code input { font: 20px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; letter-spacing: .12em; padding: 8px 12px;
  border: 1px solid var(--strong); border-radius: 8px; background: var(--bg); color: var(--text); width: 100% }
.end { display: flex; justify-content: flex-end; gap: 8px; margin-top: 24px; flex-wrap: wrap }
button { font: inherit; font-weight: 550; padding: 7px 16px; border: 1px solid var(--strong); border-radius: 8px;
  background: var(--card); color: inherit; cursor: pointer }
button.primary { background: var(--accent); border-color: transparent; color: var(--on) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.error { color: var(--bad) }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; border-top: 1px solid var(--line); margin: 0;
  padding: 14px 0 } dt { color: var(--soft) } dd { margin: 0 }
code { font: 12.5px ui-monospace, "DejaVu Sans Mono", monospace }
footer { color: var(--soft); font-size: 12px; text-align: center }
`
