/** lanyard hook, use. */
import { fail, ok, type Result } from '../../shared/result.ts'
import { assignment, hookShells, type HookShell } from '../../shared/shell.ts'
import { activeFileIn } from '../app/active-file.ts'
import { hookText } from './hooks.ts'
import { namedProfile } from './profiles.ts'
import type { Job } from './world.ts'

/** Prints the lines that make a shell follow, to be evaluated. */
export function hook(chosen: HookShell | undefined): Job {
  return async ({ print, system }) => {
    const shell = chosen ?? hookShells.find((each) => each === system.shell)
    if (!shell) {
      return fail('invalid-input', `There is no hook for ${system.shell}.`, {
        fix: `Name one: ${hookShells.join(', ')}.`,
      })
    }
    print.line(hookText(shell, activeFileIn(system.paths.state)).trimEnd())
    return ok(null)
  }
}

/** Prints the lines that pin the shell, for the hook that has run this to evaluate. */
export function use(name: string | undefined, region: string | undefined): Job {
  return async (world) => {
    const { env } = world.system
    const shell = hookShells.find((each) => each === env['LANYARD_HOOK'])
    if (!shell) return noHook
    if (name === '-' && !env['LANYARD_BEFORE']) {
      return fail('not-found', 'There is no profile that this terminal used before.', { fix: 'lanyard use PROFILE' })
    }
    if (region !== undefined && !/^[a-z0-9-]+$/.test(region)) {
      return fail('invalid-input', `${region} is not the name of a region.`)
    }
    const app = await world.open({ sessions: name === undefined })
    if (!app.ok) return app
    const profile = await namedProfile(world, app.value.state(), name === '-' ? env['LANYARD_BEFORE'] : name)
    if (!profile.ok) return profile
    const values = {
      AWS_PROFILE: profile.value.name,
      ...(region && { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
    }
    const lines = Object.entries(values).map(([variable, value]) => assignment(variable, value, shell))
    if (lines.includes(null)) return unsafe(shell)
    for (const line of lines) world.print.line(line ?? '')
    world.print.note(
      `This terminal uses ${profile.value.name}${region ? ` in ${region}` : ''}, whatever is switched to.`,
    )
    world.print.note({ text: 'To have it follow again: lanyard follow', tone: 'dim' })
    return profile
  }
}

/** The hook does this itself: a process could not. */
export const follow: Job = async () => noHook

const noHook = fail('invalid-input', 'Only a shell with the hook of Lanyard can do that.', {
  fix: 'For bash: eval "$(lanyard hook bash)", and in ~/.bashrc for every new terminal.',
})

function unsafe(shell: HookShell): Result<never> {
  return fail('unsupported-profile', `No ${shell} line can carry this profile name safely.`, {
    fix: 'Rename the profile.',
  })
}
