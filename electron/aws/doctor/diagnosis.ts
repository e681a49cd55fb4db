/** What a rule of Doctor answers: the finding that faces show, and how to mend it. */
import type { Finding } from '../../../shared/doctor.ts'
import type { Result } from '../../../shared/result.ts'
import type { Document } from '../config/document.ts'

export interface Diagnosis {
  readonly finding: Finding
  /** The config document without the trouble; where `finding.fix` is `lines`. */
  readonly mend?: (config: Document) => Result<Document>
  /** Does away with it on the disk; where `finding.fix` is `files`. */
  readonly repair?: () => Promise<Result<null>>
}

/** What the rules about files look at. Paths are as the person would name them. */
export interface Files {
  readonly config: Document
  readonly credentials: Document
  readonly configPath: string
  readonly credentialsPath: string
}
