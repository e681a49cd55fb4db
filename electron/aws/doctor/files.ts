/** Every rule about what stands in the config and credentials files. */
import { bySeverity, withOwnIds, type Diagnosis, type Files } from './diagnosis.ts'
import { credentialRules } from './rules/credentials.ts'
import { grammarRules } from './rules/grammar.ts'
import { headerRules } from './rules/headers.ts'
import { legacyRules } from './rules/legacy.ts'
import { profileRules } from './rules/profiles.ts'
import { regionRules } from './rules/regions.ts'
import { sessionRules } from './rules/sessions.ts'
import { twiceRules } from './rules/twice.ts'
import { valueRules } from './rules/values.ts'
import { surveyOf } from './survey.ts'

/** All that is wrong in the files, errors first, then by line. */
export function diagnoseFiles(files: Files): readonly Diagnosis[] {
  const survey = surveyOf(files)
  const found = [
    ...grammarRules(survey.config),
    ...grammarRules(survey.credentials),
    ...headerRules(survey.config),
    ...valueRules(survey.config),
    ...twiceRules(survey.config),
    ...sessionRules(survey),
    ...profileRules(survey),
    ...regionRules(survey),
    ...credentialRules(survey),
    ...legacyRules(survey),
  ]
  return withOwnIds(found.sort((one, other) => bySeverity(one.finding, other.finding)))
}
