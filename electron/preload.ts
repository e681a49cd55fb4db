/** The page's one door: the listed messages, and nothing of Node or Electron. Bundled to one CommonJS file. */
import { contextBridge, ipcRenderer } from 'electron'
import { channels } from '../shared/channels.ts'
import type { LanyardApi, Place } from '../shared/contract.ts'
import type { StatePatch } from '../shared/state.ts'

/** Where main asked to go before the page listened. */
let asked: Place | null = null
let go: ((place: Place) => void) | null = null

ipcRenderer.on(channels.navigate, (_event, place: Place) => {
  if (go) go(place)
  else asked = place
})

const api: LanyardApi = {
  face: 'desktop',
  call: (name, input) => ipcRenderer.invoke(channels.call, name, input),
  snapshot: () => ipcRenderer.invoke(channels.snapshot),
  subscribe(listener) {
    const forward = (_event: unknown, patch: StatePatch) => listener(patch)
    ipcRenderer.on(channels.patch, forward)
    return () => {
      ipcRenderer.off(channels.patch, forward)
    }
  },
  onNavigate(listener) {
    go = listener
    if (asked) listener(asked)
    asked = null
    return () => {
      if (go === listener) go = null
    }
  },
}

contextBridge.exposeInMainWorld('lanyard', api)
