/** Everything in the window, from the sources of its state down to its layout. */
import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { CopyFallbackProvider } from '../parts/copy-fallback.tsx'
import { ToastProvider } from '../components/toast.tsx'
import { StateProvider, type Sources } from '../state/state.tsx'
import { Crash } from './crash.tsx'
import { FreshFiles } from './fresh-files.tsx'
import { Layout } from './layout.tsx'
import { NavigationProvider } from '../actions/navigation.tsx'
import { SignInAllProvider } from '../actions/sign-in-all.tsx'
import { ThemeFollower } from './theme.tsx'
import { Waiting } from './waiting.tsx'

export function App({ sources }: { readonly sources: Sources }) {
  return (
    <CSPProvider disableStyleElements>
      <Crash api={sources.connection.api}>
        <StateProvider sources={sources} waiting={<Waiting link={sources.connection.link} />}>
          <ThemeFollower />
          <FreshFiles />
          <Tooltip.Provider delay={500}>
            <ToastProvider>
              <CopyFallbackProvider>
                <NavigationProvider>
                  <SignInAllProvider>
                    <Layout />
                  </SignInAllProvider>
                </NavigationProvider>
              </CopyFallbackProvider>
            </ToastProvider>
          </Tooltip.Provider>
        </StateProvider>
      </Crash>
    </CSPProvider>
  )
}
