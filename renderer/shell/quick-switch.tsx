/** Everything in the window of the quick switch. */
import { CSPProvider } from '@base-ui/react/csp-provider'
import { QuickPalette } from '../palette/quick-palette.tsx'
import { StateProvider, type Sources } from '../state/state.tsx'
import { Crash } from './crash.tsx'
import { ThemeFollower } from './theme.tsx'

export function QuickSwitch({ sources }: { readonly sources: Sources }) {
  return (
    <CSPProvider disableStyleElements>
      <Crash api={sources.connection.api}>
        <StateProvider sources={sources} waiting={null}>
          <ThemeFollower />
          <QuickPalette />
        </StateProvider>
      </Crash>
    </CSPProvider>
  )
}
