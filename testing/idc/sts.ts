/** STS, as far as asking who one is goes: GetCallerIdentity (aws-facts.md#sts). */
import { createHash, randomUUID } from 'node:crypto'
import type { RoleCredentials } from './grants.ts'
import { isSignedBy, parseAuthorization } from './signature.ts'
import type { DemoResponse, DemoRequest } from './wire.ts'
import { escapeMarkup, isDemoResponse, stsError, xml } from './wire.ts'
import type { World } from './world.ts'

/** `POST /` with the form `Action=GetCallerIdentity&Version=2011-06-15`, signed for `sts`. */
export function callSts(world: World, request: DemoRequest): DemoResponse {
  const caller = signer(world, request)
  if (isDemoResponse(caller)) return caller
  const form = new URLSearchParams(request.body)
  const [action, version] = [form.get('Action') ?? '', form.get('Version') ?? '']
  if (action !== 'GetCallerIdentity' || version !== '2011-06-15') {
    return stsError('InvalidAction', `Could not find operation ${action} for version ${version}`, 400)
  }
  const { account, permissionSet, user } = caller
  const suffix = createHash('sha256').update(`${account.accountId} ${permissionSet}`).digest('hex')
  const role = `AWSReservedSSO_${permissionSet}_${suffix.slice(0, 16)}`
  const arn = `arn:aws:sts::${account.accountId}:assumed-role/${role}/${user.name}`
  const userId = `AROA${suffix.slice(16, 33).toUpperCase()}:${user.name}`
  return xml(
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n  <GetCallerIdentityResult>\n' +
      `    <Arn>${escapeMarkup(arn)}</Arn>\n    <UserId>${escapeMarkup(userId)}</UserId>\n` +
      `    <Account>${account.accountId}</Account>\n  </GetCallerIdentityResult>\n  <ResponseMetadata>\n` +
      `    <RequestId>${randomUUID()}</RequestId>\n  </ResponseMetadata>\n</GetCallerIdentityResponse>\n`,
  )
}

/** How far the date of a signature may be off, in milliseconds. */
const tolerance = 15 * 60_000

/** The credentials that signed the request, or the refusal. */
function signer(world: World, request: DemoRequest): RoleCredentials | DemoResponse {
  const header = request.headers.authorization
  if (header === undefined) {
    return stsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403)
  }
  const given = parseAuthorization(header)
  if (given === null) return stsError('IncompleteSignature', 'Authorization header has another shape', 400)
  const credentials = world.grants.credentials.get(given.accessKeyId)
  if (credentials === undefined || request.headers['x-amz-security-token'] !== credentials.sessionToken) {
    return stsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403)
  }
  const date = String(request.headers['x-amz-date'] ?? '')
  const signedAt = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  const [day, region, service] = given.scope.split('/')
  const belongs = service === 'sts' && date.startsWith(day ?? '-') && region === (request.region ?? region)
  if (!belongs || !isSignedBy(credentials.secretAccessKey, given, request)) {
    return stsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      403,
    )
  }
  if (!(Math.abs(signedAt - world.now()) <= tolerance)) {
    return stsError('SignatureDoesNotMatch', `Signature expired or not yet current: ${date}`, 403)
  }
  if (credentials.expiresAt <= world.now()) {
    return stsError('ExpiredToken', 'The security token included in the request is expired', 403)
  }
  return credentials
}
