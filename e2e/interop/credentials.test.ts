/** Role credentials go both ways through the AWS CLI v2's cache: who has them spares the other the request. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createApp, type App } from '../../electron/app/app.ts'
import { signInWithBrowser } from '../../electron/aws/sso/browser-sign-in.ts'
import { nodeSystem } from '../../electron/system/node.ts'
import { openHome, override, proxied, run } from './shared-home.ts'
import { person, type SignInRoom } from '../../electron/aws/sso/sign-in.testing.ts'
import { findAwsClis } from '../../testing/tools.ts'

/** Version 1 keeps none. Endpoint overrides came with 2.13. */
const v2 = findAwsClis().find(({ major }) => major === 2)
const way = Number(v2?.version.split('.')[1]) >= 13 ? override : proxied
const words = ['sts', 'get-caller-identity', '--profile', 'prod']

async function room(): Promise<SignInRoom & { readonly app: App }> {
  const home = await openHome()
  await signInWithBrowser(home.deps, home.session, person())
  const app = createApp(nodeSystem({ env: { HOME: home.home, ...override(home) } }))
  await app.start({ watch: false })
  onTestFinished(() => app.stop())
  home.demo.requests.clear()
  return { ...home, app }
}

const asked = ({ demo }: SignInRoom) => demo.requests.count('GetRoleCredentials')

test.runIf(v2)('what Lanyard got, the AWS CLI uses', async () => {
  const desk = await room()
  expect(await desk.app.credentials('prod')).toMatchObject({ ok: true })
  expect(await run(desk, v2?.path ?? '', words, way(desk))).toMatchObject({ code: 0, stderr: '' })
  expect(asked(desk)).toBe(1)
})

test.runIf(v2)('what the AWS CLI got, Lanyard uses', async () => {
  const desk = await room()
  expect(await run(desk, v2?.path ?? '', words, way(desk))).toMatchObject({ code: 0, stderr: '' })
  const credentials = await desk.app.credentials('prod')
  expect(asked(desk)).toBe(1)
  const folder = path.join(desk.home, '.aws/cli/cache')
  const name = (await readdir(folder)).find((file) => file.endsWith('.json')) ?? ''
  const { Credentials } = JSON.parse(await readFile(path.join(folder, name), 'utf8'))
  expect(credentials).toMatchObject({ value: { accessKeyId: Credentials.AccessKeyId } })
})
