/** Text without what nobody may see: what is logged goes through here before it is written, whatever it is. */

/** Stands where something was. */
const hidden = '[hidden]'

/** Keys of AWS's own tools, and the ways in which other tools that share its files name theirs. */
const secretKey = /(?:^|_)secret(?:_|$)|(?:^|_)(?:token|pass(?:word|wd|phrase)?|private_key|api_key)$/i

/** What else stands for a secret in requests and answers: of OAuth (RFC 6749, 7636, 8628), of HTTP, of signatures. */
const secretField =
  /(?:^|_)(?:code|code_verifier|authorization|cookie|signature|tokens|secrets|passwords|credential_process)$/

/** True for `aws_secret_access_key`, `aws_session_token` and the like in a file; an access key id is no secret. */
export function isSecretKey(key: string): boolean {
  return secretKey.test(key)
}

/**
 * `text` without tokens, keys, codes, passwords and the queries of addresses. It errs on the side of hiding too much.
 * Lines stay lines. Redacting twice is redacting once.
 */
export function redact(text: string): string {
  return replaceShapes(withoutValues(replaceShapes(text, addresses)), shapes)
}

/** A key, a delimiter of JSON, INI, JavaScript or a header behind it, and perhaps the quote that begins the value. */
const pair = /(?<![\w-])([A-Za-z][\w-]*)(?:\\*["'`])?\s*(?:=>|[:=])[^\S\n]*(\\*)(["'`]?)/g

/** `text` without the values of keys that name secrets: up to the closing quote, or to the end of the line. */
function withoutValues(text: string): string {
  let shown = ''
  let at = 0
  for (const found of text.matchAll(pair)) {
    const [whole, key = '', escapes = '', quote = ''] = found
    const start = found.index + whole.length
    // Before it may be the letter of an escaped line end.
    const named = namesSecret(key) || (text[found.index - 1] === '\\' && namesSecret(key.slice(1)))
    if (start < at || !named) continue
    const end = quote === '' ? endOfLine(text, start) : endOfQuoted(text, start, quote, escapes.length)
    if (end > start) shown += text.slice(at, start) + hidden
    else shown += text.slice(at, start)
    at = end
  }
  return shown + text.slice(at)
}

/** `clientSecret`, `client-secret` and `CLIENT_SECRET` are one key. */
function namesSecret(key: string): boolean {
  const words = key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
  return isSecretKey(words) || secretField.test(words)
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start)
  return end === -1 ? text.length : end
}

/** What follows a value in quotes. Anything else is more of the value, which only happens to begin with a quote. */
const afterQuoted = /(?:\\*["'`]){1,2}\s*(?:[,;)}\]&]|\\n|$)/my

/** A quote with more backslashes before it than the first one had is part of the value. */
function endOfQuoted(text: string, start: number, quote: string, escapes: number): number {
  for (let at = text.indexOf(quote, start); at !== -1; at = text.indexOf(quote, at + 1)) {
    let before = at
    while (before > start && text[before - 1] === '\\') before -= 1
    if (at - before > escapes) continue
    afterQuoted.lastIndex = before
    return afterQuoted.test(text) ? before : endOfLine(text, start)
  }
  return text.length
}

type Shape = readonly [shape: RegExp, instead: string | ((found: string) => string)]

function replaceShapes(text: string, shapes: readonly Shape[]): string {
  return shapes.reduce((shown, [shape, instead]) => shown.replaceAll(shape, instead as string), text)
}

/** Of sign-in pages, callbacks, links, proxies: who signs in before the host, the query, the fragment. */
const addresses: readonly Shape[] = [
  [/\b([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#"'<>@]{1,1000}@/gi, `$1${hidden}@`],
  [/\b([a-z][a-z\d+.-]{0,20}:\/\/[^\s?#"'<>]{0,1000}[?#])[^\s"'<>]+/gi, `$1${hidden}`],
]

/** What is known by its form alone. */
const shapes: readonly Shape[] = [
  // V8 quotes what it could not parse, which may be the middle of a token.
  [/, (?:\.\.\.)?"[^]{0,100}?"(?:\.\.\.)? is not valid JSON/g, `, ${hidden} is not valid JSON`],
  [/(<\w{0,100}(?:Secret|Token|Password)\w{0,100}>)[^<]+/g, `$1${hidden}`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${hidden}`],
  // Access key ids, and the codes that a person types on another machine.
  [/\b(?:AKIA|ASIA)[A-Z\d]{12,}\b/g, hidden],
  [/\b[A-Z\d]{4}-[A-Z\d]{4}\b/g, hidden],
  // A secret access key has 40 characters.
  [/(?<![\w+/=-])[A-Za-z\d+/]{40}(?![\w+/=-])/g, hidden],
  [/[\w+/=.-]{40,}/g, (run) => (run.split(/[/.]/).some((part) => looksDrawn(part, 24)) ? hidden : run)],
  [/[\w+=-]{32,}/g, (run) => (looksDrawn(run, 32) ? hidden : run)],
]

/** Names are made of words and numbers; what a machine has drawn has letters and digits in any order. */
function looksDrawn(text: string, least: number): boolean {
  return text.length >= least && text.split(/[_+=-]/).some((part) => /\d/.test(part) && /[a-z]/i.test(part))
}
