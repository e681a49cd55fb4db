/** lanyard switch, current, export. */
import { ok } from '../../shared/result.ts'
import type { ShellName } from '../../shared/shell.ts'
import { namedProfile } from './profiles.ts'
import type { Job } from './world.ts'

export function switchTo(name: string | undefined): Job {
  return async (world) => {
    const app = await world.open({ sessions: name === undefined })
    if (!app.ok) return app
    const profile = await namedProfile(world, app.value.state(), name)
    if (!profile.ok) return profile
    const switched = await app.value.call('profile.switch', { profile: profile.value.name })
    if (!switched.ok) return switched
    world.print.answer({ profile: profile.value.name }, () => [`${profile.value.name} is the active profile.`])
    const line = await app.value.call('profile.copyExport', { profile: profile.value.name, shell: null })
    if (line.ok) world.print.note([{ text: 'In this terminal: ', tone: 'dim' }, line.value.text])
    return switched
  }
}

export const current: Job = async (world) => {
  const app = await world.open({ sessions: false })
  if (!app.ok) return app
  const { active, host } = app.value.state()
  world.print.answer({ profile: active }, () => (active === null ? [] : [active]))
  if (active === null) world.print.note('No profile is active. Choose one: lanyard switch PROFILE')
  if (host.environmentProfile !== null && host.environmentProfile !== active) {
    world.print.note({ text: `This terminal uses ${host.environmentProfile} (AWS_PROFILE).`, tone: 'dim' })
  }
  return ok(null)
}

/** Prints the line alone, with `--json` too: it is there to be run. */
export function exportProfile(name: string | undefined, shell: ShellName | undefined): Job {
  return async (world) => {
    const app = await world.open({ sessions: name === undefined })
    if (!app.ok) return app
    const profile = await namedProfile(world, app.value.state(), name)
    if (!profile.ok) return profile
    const line = await app.value.call('profile.copyExport', { profile: profile.value.name, shell: shell ?? null })
    if (line.ok) world.print.line(line.value.text)
    return line
  }
}
