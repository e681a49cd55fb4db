import { expect, test } from 'vitest'
import { fail, ok, problem, type Problem } from '../../shared/result.ts'
import { at, noon } from './state.testing.ts'
import { newsOf } from './news.ts'

const arn = 'arn:aws:sts::637423191929:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/me'

test('a sign-in that is over is news', () => {
  expect(newsOf('session.signIn', ok({ session: 'corp', expiresAt: at(noon) }))).toEqual({
    title: 'Signed in to corp',
    body: '',
  })
})

test('what went wrong is news, with what to do', () => {
  expect(newsOf('profile.switch', fail('not-found', 'There is no profile x.'))).toEqual({
    title: 'There is no profile x.',
    body: 'Check the name, or create it first.',
  })
})

test('signing in to several is told once, and what went wrong before what went well', () => {
  const done = ['a', 'b'].map((session) => ({ session, expiresAt: at(noon) }))
  const of = (...problems: readonly Problem[]) => newsOf('session.signInAll', ok({ done, problems }))
  expect(of()).toEqual({ title: 'Signed in to a, b', body: '' })
  expect(of(problem('offline', 'No network.'))?.title).toBe('No network.')
  expect(of(problem('cancelled', 'Cancelled.'))).toBeNull()
  expect(newsOf('session.signInAll', ok({ done: [], problems: [] }))).toBeNull()
})

test('what the person gave up is not', () => {
  expect(newsOf('session.signIn', fail('cancelled', 'The sign-in was cancelled.'))).toBeNull()
})

test('an identity is told by its ARN, a failed check by its problem', () => {
  const verified = { status: 'verified', account: '637423191929', arn, userId: 'AROA:me', at: at(noon) }
  expect(newsOf('identity.check', ok({ profile: 'prod', identity: verified }))).toEqual({
    title: 'prod works',
    body: arn,
  })
  const refused = fail('not-assigned', 'AdministratorAccess is not assigned to you now.').error
  expect(
    newsOf('identity.check', ok({ profile: 'prod', identity: { status: 'failed', problem: refused, at: at(noon) } })),
  ).toEqual({
    title: refused.message,
    body: refused.fix,
  })
})

test('an address that no browser took is shown', () => {
  const url = 'https://d-1234567890.awsapps.com/start'
  expect(newsOf('session.openPortal', ok({ url, opened: true }))).toBeNull()
  expect(newsOf('session.openPortal', ok({ url, opened: false }))?.body).toContain(url)
})

test('what the tray shows anyway is not told twice', () => {
  expect(newsOf('profile.switch', ok(null))).toBeNull()
  expect(newsOf('session.signOut', ok(null))).toBeNull()
})
