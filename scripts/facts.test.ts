/** `docs/aws-facts.md` and the comments that cite its sections, as `aws-facts.md#reading, #hosts`. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const facts = readFileSync(join(root, 'docs/aws-facts.md'), 'utf8')
const sections = new Set([...facts.matchAll(/^## (.+)$/gm)].map(([, name = '']) => anchorOf(name)))

/** As GitHub makes the address of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-')
}

/** The sections that a text cites; one without a section counts as ''. A comment may go on in the next line. */
function citedIn(text: string): readonly string[] {
  const joined = text.replaceAll(/\n\s*(?:\*|\/\/) /g, ' ')
  return [...joined.matchAll(/aws-facts\.md((?:,? ?#[\w-]+)*)/g)].flatMap(([, cited = '']) =>
    cited === '' ? [''] : (cited.match(/(?<=#)[\w-]+/g) ?? []),
  )
}

const sources = ['shared', 'electron', 'renderer', 'e2e', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|tsx|mjs)$/.test(file) && file !== 'facts.test.ts')
    .map((file) => join(folder, file)),
)

test('every fact that a comment cites is in a section that exists', () => {
  const cited = sources.map((file) => [file, citedIn(readFileSync(join(root, file), 'utf8'))] as const)
  expect(cited.filter(([, names]) => names.length > 0).length).toBeGreaterThan(30)
  expect(
    cited.flatMap(([file, names]) => names.filter((name) => !sections.has(name)).map((name) => [file, name])),
  ).toEqual([])
})

test('links inside the page lead to its sections, and the tests that it names are there', () => {
  const links = [...facts.matchAll(/\]\(#([\w-]+)\)/g)].map(([, name = '']) => name)
  expect(links.filter((name) => !sections.has(name))).toEqual([])
  const tests = [...facts.matchAll(/`(?:[\w/-]+\/)?([\w-]+(?:\.long)?\.test\.ts)`/g)].map(([, name = '']) => name)
  expect(tests.length).toBeGreaterThan(5)
  expect(tests.filter((name) => !sources.some((file) => file.endsWith(`/${name}`)))).toEqual([])
})
