/** The table that says of which reader each rule about the files speaks (aws-facts.md#readers-and-rules). */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clients, type Client } from '../../../shared/doctor.ts'
import { contestedConfigs, refusedConfigs, unseenConfigs } from '../../../testing/configs/broken-configs.ts'
import { readerConfigs } from '../../../testing/configs/reader-configs.ts'
import { unusableConfigs } from '../../../testing/configs/unusable-configs.ts'
import { diagnoseTexts } from './doctor.testing.ts'

const page = ['aws-facts', 'md'].join('.')
const configs = [...refusedConfigs, ...contestedConfigs, ...unseenConfigs, ...unusableConfigs, ...readerConfigs]
/** What one config file of text does not have. */
const others = [
  ['[profile a]\nregion = us-east-1\n', '[a]\nregion = eu-west-1\n'],
  ['', '[profile a]\nregion = us-east-1\n[sso-session b]\nsso_region = us-east-1\n'],
  [Buffer.from('# caf\u00e9\n', 'latin1')],
  [Buffer.from('[profile a]\n', 'utf16le')],
  ['[profile a]\nregion = us-east-1\n# Do not edit. Section managed by Teleport (AWS Identity Center integration).\n'],
  ['; Do not edit. Section managed by Teleport (AWS Identity Center integration).\n[profile a]\nregion = us-east-1\n'],
] as const

const found = [...configs.map(({ file }) => [file] as const), ...others].flatMap(([config, credentials]) =>
  diagnoseTexts(config, credentials).map(({ finding }) => finding),
)

/** Rules by name; those that speak of the file, and of no client, are left out. */
function rulesByName(): ReadonlyMap<string, ReadonlySet<Client>> {
  const rules = Map.groupBy(found, ({ rule }) => rule)
  const named = [...rules].map(([rule, all]) => {
    const troubled = all.flatMap(({ effects }) => effects.flatMap((effect) => effect.clients))
    return [rule, new Set(troubled)] as const
  })
  return new Map(named.sort(([one], [other]) => one.localeCompare(other)))
}

function table(): string {
  const short = clients.map((client) => client.replace(/^AWS | SDK$/g, '').replace('CLI v', 'CLI '))
  const rows = [...rulesByName()]
    .filter(([, troubled]) => troubled.size > 0)
    .map(([rule, troubled]) => [`\`${rule}\``, ...clients.map((client) => (troubled.has(client) ? '×' : ''))])
  return [['rule', ...short], ...rows].map((cells) => cells.join(' | ')).join('\n')
}

/** The cells of the table below the heading, without its rule and the space in it. */
function tableInFacts(): string {
  const facts = readFileSync(join(import.meta.dirname, '../../../docs', page), 'utf8')
  const lines = facts.split('## Readers and rules\n')[1]!.split('\n## ')[0]!.split('\n')
  return lines
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim())
        .join(' | '),
    )
    .join('\n')
}

test('every rule about the files has a case', () => {
  const folder = join(import.meta.dirname, 'rules')
  const sources = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'))
  const named = sources.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/\brule: ([^\n]*)/g)].flatMap(([, text = '']) =>
      [...text.matchAll(/'([a-z\d-]+)'/g)].map(([, rule = '']) => rule),
    ),
  )
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter((rule) => !rulesByName().has(rule))).toEqual([])
})

test('the table says of each rule whom it troubles', () => {
  expect(tableInFacts()).toBe(table())
})
