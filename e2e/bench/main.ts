/**
 * `npm run bench`: what Lanyard's speed claims rest on. Medians of paired runs, by number of profiles; the last columns
 * are what the project wants to keep. It judges nothing: a figure is for a person to read.
 */
import { bundleSizes } from '../../scripts/bundles.mjs'
import { costOfCommands } from './commands.ts'
import { timeEditing } from './edit.ts'
import { measureDesktop } from './electron.ts'
import { measureIdle } from './idle.ts'
import { timeParsing } from './parse.ts'
import { timeStart } from './start.ts'
import { timeForeignEdit } from './window.ts'

const sizes = [50, 500, 5000, 20_000] as const

/** What wakes up rarely shows in no shorter time. */
const idleMinutes = 10

type Row = readonly (string | number)[]

const benches: Readonly<Record<string, () => Promise<void>>> = {
  async parse() {
    const rows: Row[] = []
    for (const size of sizes) {
      const { lanyard, ini, parseIni } = await timeParsing(size)
      rows.push([size, ms(lanyard), ms(ini), ms(parseIni), (lanyard / Math.min(ini, parseIni)).toFixed(2)])
    }
    print(
      'Reading a config file (ms)',
      ['profiles', 'Lanyard', 'ini', 'parseIni', 'ratio to the faster (goal 0.5)'],
      rows,
    )
  },
  async edit() {
    const rows: Row[] = []
    const versions = new Set<string>()
    for (const size of sizes) {
      const { reviewed, edit, bare, aws } = await timeEditing(size)
      for (const version of Object.keys(aws)) versions.add(version)
      const others = Object.values(aws)
      const faster = others.length > 0 ? `${(Math.min(...others) / reviewed).toFixed(0)} ×` : '–'
      rows.push([size, ms(reviewed), ms(edit), ms(bare), (reviewed / bare).toFixed(2), ...others.map(ms), faster])
    }
    const aws = [...versions].map((version) => `aws ${version}`)
    const head = [
      'profiles',
      'reviewed',
      'edit alone',
      'parse + 2 writes',
      'ratio (goal 1.2)',
      ...aws,
      'faster (goal 20 ×)',
    ]
    print('One reviewed and durable edit (ms)', head, rows)
  },
  async start() {
    const { tray, list, command } = await timeStart(500)
    const rows = [
      ["the tray (main on Electron's stand-in)", ms(tray)],
      ['the first painted list (browser face)', list === null ? 'no Chromium here' : ms(list)],
      ['the end of `lanyard profile list`', ms(command)],
    ]
    print('From the start of a process, at 500 profiles (ms)', ['to', ''], rows)
    const sizes = Object.entries(bundleSizes('out')).map(([name, bytes]) => [name, (bytes / 1000).toFixed(1)])
    print('Bundles (kB)', ['bundle', ''], sizes)
  },
  async commands() {
    const rows: Row[] = []
    for (const size of [5, 500, 5000]) {
      for (const { words, cpu, wall, ratio } of await costOfCommands(size)) {
        rows.push([size, words, ms(cpu), ms(wall), ratio.toFixed(2)])
      }
    }
    print('Whole commands', ['profiles', 'command', 'CPU ms', 'ms', "ratio to a bare Node's CPU (goal 1.8)"], rows)
  },
  async electron() {
    const rows: Row[] = []
    for (const size of [50, 500, 5000]) {
      const cost = await measureDesktop(size)
      if (!cost) {
        process.stdout.write('\nThere is no Electron here, or no desktop for it.\n')
        return
      }
      const { version, tray, list, again, quick, open, closed } = cost
      rows.push([size, version, ms(tray), ms(list), ms(again), ms(quick), open.toFixed(0), closed.toFixed(0)])
    }
    const head = [
      'profiles',
      'Electron',
      'icon ms',
      'list ms',
      'again ms (goal 400)',
      'quick switch ms (goal 150)',
      'MB open',
      'MB closed (goal 120)',
    ]
    print('The desktop, from the start of its process', head, rows)
  },
  async idle() {
    const cost = await measureIdle(idleMinutes)
    if (!cost) {
      process.stdout.write('\nThe cost of idling is measured on Linux alone.\n')
      return
    }
    const { minutes, cpu, percent, wakeups, timers, megabytes } = cost
    const row = [minutes, ms(cpu), percent.toFixed(4), wakeups, timers, megabytes.toFixed(0)]
    const head = ['minutes', 'CPU ms', '% of a core (goal 0.1)', 'wake-ups', 'timers', 'MB']
    print('A signed-in, idle application, no window open', head, [row])
  },
  async window() {
    const rows: Row[] = []
    for (const size of [50, 500, 5000]) {
      const time = await timeForeignEdit(size)
      rows.push([size, time === null ? 'no Chromium here' : ms(time)])
    }
    print("From another program's edit to the window (ms)", ['profiles', 'goal at 5,000: 250'], rows)
  },
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}. Benchmarks: ${Object.keys(benches).join(', ')}\n`)
  process.exitCode = 2
} else {
  for (const [name, bench] of Object.entries(benches)) if (asked.length === 0 || asked.includes(name)) await bench()
}

function ms(time: number): string {
  return time < 10 ? time.toFixed(2) : time.toFixed(time < 100 ? 1 : 0)
}

function print(title: string, head: readonly string[], rows: readonly Row[]): void {
  const table = [head, ...rows.map((row) => row.map(String))]
  const widths = head.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0)))
  const lines = table.map((row) => row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  '))
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`)
}
