import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errorText } from './error-text.ts'
import { redact } from './redact.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const drawn = (alphabet: string, from: number, to: number) =>
  fc
    .array(fc.constantFrom(...alphabet.split('')), { minLength: from, maxLength: to })
    .map((characters) => characters.join(''))
    // A word that says nothing is not a secret.
    .filter((text) => !'[hidden]'.includes(text))

const keys = [
  'aws_secret_access_key',
  'aws_session_token',
  'SecretAccessKey',
  'secretAccessKey',
  'SessionToken',
  'clientSecret',
  'client_secret',
  'refreshToken',
  'accessToken',
  'access_token',
  'codeVerifier',
  'code_verifier',
  'deviceCode',
  'device_code',
  'userCode',
  'code',
  'Authorization',
  'x-amz-sso_bearer_token',
  'X-Amz-Security-Token',
  'set-cookie',
  'password',
  'AWS_SECRET_ACCESS_KEY',
  'credential_process',
]

/** The ways in which a key and its value come into an error. */
const pairs: readonly ((key: string, value: string) => string)[] = [
  (key, value) => JSON.stringify({ a: 1, [key]: value, b: 2 }),
  (key, value) => JSON.stringify({ a: { [key]: value } }, null, 2),
  (key, value) => JSON.stringify(JSON.stringify({ [key]: value, b: 'c' })),
  (key, value) => JSON.stringify({ body: JSON.stringify({ text: JSON.stringify({ [key]: value }) }) }),
  (key, value) => inspect({ a: 1, [key]: value }),
  (key, value) => inspect(new Map([[key, value]])),
  (key, value) => `[default]\n${key} = ${value}\nregion = us-east-1`,
  (key, value) => `${key}=${value}`,
  (key, value) => `export ${key}='${value}'`,
  (key, value) => `GET / HTTP/1.1\nHost: example.com\n${key}: ${value}\n`,
  (key, value) => `session: corp, ${key}: ${value}`,
]

/** What is a secret by its form, wherever it stands. */
const shaped = {
  'access key ids': drawn('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16, 16).map((text) => `ASIA${text}`),
  'secret access keys': drawn(`${letters}0123456789+/`, 40, 40),
  'tokens of IAM Identity Center': drawn(`${letters}0123456789_-`, 100, 300).map((text) => `aoaAAAAA7${text}`),
  'session tokens': drawn(`${letters}0123456789+/`, 300, 600).map((text) => `IQoJb3JpZ2luX2VjE${text}`),
  'identifiers that nobody can guess': fc.uuid(),
  'codes for a person': drawn('BCDFGHJKLMNPQRSTVWXZ', 8, 8).map((text) => `${text.slice(0, 4)}-${text.slice(4)}`),
}

const value = drawn(`${letters}0123456789+/=_.~-"\\'\``, 6, 60)

/** The ways in which a text comes into the log. */
const errors: readonly ((text: string) => unknown)[] = [
  (text) => new Error(text),
  (text) => new TypeError('outside', { cause: new Error('inside', { cause: new RangeError(text) }) }),
  (text) => new AggregateError([new Error('first'), new Error(text)], 'several'),
  (text) => text,
  (text) => ({ message: text }),
]

describe('no secret is left', () => {
  test.each(keys)('as the value of %s', (key) => {
    const secretIn = fc.record({ value, pair: fc.constantFrom(...pairs), error: fc.constantFrom(...errors) })
    fc.assert(
      fc.property(secretIn, ({ value, pair, error }) => {
        const secret = value.replaceAll(/["\\'`]/g, '')
        // A shell's quotes end with the first of their kind.
        const text = pair(key, pair === pairs[8] ? secret : value)
        fc.pre(secret.length > 5 && !pair(key, '').includes(secret))
        const shown = redact(errorText(error(text)))
        for (const part of value.split(/["\\'`]+/)) if (part.length > 3) expect(shown).not.toContain(part)
      }),
      { numRuns: 60 },
    )
  })

  test.each(Object.entries(shaped))('by the form of %s', (_, secrets) => {
    const around = fc.constantFrom('', ' ', '"', "'", '(', '>', ',', ';')
    fc.assert(
      fc.property(secrets, around, around, fc.constantFrom(...errors), (secret, before, after, error) => {
        const text = `It said ${before}${secret}${after} and no more`
        const shown = redact(errorText(error(text)))
        expect(shown).not.toContain(secret)
        expect(shown).toContain('It said')
      }),
      { numRuns: 100 },
    )
  })

  test('in the query or the fragment of an address, or before its host', () => {
    fc.assert(
      fc.property(drawn(`${letters}0123456789_-%`, 4, 40), (secret) => {
        for (const address of [
          `https://oidc.us-east-1.amazonaws.com/authorize?state=${secret}&redirect_uri=x`,
          `http://127.0.0.1:8420/#secret=${secret}`,
          `https://device.sso.us-east-1.amazonaws.com/?user_code=${secret}`,
          `http://me:${secret}@proxy.example.com:3128/`,
        ]) {
          const shown = redact(`could not open ${address}, sorry`)
          expect(shown.replaceAll(/https?:\/\/[^?#@[]*/g, '')).not.toContain(secret)
          expect(shown).toContain(', sorry'.slice(2))
        }
      }),
    )
  })

  test('in what a parser quotes', () => {
    fc.assert(
      fc.property(drawn(`${letters}0123456789`, 12, 60), fc.nat(), (secret, at) => {
        const text = `{"accessToken":"${secret}","expiresAt":"2026-11-22T12:00:00Z"}`
        const broken = `${text.slice(0, at % text.length)}\u0001${text.slice(at % text.length)}`
        try {
          JSON.parse(broken)
        } catch (error) {
          const shown = redact(errorText(error))
          for (let start = 0; start + 6 <= secret.length; start += 1) {
            expect(shown).not.toContain(secret.slice(start, start + 6))
          }
        }
      }),
    )
  })
})

test('redacting twice is redacting once', () => {
  const texts = fc.oneof(
    fc
      .record({ key: fc.constantFrom(...keys), value, pair: fc.constantFrom(...pairs) })
      .map(({ key, value, pair }) => pair(key, value)),
    fc.string(),
    ...Object.values(shaped),
  )
  fc.assert(
    fc.property(texts, (text) => {
      expect(redact(redact(text))).toBe(redact(text))
    }),
  )
})

test('what helps to find a fault stays', () => {
  const kept = `config.change failed (report 7F3K2)
    TypeError: Cannot read properties of undefined (reading 'sections') [ERR_X]
        at applyChange (file:///home/jane/code/lanyard-0.1.0/electron/aws/config/edit/change.ts:120:33)
        at async Object.call (/opt/Lanyard/resources/app.asar/out/main/app-Bx82kd0_.js:1:20394)
    Caused by: Error: EACCES: permission denied, open '/home/jane/.aws/sso/cache/corp.json' [EACCES]
    sign-in to my-identity-center (browser): waiting at https://oidc.us-east-1.amazonaws.com/authorize
    profile 058264527036_AdministratorAccess of https://d-1234567890.awsapps.com/start`
  expect(redact(kept)).toBe(kept)
})

// Work that grows with the square of the size would take minutes, which is more than any test has.
test('a large text is redacted by work that grows with it, and not with its square', () => {
  for (const text of ['a', 'a-', '"token', '\\', 'a://', 'Unexpected ']) redact(text.repeat(160_000 / text.length))
  redact(`token: "${'\\'.repeat(160_000)}`)
})
