/** A set-up of sessions and profiles that people give to each other. */
import type { Problem } from './result.ts'

/** A set-up to give away. It holds no secret. */
export interface SharedText {
  /** Sections as they stand in a config file. */
  readonly text: string
  /** The same as one `lanyard://` link. */
  readonly link: string
}

/** What a shared set-up would add. Nothing of it has been added. */
export interface SharedSetup {
  readonly items: readonly SharedItem[]
}

export interface SharedItem {
  readonly kind: 'session' | 'profile'
  readonly name: string
  readonly settings: readonly (readonly [key: string, value: string])[]
  /** Where one would sign in: the host of a session's start URL. */
  readonly host: string | null
  /** Where an organization's own host leads: a host of AWS's; null where to is not known. */
  readonly leadsTo?: string | null
  /** `same`: it is there already, with these settings. `taken`: the name is, with others. */
  readonly clash: 'none' | 'same' | 'taken'
  /** A name that is free: its own, or one like it. */
  readonly freeName: string
  /** Why it can't be added as it is, if so. */
  readonly problem: Problem | null
}
