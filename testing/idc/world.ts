/** What every API of the demo organization works on. */
import type { ShownPages } from './shown-pages.ts'
import type { Grants } from './grants.ts'
import type { Organization } from './organization.ts'
import type { DemoSettings } from './settings.ts'

export interface World {
  readonly organization: Organization
  readonly grants: Grants
  readonly settings: DemoSettings
  readonly shown: ShownPages
  /** The organization's own clock, in milliseconds. */
  readonly now: () => number
  /** The loopback address of everything, without a slash at the end. */
  readonly url: string
}
