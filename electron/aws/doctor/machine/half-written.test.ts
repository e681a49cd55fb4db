import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findBy } from '../doctor.testing.ts'
import { halfWrittenRules } from './half-written.ts'

const mark = 'd0d9a5b4-5f0c-4b6e-9f6e-2f1f6f0c1a2b.tmp'
const token = `.${'0a'.repeat(20)}.json.${mark}`

test('what killed writes left in the caches and beside the config is found and removed, and nothing of others', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'lanyard-half-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  const place = (...names: string[]) => path.join(home, ...names)
  const paths = {
    home,
    state: home,
    settings: home,
    ssoCache: place('sso'),
    cliCache: place('cli'),
    loginCache: place('login'),
    config: place('config'),
    credentials: place('keys'),
  }
  const machine = { system: { paths }, shown: (file: string) => file }
  const ours = [
    place('sso', token),
    place('sso', token.replace('0a', '0d')),
    place('cli', token),
    place(`.config.${mark}`),
  ]
  const foreign = place('sso', token.replace('0a', '0c'))
  const others = [foreign, place('sso', `.other.json.${mark}`), place('sso', '.x.tmp'), place(`.mine.${mark}`)]
  const young = place('cli', token.replace('0a', '0b'))
  await Promise.all([mkdir(paths.ssoCache), mkdir(paths.cliCache)])
  for (const file of [...ours, ...others, young]) await writeFile(file, '{"startUrl": "https://d')
  await writeFile(ours[1]!, Buffer.alloc(8))
  await writeFile(ours[2]!, '')
  // The same name, in the form of a program that writes its JSON without spaces.
  await writeFile(foreign, '{"startUrl":"https://d-1.awsapps.com/start","accessToken":"x"}')
  for (const file of [...ours, ...others]) await utimes(file, 0, 0)

  const [found] = await findBy(halfWrittenRules, machine)
  expect(new Set(found?.places)).toEqual(new Set(ours))
  if (found?.mend?.kind === 'files') await found.mend.run()
  const left = await readdir(home, { recursive: true })
  expect(left.filter((name) => name.endsWith('.tmp')).sort()).toEqual(
    [...others, young].map((file) => path.relative(home, file)).sort(),
  )
  expect(await findBy(halfWrittenRules, machine)).toEqual([])
})
