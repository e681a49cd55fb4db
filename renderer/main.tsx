/** The page's entry, the same in the desktop's window and in a browser. */
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connect } from './state/api.ts'
import { App } from './shell/app.tsx'
import { QuickSwitch } from './shell/quick-switch.tsx'
import { quickPage } from '../shared/quick-switch.ts'
import { createMinutes } from './state/minutes.ts'
import { createStateStore } from './state/store.ts'

const connection = connect(window)
const sources = { connection, store: createStateStore(connection), minutes: createMinutes(window) }
const Content = location.search === quickPage ? QuickSwitch : App
const root = document.getElementById('root')

if (root) {
  createRoot(root).render(
    <StrictMode>
      <Content sources={sources} />
    </StrictMode>,
  )
}
