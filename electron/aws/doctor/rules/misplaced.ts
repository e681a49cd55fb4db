/** Sections of the config file that stand in the credentials file, whose headers are the bare names of profiles. */
import { headingOf } from '../../config/document/heading.ts'
import type { FileRule } from '../rule.ts'
import { cli, everyone, placeOf, sdk, type File, type Trouble } from '../trouble.ts'

export const misplacedRules: readonly FileRule[] = [{ at: 'file', find: misplaced }]

function misplaced(file: File): readonly Trouble[] {
  if (file.isConfig) return []
  return file.document.sections.flatMap((section): Trouble[] => {
    const heading = headingOf(section.header)
    if (!heading || section.header === 'default') return []
    const { kind, name } = heading
    return [
      {
        rule: 'config-section-in-credentials',
        subject: `${kind}:${name}`,
        severity: 'error',
        title: `[${section.header}] stands in the credentials file, where it is not ${
          { profile: `the profile ${name}`, 'sso-session': `the session ${name}`, services: 'a services section' }[kind]
        }.`,
        effects:
          kind === 'profile'
            ? [
                [cli, `They take it for a profile with the name "${section.header}".`],
                [sdk, `It does not find the profile ${name} there.`],
              ]
            : [[everyone, 'They look for it in the config file alone.']],
        places: [placeOf(file, section.line)],
        advice:
          kind === 'profile'
            ? `Write it as [${name}], or move it to the config file as it is.`
            : 'Move it to the config file as it is.',
      },
    ]
  })
}
