/** --dry-run: the lines that a command would change, by the preview that the window shows, and nothing is written. */
import type { Change } from '../../shared/contract.ts'
import type { Result } from '../../shared/result.ts'
import type { App } from '../app/app.ts'
import type { Line } from './printer.ts'
import { unifiedDiff, type UnifiedLine } from './unified-diff.ts'
import type { World } from './world.ts'

export interface DryRunOption {
  readonly dryRun?: boolean
}

/** Prints the unified diff of `change`. Refused as the change itself would be. */
export async function showChange({ print }: World, app: App, change: Change): Promise<Result<unknown>> {
  const preview = await app.call('config.preview', { change })
  if (!preview.ok) return preview
  const { problem } = preview.value
  if (problem) return { ok: false, error: problem }
  const lines = unifiedDiff(preview.value)
  const diff = lines.map(({ text }) => `${text}\n`).join('')
  print.answer({ diff, changed: lines.length > 0 }, () => lines.map(coloured))
  return preview
}

const tones = { file: 'strong', hunk: 'busy', same: null, added: 'ok', removed: 'bad', end: 'dim' } as const

function coloured({ kind, text }: UnifiedLine): Line {
  return { verbatim: text, tone: tones[kind] }
}
