/** lanyard console. */
import { fail, type Result } from '../../shared/result.ts'
import { namedProfile } from './profiles.ts'
import type { Job } from './world.ts'

export interface ConsoleOptions {
  readonly service?: string
  readonly region?: string
  readonly print?: boolean
}

/** Opens the AWS console through the access portal, or prints its link, in which no credentials are. */
export function openConsole(name: string | undefined, { print = false, ...page }: ConsoleOptions): Job {
  return async (world): Promise<Result<unknown>> => {
    const app = await world.open()
    if (!app.ok) return app
    const profile = await namedProfile(world, app.value.state(), name)
    if (!profile.ok) return profile
    const opened = await app.value.call('profile.openConsole', { profile: profile.value.name, ...page, open: !print })
    if (!opened.ok) return opened
    const { url } = opened.value
    if (print) world.print.answer({ url }, () => [url])
    else if (!opened.value.opened)
      return fail('unsupported-profile', 'No browser could be opened.', { fix: `Open ${url}` })
    else world.print.answer({ url }, () => [`Your browser shows the console of ${profile.value.name}.`])
    return opened
  }
}
