/**
 * What a person does in the browser: sign in and allow, for `GET /authorize` and for `GET /device`.
 * Every form carries a nonce that works once, so a page that was not shown cannot be answered.
 */
import { secret } from './grants.ts'
import { grantTypes, isForRegion } from './oidc.ts'
import type { User } from './organization.ts'
import { allowPage, codePage, messagePage, signInPage, startPage } from './pages.ts'
import type { CodeRequest, Shown, Subject } from './shown-pages.ts'
import type { DemoResponse, DemoRequest } from './wire.ts'
import { isDemoResponse, oidcError, redirect } from './wire.ts'
import type { World } from './world.ts'

/** `GET /authorize`: a wrong client is an API error, a wrong redirect a page, anything else goes to the redirect. */
export function approvePage(world: World, request: DemoRequest): DemoResponse {
  const subject = readCodeRequest(world, request)
  return isDemoResponse(subject) ? subject : begin(world, subject)
}

/** `GET /device?user_code=…` */
export function devicePage(world: World, request: DemoRequest): DemoResponse {
  const userCode = request.query.get('user_code') ?? ''
  return codePage({ nonce: show(world, world.shown.code, null), userCode, error: '' })
}

/** `POST /device` with the code that the person compared or typed. */
export function confirmDevice(world: World, request: DemoRequest): DemoResponse {
  const form = readForm(world, request, world.shown.code)
  if (isDemoResponse(form)) return form
  const typed = form.fields.get('user_code') ?? ''
  const wanted = typed.toUpperCase().replaceAll(/[^A-Z]/g, '')
  const device = [...world.grants.devices.values()].find((one) => one.userCode.replace('-', '') === wanted)
  if (device?.outcome !== 'pending' || device.expiresAt <= world.now()) {
    const nonce = show(world, world.shown.code, null)
    return codePage({ nonce, userCode: typed, error: 'This code is not valid. Check it, or start the sign-in again.' })
  }
  const { client, instance } = device
  return begin(world, { kind: 'device', client, instance, scopes: client.scopes, device })
}

/** `POST /sign-in` with the chosen user. */
export function signIn(world: World, request: DemoRequest): DemoResponse {
  const form = readForm(world, request, world.shown.signIn)
  if (isDemoResponse(form)) return form
  const subject = form.about
  const user = subject.instance.users.find(({ name }) => name === form.fields.get('user'))
  if (user === undefined) return begin(world, subject)
  return allowPage({
    nonce: show(world, world.shown.allow, { subject, user }),
    instance: subject.instance,
    user,
    clientName: subject.client.name,
    redirectUri: subject.kind === 'code' ? subject.redirectUri : null,
  })
}

/** `POST /allow` with `decision` allow or deny. */
export function allow(world: World, request: DemoRequest): DemoResponse {
  const form = readForm(world, request, world.shown.allow)
  if (isDemoResponse(form)) return form
  const { subject, user } = form.about
  return decide(world, subject, form.fields.get('decision') === 'allow' ? user : null)
}

/** `GET /start`: what would be the access portal. */
export function portalPage(world: World): DemoResponse {
  return startPage(world.organization.instances)
}

function begin(world: World, subject: Subject): DemoResponse {
  const { instance } = subject
  const [first] = instance.users
  if (world.settings.autoApprove && first !== undefined) return decide(world, subject, first)
  return signInPage({ nonce: show(world, world.shown.signIn, subject), instance })
}

/** Ends a request: `user` allows it, null denies it. */
function decide(world: World, subject: Subject, user: User | null): DemoResponse {
  const { client, instance, scopes } = subject
  const signedIn = user === null ? null : world.grants.begin(client, instance, user, scopes)
  if (subject.kind === 'device') {
    if (subject.device.outcome === 'pending') subject.device.outcome = signedIn ?? 'denied'
    const what = signedIn === null ? 'denied' : 'approved'
    return messagePage(`Request ${what}`, `Request ${what}. You can close this page.`)
  }
  const { redirectUri, state, challenge } = subject
  if (signedIn === null) return redirectTo(redirectUri, { error: 'access_denied', state })
  const code = secret('acDEMO', 160)
  const expiresAt = world.now() + world.settings.authorizationCodeSeconds * 1000
  world.grants.codes.set(code, { signIn: signedIn, redirectUri, challenge, expiresAt })
  return redirectTo(redirectUri, { code, state })
}

function readCodeRequest(world: World, request: DemoRequest): CodeRequest | DemoResponse {
  const { query } = request
  const client = world.grants.clients.get(query.get('client_id') ?? '')
  const instance = world.organization.instanceAt(client?.issuerUrl ?? '')
  if (
    client === undefined ||
    instance === null ||
    client.expiresAt <= world.now() ||
    !client.grantTypes.includes(grantTypes.code) ||
    !isForRegion(request, client.region) ||
    !isForRegion(request, instance.region)
  ) {
    return oidcError('invalid_request', 'Invalid client provided')
  }
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!client.redirectUris.some((registered) => isSameButPort(registered, redirectUri))) return invalidCallback()

  const state = query.get('state') ?? ''
  const scopes = (query.get('scopes') ?? client.scopes.join(' ')).split(' ').filter((scope) => scope !== '')
  const challenge = query.get('code_challenge') ?? ''
  if (query.get('response_type') !== 'code')
    return redirectTo(redirectUri, { error: 'unsupported_response_type', state })
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge) || state === '') {
    return redirectTo(redirectUri, { error: 'invalid_request', state })
  }
  if (!scopes.every((scope) => client.scopes.includes(scope))) {
    return redirectTo(redirectUri, { error: 'invalid_scope', state })
  }
  return { kind: 'code', client, instance, redirectUri, state, scopes, challenge }
}

function invalidCallback(): DemoResponse {
  return messagePage(
    'An error occurred while signing in to the application',
    'Invalid callback URL. Confirm with your administrator that the application was configured with a valid callback URL.',
    400,
  )
}

/** Host must be 127.0.0.1, written so, and the path the registered one; the port is the listener's own (RFC 8252 7.3). */
function isSameButPort(registered: string, asked: string): boolean {
  const [url, wanted] = [URL.parse(asked), new URL(registered)]
  if (url === null || !/^http:\/\/127\.0\.0\.1(:\d+)?\//.test(asked)) return false
  url.port = ''
  wanted.port = ''
  return url.href === wanted.href
}

function redirectTo(redirectUri: string, values: Readonly<Record<string, string>>): DemoResponse {
  return redirect(`${redirectUri}?${new URLSearchParams(values).toString()}`)
}

/** Remembers a page that is about to be shown; gives the nonce of its form. It holds for ten minutes. */
function show<T>(world: World, pages: Map<string, Shown<T>>, about: T): string {
  const now = world.now()
  for (const [nonce, { expiresAt }] of pages) {
    if (expiresAt <= now) pages.delete(nonce)
  }
  const nonce = secret('', 32)
  pages.set(nonce, { about, expiresAt: now + 600_000 })
  return nonce
}

/** A form that answers one of `pages`, from our own origin; its nonce is spent. */
function readForm<T>(
  world: World,
  request: DemoRequest,
  pages: Map<string, Shown<T>>,
): { readonly fields: URLSearchParams; readonly about: T } | DemoResponse {
  const fields = new URLSearchParams(request.body)
  const nonce = fields.get('nonce') ?? ''
  const page = pages.get(nonce)
  const { origin } = request.headers
  const isOurs = origin === undefined || origin === request.origin
  if (!isOurs || page === undefined || page.expiresAt <= world.now()) {
    return messagePage('This page is no longer valid', 'Start the sign-in again from the application.', 400)
  }
  pages.delete(nonce)
  return { fields, about: page.about }
}
