import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument, settingsOf, type Document, type Value } from '../../electron/aws/config/document.ts'
import { headingOf } from '../../electron/aws/config/heading.ts'
import { anyFile, tidyFile, wildFile } from './config-files.ts'
import { askPython, findBotocore } from './tools.ts'

const python = findBotocore()

/** botocore's own reading of each file: what `load_config` returns, or the name of the error it raises. */
const script = `
import base64, json, os, sys, tempfile
from botocore.configloader import load_config
answers = []
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'config')
    for content in json.load(sys.stdin):
        with open(path, 'wb') as file:
            file.write(base64.b64decode(content))
        try:
            answers.append({'read': load_config(path)})
        except Exception as error:
            answers.append({'refused': str(getattr(error, 'kwargs', {}).get('error', error))})
json.dump(answers, sys.stdout)
`

type Answer = { readonly read: Record<string, unknown> } | { readonly refused: string }

function botocoreReads(files: readonly Buffer[]): readonly Answer[] {
  return askPython(
    python!,
    script,
    files.map((bytes) => bytes.toString('base64')),
  ) as Answer[]
}

/** A document in the form that `load_config` returns. */
function likeBotocore(document: Document): Record<string, unknown> {
  const read: Record<'profile' | 'sso-session' | 'services' | 'other', [string, unknown][]> = {
    profile: [],
    'sso-session': [],
    services: [],
    other: [],
  }
  for (const section of document.sections) {
    const heading = headingOf(section.header)
    const settings = plain(settingsOf(document, section))
    if (heading) read[heading.kind].push([heading.name, settings])
    else if (isKept(section.header)) read.other.push([section.header, settings])
  }
  return {
    ...Object.fromEntries(read.other),
    profiles: Object.fromEntries(read.profile),
    sso_sessions: Object.fromEntries(read['sso-session']),
    services: Object.fromEntries(read.services),
  }
}

const isKept = (header: string): boolean => header !== 'DEFAULT' && !/^(?:profile|sso-session|services)/.test(header)

function plain(settings: ReadonlyMap<string, Value>): Record<string, unknown> {
  return Object.fromEntries(
    [...settings].map(([key, value]) => [key, typeof value === 'string' ? value : Object.fromEntries(value)]),
  )
}

function compare(files: readonly Buffer[]): { readonly read: number; readonly refused: number } {
  const answers = botocoreReads(files)
  const counts = { read: 0, refused: 0 }
  for (const [at, bytes] of files.entries()) {
    const answer = answers[at]!
    const document = parseDocument(bytes)
    if ('read' in answer) {
      expect({ file: bytes.toString('latin1'), findings: document.findings, read: likeBotocore(document) }).toEqual({
        file: bytes.toString('latin1'),
        findings: [],
        read: answer.read,
      })
      counts.read += 1
    } else {
      expect({ ...answer, file: bytes.toString('latin1'), found: document.findings.length > 0 }).toMatchObject({
        found: true,
      })
      counts.refused += 1
    }
  }
  return counts
}

describe.runIf(python)('a document reads as botocore does', () => {
  test('in files that it mostly accepts', () => {
    const counts = compare(fc.sample(tidyFile, { numRuns: 1500, seed: 1 }).map((text) => Buffer.from(text)))
    expect(counts.read).toBeGreaterThan(500)
  })

  test('in files that it mostly refuses, and then says where', () => {
    const counts = compare(fc.sample(wildFile, { numRuns: 1500, seed: 2 }).map((text) => Buffer.from(text)))
    expect(counts.read).toBeGreaterThan(100)
    expect(counts.refused).toBeGreaterThan(500)
  })

  test('in files with a byte order mark or bytes that are not UTF-8', () => {
    compare(fc.sample(anyFile, { numRuns: 1000, seed: 3 }))
  })
})
