/** The whole window on a fake application, for tests. */
import { createFakeApi, type FakeApi } from '../../testing/ui/fake-api.ts'
import type { AppState } from '../../shared/state.ts'
import { render } from 'vitest-browser-react'
import '../styles/tokens.css'
import '../styles/base.css'
import { direct } from '../state/connection.ts'
import { createMinutes } from '../state/minutes.ts'
import { createStateStore } from '../state/store.ts'
import { App } from './app.tsx'

/** Draws the window and answers the application behind it. */
export async function openWindow(state: AppState, options?: Parameters<typeof createFakeApi>[1]): Promise<FakeApi> {
  const api = createFakeApi(state, options)
  const connection = direct(api)
  const sources = { connection, store: createStateStore(connection), minutes: createMinutes(window) }
  const root = document.createElement('div')
  root.id = 'root'
  await render(<App sources={sources} />, { container: document.body.appendChild(root) })
  return api
}
