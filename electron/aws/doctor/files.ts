/** Every rule about what stands in the config and credentials files, and what they find. */
import { headingOf } from '../config/document/heading.ts'
import type { FileRule } from './rule.ts'
import { diagnose, type Diagnosis, type File, type Files, type Found } from './trouble.ts'
import { answerRules } from './rules/answers.ts'
import { closedValueRules } from './rules/closed-values.ts'
import { credentialRules } from './rules/credentials.ts'
import { encodingRules } from './rules/encodings.ts'
import { grammarRules } from './rules/grammar.ts'
import { headerRules, plainHeader } from './rules/headers.ts'
import { legacyRules } from './rules/legacy.ts'
import { misplacedRules } from './rules/misplaced.ts'
import { ownerRules } from './rules/owners.ts'
import { profileRules } from './rules/profiles.ts'
import { readerRules } from './rules/readers.ts'
import { regionRules } from './rules/regions.ts'
import { scopeRules } from './rules/scopes.ts'
import { roleNameRules } from './rules/role-names.ts'
import { sessionAloneRules } from './rules/session-alone.ts'
import { sessionRules } from './rules/sessions.ts'
import { twiceRules } from './rules/twice.ts'
import { valueRules } from './rules/values.ts'
import { surveyOf, type Survey } from './survey.ts'

/** Of what stands on one line, the earlier rule speaks first. */
const rules: readonly FileRule[] = [
  ...encodingRules,
  ...grammarRules,
  ...headerRules,
  ...valueRules,
  ...twiceRules,
  ...sessionRules,
  ...scopeRules,
  ...profileRules,
  ...roleNameRules,
  ...closedValueRules,
  ...answerRules,
  ...regionRules,
  ...credentialRules,
  ...misplacedRules,
  ...readerRules,
  ...legacyRules,
  ...sessionAloneRules,
  ...ownerRules,
]

/** All that is wrong in the files, errors first, then by line, with mends that nobody has tried. */
export function findInFiles(files: Files): readonly Diagnosis[] {
  const survey = surveyOf(files)
  return diagnose(rules.flatMap((rule) => look(rule, survey).flatMap((found) => found ?? [])))
}

function look(rule: FileRule, survey: Survey): readonly Found[] {
  switch (rule.at) {
    case 'file':
      return [survey.config, survey.credentials].map((file) => rule.find(file))
    case 'config':
      return [rule.find(survey.config)]
    case 'setting':
      return lookAtSettings(survey.config, rule.find)
    case 'session':
      return survey.sessions.map((session) => rule.find(session, survey))
    case 'profile':
      return survey.profiles.map((profile) => rule.find(profile, survey))
    case 'files':
      return [rule.find(survey)]
  }
}

/** What botocore does not take for a section is for the rules about headers first. */
function lookAtSettings(file: File, find: Extract<FileRule, { at: 'setting' }>['find']): readonly Found[] {
  const { sections, entries } = file.document
  const found: Found[] = []
  for (const section of sections) {
    if (!plainHeader.test(section.header) && !headingOf(section.header)) continue
    for (let at = section.first; at < section.last; at += 1) {
      const each = find(file, section, entries[at]!)
      if (each) found.push(each)
    }
  }
  return found
}
