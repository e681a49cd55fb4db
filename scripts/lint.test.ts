import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { root } from './tool.mjs'

/** The renderer's folders from the ground up; those in one row do not know each other. */
const floors = [
  ['components'],
  ['state'],
  ['actions'],
  ['parts'],
  ['dialogs'],
  ['new-profile'],
  ['changes', 'palette', 'sharing', 'screens/doctor', 'screens/profiles'],
  ['shell'],
]

test('an import up the floors of the renderer is refused, and one between two of a floor', async () => {
  const refused: string[] = []
  const files: Record<string, string> = {}
  for (const [height, floor] of floors.entries()) {
    for (const from of floor) {
      for (const to of floors.flat()) {
        if (from === to) continue
        const name = `renderer/${from}/${to.replace('/', '-')}.ts`
        files[name] = `export * from '${from.includes('/') ? '../../' : '../'}${to}/a.ts'\n`
        if (floors.findIndex((each) => each.includes(to)) >= height) refused.push(name)
      }
    }
  }
  files['renderer/screens/doctor/sibling.ts'] = "export * from '../profiles/a.ts'\n"
  files['renderer/components/shared.ts'] = "export * from '../../shared/a.ts'\n"
  files['renderer/state/node.ts'] = "export * from 'node:fs'\n"
  refused.push('renderer/screens/doctor/sibling.ts', 'renderer/components/shared.ts', 'renderer/state/node.ts')
  expect(await refusals(files, 'no-restricted-imports')).toEqual(refused.sort())
})

test('shared/ depends on nothing but itself', async () => {
  const files = {
    'shared/a.ts': "export * from '../electron/aws/a.ts'\n",
    'shared/b.ts': "export * from 'zod'\n",
    'shared/c.ts': "export * from './a.ts'\n",
  }
  expect(await refusals(files, 'no-restricted-imports')).toEqual(['shared/a.ts', 'shared/b.ts'])
})

test('two files that import each other are refused, even for types alone', async () => {
  const files = {
    'shared/a.ts': "import type { B } from './b.ts'\n\nexport type A = B | null\n",
    'shared/b.ts': "import type { A } from './a.ts'\n\nexport type B = A | null\n",
    'shared/c.ts': "import type { B } from './b.ts'\n\nexport type C = B\n",
  }
  expect(await refusals(files, 'no-cycle')).toEqual(['shared/a.ts', 'shared/b.ts'])
})

/** Which of `files` (text by name) the lint of this project refuses by `rule`. */
async function refusals(files: Readonly<Record<string, string>>, rule: string): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lanyard-lint-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  // Types are of no use here, and take a minute.
  const config = (await readFile(join(root, '.oxlintrc.json'), 'utf8')).replace(
    '"typeAware": true',
    '"typeAware": false',
  )
  for (const [name, text] of Object.entries({ ...files, '.oxlintrc.json': config })) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [oxlint, '--format=unix'], { cwd: folder }, (_error, stdout) => resolve(stdout))
  })
  const lines = said.split('\n').filter((line) => line.includes(`(${rule})`))
  return [...new Set(lines.map((line) => line.slice(0, line.indexOf(':'))))].sort()
}
