/** botocore's own reading of config files: what `botocore.configloader.load_config` returns, or why it refuses. */
import { askPython } from '../../testing/tools.ts'

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export interface BotocoreReading {
  readonly profiles: Sections
  readonly sso_sessions: Sections
  readonly services: Sections
  readonly [other: string]: unknown
}

export type BotocoreAnswer = { readonly read: BotocoreReading } | { readonly refused: string }

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

/** Asks once about all `files`, since it is the start of Python that takes the time. */
export function botocoreReads(python: string, files: readonly Uint8Array[]): readonly BotocoreAnswer[] {
  const contents = files.map((bytes) => Buffer.from(bytes).toString('base64'))
  return askPython(python, script, contents) as readonly BotocoreAnswer[]
}
