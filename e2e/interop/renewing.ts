/** A process of Lanyard's that renews the token of `corp` each time it is told to: one line in, one line out. */
import path from 'node:path'
import { createInterface } from 'node:readline'
import { usableToken } from '../../electron/aws/sso/current-token.ts'
import { createSsoDeps } from '../../electron/aws/sso/session.ts'
import { demoStartUrl } from '../../testing/idc/organization.ts'

const [, , home = ''] = process.argv
const deps = createSsoDeps({
  clock: { now: () => Date.now(), after: () => () => undefined },
  env: process.env,
  paths: {
    home,
    ssoCache: path.join(home, '.aws/sso/cache'),
    cliCache: path.join(home, '.aws/cli/cache'),
    state: path.join(home, '.local/state/lanyard'),
  },
})
const session = { name: 'corp', startUrl: demoStartUrl, region: 'us-east-1', scopes: [] }

for await (const _ of createInterface({ input: process.stdin })) {
  deps.refreshTried.clear()
  const token = await usableToken(deps, session)
  console.log(token.ok ? 'ok' : token.error.code)
}
