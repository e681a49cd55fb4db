/** The application: one state, one list of operations. Every face makes one and talks to nothing else. */
import type { OperationName, Output } from '../../shared/contract.ts'
import type { Result } from '../../shared/result.ts'
import type { AppState, StatePatch } from '../../shared/state.ts'
import { emptyDocument } from '../aws/config/document/document.ts'
import { watchFiles } from '../aws/config/disk/watch.ts'
import { endpointOverrides } from '../aws/endpoints.ts'
import type { RoleCredentials } from '../aws/sso/credentials-cache.ts'
import { refusedTokensFolder } from '../aws/sso/refused-tokens.ts'
import { createSsoDeps } from '../aws/sso/session.ts'
import { logFiles } from '../system/log-file.ts'
import { displayPath } from '../system/paths.ts'
import type { System } from '../system/ports.ts'
import { networkOf, type Context } from './context.ts'
import type { Keeping } from './keeping.ts'
import { openMemory } from './memory.ts'
import { readChangedFiles, readFiles } from './reading.ts'
import { defaultSettings } from './setting-values.ts'
import { readSettings, settingsFile } from './settings.ts'
import { createStore } from './store.ts'
import { noted, unforeseen } from './unforeseen.ts'

export interface App {
  state(): AppState
  subscribe(listener: (patch: StatePatch) => void): () => void
  /** Runs an operation on an input that need not be trusted. Never throws: what goes wrong is a problem. */
  call<N extends OperationName>(name: N, input: unknown): Promise<Result<Output<N>>>
  /** For the command line alone: no face that draws may have them. Opens nothing (credentials.ts). Never throws. */
  credentials(profile: string): Promise<Result<RoleCredentials>>
  /**
   * Reads the files; without `sessions`, only what is to be known of profiles. With `watch`, also follows them, and reads
   * assignments after a sign-in.
   */
  start(options: { readonly watch: boolean; readonly sessions?: boolean }): Promise<void>
  /** To be called after sleep, an unlock, a change of the clock or of the network: what is due meanwhile is done now. */
  wake(): void
  /** Ends what is under way and frees its ports. */
  stop(): Promise<void>
}

export function createApp(system: System): App {
  const context = createContext(system)
  /** Runs `operation` on files that are read; what nobody foresaw is a problem too. */
  const guarded = async <T>(name: string, operation: (asked: number) => Promise<Result<T>>): Promise<Result<T>> => {
    const now = system.clock.now()
    const asked = context.live ? now : (system.startedAt ?? now)
    try {
      await readChangedFiles(context)
      if (context.live) await finishLeft(context)
      return noted(name, await operation(asked))
    } catch (error) {
      return { ok: false, error: unforeseen(name, error) }
    }
  }
  let stopWatching = (): void => undefined
  let keeping: Keeping | null = null
  return {
    state: context.store.get,
    subscribe: context.store.subscribe,
    call: (name, input) =>
      guarded(name, async (asked) => {
        const [{ operations }, { checkInput }] = await Promise.all([import('./operations.ts'), import('./inputs.ts')])
        const checked = checkInput(name, input)
        return checked.ok ? operations[name](context, checked.value, asked) : checked
      }),
    credentials: (profile) =>
      guarded('credentials', async () => (await import('./credentials.ts')).profileCredentials(context, profile)),
    async start({ watch, sessions = true }) {
      context.live = watch
      context.sessions = sessions
      // Watched first: what changes while it is read is read again.
      if (watch) stopWatching = watchEverything(context)
      await Promise.all([readFiles(context), readSettings(context)])
      await finishLeft(context)
      if (!watch) return
      keeping = (await import('./keeping.ts')).keepSessions(context)
      context.wake = keeping.wake
    },
    wake: () => context.wake(),
    async stop() {
      stopWatching()
      const kept = keeping?.stop()
      const running = [...context.signingIn.values(), ...context.readingAccounts.values()]
      for (const each of running) each.stop()
      await Promise.allSettled([kept, ...running.map((each) => each.done)])
      // A reading notes what it sees, and whoever stops wants nothing written any more.
      const { reading } = context
      while (reading.running) await Promise.allSettled([reading.running, reading.next])
    },
  }
}

/** What a killed process has left, if there is any. */
async function finishLeft(context: Context): Promise<void> {
  if ((await context.memory.unfinished()).length > 0) await (await import('./finishing.ts')).finishOthers(context)
}

function createContext(system: System): Context {
  const { env, paths } = system
  const store = createStore({
    revision: 0,
    host: {
      version: system.version,
      platform: system.platform,
      shell: system.shell,
      remote: system.remote,
      endpointOverrides: endpointOverrides(env),
      environmentProfile: env['AWS_PROFILE'] ?? env['AWS_DEFAULT_PROFILE'] ?? null,
      canStartAtLogin: system.canStartAtLogin,
      quickSwitch: system.quickSwitch,
      log: displayPath(logFiles(paths.state).newer, paths.home),
    },
    config: {
      path: displayPath(paths.config, paths.home),
      exists: false,
      findings: [],
      isStale: false,
      loss: null,
      problem: null,
    },
    sessions: [],
    profiles: [],
    assignments: {},
    identities: {},
    signIns: {},
    active: null,
    recent: [],
    settings: defaultSettings,
    settingsProblem: null,
    changes: [],
    doctor: { scope: 'nothing', checking: false, findings: [] },
  })
  const context: Context = {
    system,
    store,
    memory: openMemory(paths.state),
    sso: createSsoDeps(system, () => networkOf(context, env['AWS_PROFILE'] || env['AWS_DEFAULT_PROFILE'] || 'default')),
    documents: { config: emptyDocument, credentials: emptyDocument },
    known: { config: emptyDocument, credentials: emptyDocument },
    live: false,
    sessions: true,
    wake: () => undefined,
    reading: { running: null, next: null, stamp: null, looked: Promise.resolve() },
    settings: { good: null, stamp: null, last: Promise.resolve() },
    doctor: { files: [], machine: [], running: null },
    credentials: { known: new Map(), asking: new Map() },
    looked: new Map(),
    signingIn: new Map(),
    readingAccounts: new Map(),
    checking: new Map(),
    pageErrors: [],
  }
  return context
}

/** The AWS files, the token caches, and Lanyard's own memory and settings; any change reads them again. */
function watchEverything(context: Context): () => void {
  const { config, credentials, ssoCache, state } = context.system.paths
  const watched = [config, credentials, ssoCache, context.memory.activeFile, refusedTokensFolder(state)]
  const stopFiles = watchFiles(watched, async () => {
    // What nobody foresaw is no reason for the whole program to end.
    await readFiles(context).catch((error: unknown) => {
      const { config: shown } = context.store.get()
      context.store.update({ config: { ...shown, problem: unforeseen('reading the files', error) } })
    })
  })
  const stopSettings = watchFiles([settingsFile(context.system)], () => readSettings(context))
  return () => {
    stopFiles()
    stopSettings()
  }
}
