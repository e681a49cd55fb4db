/** Which request is which operation, and which API's errors it speaks. */
import { allow, approvePage, confirmDevice, devicePage, portalPage, signIn } from './authorize.ts'
import { createToken, registerClient, startDeviceAuthorization } from './oidc.ts'
import { getRoleCredentials, listAccountRoles, listAccounts, logout } from './portal.ts'
import { callSts } from './sts.ts'
import type { DemoResponse, DemoRequest } from './wire.ts'
import { demoStartUrl } from './organization.ts'
import type { World } from './world.ts'

/** `vanity` is an organization's own host, which leads to its portal. */
export type Api = 'oidc' | 'portal' | 'sts' | 'page' | 'vanity'

export interface Route {
  readonly operation: string
  readonly api: Api
  readonly answer: (world: World, request: DemoRequest) => DemoResponse
}

/** The route of a method and path among the APIs that a host has; null: there is none. */
export function routeOf(method: string, path: string, apis: readonly Api[]): Route | null {
  const route = routes[`${method} ${path}`]
  return route !== undefined && apis.includes(route.api) ? route : null
}

/** Whether the path belongs to the portal under another method, which it answers with 405. */
export function isPortalPath(path: string): boolean {
  return portalPaths.has(path)
}

const route = (operation: string, api: Api, answer: Route['answer']): Route => ({ operation, api, answer })

const routes: Readonly<Record<string, Route>> = {
  'POST /client/register': route('RegisterClient', 'oidc', registerClient),
  'POST /device_authorization': route('StartDeviceAuthorization', 'oidc', startDeviceAuthorization),
  'POST /token': route('CreateToken', 'oidc', createToken),
  'GET /assignment/accounts': route('ListAccounts', 'portal', listAccounts),
  'GET /assignment/roles': route('ListAccountRoles', 'portal', listAccountRoles),
  'GET /federation/credentials': route('GetRoleCredentials', 'portal', getRoleCredentials),
  'POST /logout': route('Logout', 'portal', logout),
  'POST /': route('GetCallerIdentity', 'sts', callSts),
  'GET /authorize': route('Authorize', 'page', approvePage),
  'GET /device': route('Device', 'page', devicePage),
  'GET /start': route('Portal', 'page', portalPage),
  'GET /start/': route('Portal', 'page', portalPage),
  'GET /': route('Portal', 'page', portalPage),
  'HEAD /sso': route('Vanity', 'vanity', leadToPortal),
  'HEAD /old-sso': route('Vanity', 'vanity', () => ({ status: 405, headers: {}, body: '' })),
  'GET /old-sso': route('Vanity', 'vanity', leadToPortal),
  'GET /elsewhere': route('Vanity', 'vanity', () => redirect('https://login.example.net/')),
  'HEAD /elsewhere': route('Vanity', 'vanity', () => redirect('https://login.example.net/')),
  'HEAD /plain': route('Vanity', 'vanity', () => redirect(demoStartUrl.replace('https:', 'http:'))),
  'HEAD /page': route('Vanity', 'vanity', () => ({ status: 200, headers: {}, body: '' })),
  'POST /device': route('ConfirmDevice', 'page', confirmDevice),
  'POST /sign-in': route('SignIn', 'page', signIn),
  'POST /allow': route('Allow', 'page', allow),
}

/** As the AWS CLI expects of it; a host may know no HEAD. */
function leadToPortal(): DemoResponse {
  return redirect(`${demoStartUrl}/`)
}

function redirect(location: string): DemoResponse {
  return { status: 302, headers: { location }, body: '' }
}

const portalPaths = new Set(
  Object.entries(routes)
    .filter(([, { api }]) => api === 'portal')
    .map(([key]) => key.replace(/^\w+ /, '')),
)
