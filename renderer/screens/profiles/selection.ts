/** Which profile is selected: it begins with what the place that led here asks for, and follows when another one does. */
import { useState } from 'react'
import { useNavigation } from '../../actions/navigation.tsx'
import { useCurrentRow, type CurrentRow } from '../../components/current-row.ts'
import { useAppState } from '../../state/state.tsx'
import type { ProfileRow } from './rows.ts'

const keyOf = ({ profile }: ProfileRow) => profile.name

export function useSelectedProfile(rows: readonly ProfileRow[]): CurrentRow<ProfileRow> {
  const active = useAppState((state) => state.active)
  const { place } = useNavigation()
  const [followed, setFollowed] = useState<typeof place | null>(null)
  const current = useCurrentRow(rows, { keyOf, first: active })
  if (place !== followed) {
    setFollowed(place)
    if (place.profile !== undefined) current.go(place.profile)
  }
  return current
}
