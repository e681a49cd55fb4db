/** A config file in an encoding that AWS's clients do not read, or with NUL bytes. */
import { foreignSentence, type Document } from '../../config/document/document.ts'
import type { Foreign } from '../../config/document/encoding.ts'
import { keyOfHeader } from '../../config/document/heading.ts'
import type { FileRule } from '../rule.ts'
import { cli, lineMend, sdk, type File, type LineMend, type Trouble } from '../trouble.ts'

export const foreignRule = 'foreign-encoding'

export const encodingRules: readonly FileRule[] = [{ at: 'config', find: foreignFile }]

function foreignFile({ document, path }: File): Trouble | null {
  const { foreign } = document
  return foreign && { ...foreignTrouble(foreign, path), mend: mendOf(document, foreign) }
}

/** What is wrong with the file at `path`, as the person would name it. */
export function foreignTrouble(foreign: Foreign, path: string): Trouble {
  return {
    rule: foreignRule,
    severity: 'error',
    title: foreignSentence(foreign),
    effects: foreign.isWide
      ? [
          [cli, 'They refuse the whole file, or find no profile in it.'],
          [sdk, 'It finds no profile in it, and says nothing.'],
        ]
      : [
          [cli, 'They refuse the whole file, or take the bytes for a part of names and values.'],
          [sdk, 'It takes the bytes for a part of names and values.'],
        ],
    places: [path],
    advice:
      foreign.text === null
        ? 'Nobody can tell what stood there: put the last good copy back, or write the file anew as UTF-8.'
        : 'Save the file as UTF-8 without a byte order mark.',
  }
}

/** Every edit of it is written as UTF-8. */
function mendOf(document: Document, { text, isWide }: Foreign): LineMend | null {
  if (text === null) return null
  if (isWide) return lineMend('Write all of it as UTF-8', [], [])
  const from = document.text.indexOf(text)
  const splices = [
    { from: 0, to: from, text: '' },
    { from: from + text.length, to: document.text.length, text: '' },
  ]
  const about = document.sections.map(({ header }) => keyOfHeader(header))
  return lineMend('Remove the NUL bytes', splices, about)
}
