/** The page that the browser shows when a sign-in is over. It has no script, loads nothing and holds no secret. */
import { createHash } from 'node:crypto'

export interface CallbackPage {
  readonly title: string
  readonly text: string
  readonly good: boolean
}

const style = `
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --text: #14181f; --dim: #59616e; --line: #dfe3e9;
  --good: #16794a; --bad: #b42318 }
@media (prefers-color-scheme: dark) { :root { --ground: #101317; --card: #181c22; --text: #eceff4; --dim: #9aa3b0;
  --line: #2a3039; --good: #4cc38a; --bad: #ff8577 } }
* { box-sizing: border-box; margin: 0 }
body { min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground);
  color: var(--text); font: 16px/1.5 Inter, system-ui, -apple-system, 'Segoe UI', sans-serif }
main { width: 100%; max-width: 440px; padding: 40px; border: 1px solid var(--line); border-radius: 16px;
  background: var(--card); text-align: center }
.mark { display: grid; place-items: center; width: 48px; height: 48px; margin: 0 auto 20px; border-radius: 50%;
  border: 2px solid currentColor; color: var(--bad) }
.mark.good { color: var(--good) }
h1 { font-size: 22px; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; text-wrap: balance }
p { margin-top: 12px; color: var(--dim); overflow-wrap: anywhere; text-wrap: balance }
footer { margin-top: 28px; padding-top: 20px; border-top: 1px solid var(--line); color: var(--dim); font-size: 14px }
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** Nothing is stored, framed, sniffed or sent on; the address, which has the code in it, is no one's referrer. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  Connection: 'close',
}

/** The page as HTML, its texts escaped. */
export function renderPage({ title, text, good }: CallbackPage): string {
  const path = good ? 'M5 12.5l4.5 4.5L19 7.5' : 'M12 6v7.5M12 17.5v.1'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)} · Lanyard</title>
<style>${style}</style>
</head>
<body>
<main>
<div class="mark${good ? ' good' : ''}" aria-hidden="true"><svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/></svg></div>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<footer>You can close this tab and go back to Lanyard.</footer>
</main>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}
