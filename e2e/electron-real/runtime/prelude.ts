/** What Electron 25 lacks of the one that Lanyard is made for. Language and web standards come from core-js. */
import 'core-js/actual'
import crypto from 'node:crypto'
import { clipboard } from 'electron'

crypto.hash ??= ((
  algorithm: string,
  data: crypto.BinaryLike,
  encoding: crypto.BinaryToTextEncoding | 'buffer' = 'hex',
) => {
  const hash = crypto.createHash(algorithm).update(data)
  return encoding === 'buffer' ? hash.digest() : hash.digest(encoding)
}) as typeof crypto.hash

AbortSignal.any ??= (signals) => {
  const controller = new AbortController()
  for (const signal of signals) {
    const abort = () => controller.abort(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  }
  return controller.signal
}

// Its clipboard answers at once, not by a promise.
const write: unknown = clipboard.writeText.bind(clipboard)
Object.defineProperty(clipboard, 'writeText', {
  value: async (text: string) => Reflect.apply(write as (text: string) => void, undefined, [text]),
})
