/** Several profiles at once: the very lines that would be written, then one write for all of them. */
import { useId, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useAppState } from '../../state/state.tsx'
import { checkRegion, suggestRegion } from '../../../shared/names.ts'
import { ChangePreview } from '../../dialogs/change-preview.tsx'
import styles from '../../dialogs/form.module.css'
import { OutputField } from '../../dialogs/output-field.tsx'
import { RegionField } from '../../dialogs/region-field.tsx'
import { useReview } from '../../dialogs/use-review.ts'
import { proposeProfiles, type Assignment } from './rows.ts'

export function ReviewProfiles({
  assignments,
  template,
  onClose,
  onCreated,
}: {
  readonly assignments: readonly Assignment[]
  readonly template: string
  readonly onClose: () => void
  readonly onCreated: () => void
}) {
  const formId = useId()
  const { drafts, region, setRegion, regionProblem, severalRegions, output, setOutput } = useDrafts(
    assignments,
    template,
  )
  const { preview, problem, pending, isBlocked, write } = useReview(
    regionProblem === null ? { kind: 'create-profiles', drafts } : null,
    () => {
      onCreated()
      onClose()
    },
  )
  const isReading = preview.preview === null && preview.problem === null
  const profiles = drafts.length === 1 ? 'profile' : 'profiles'

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Create ${drafts.length.toLocaleString('en')} ${profiles}`}
      description={summary(assignments)}
      footer={
        <>
          <Button variant="ghost" className={styles['left'] ?? ''} onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            keys="↵"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- Enter creates
            autoFocus
            disabled={regionProblem !== null || isBlocked}
            pending={pending || (regionProblem === null && isReading)}
          >
            Create {drafts.length.toLocaleString('en')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles['pair']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void write()
        }}
      >
        <RegionField
          value={region}
          error={regionProblem}
          hint={severalRegions ? 'Empty: each has the region of its session.' : 'Where commands go by default.'}
          onValueChange={setRegion}
        />
        <OutputField value={output} error={null} onValueChange={setOutput} />
      </form>
      <ChangePreview state={preview} refusal={problem} waiting="Reading the file…" onAnyway={() => void write(true)} />
    </Dialog>
  )
}

/** What would be created. Names are settled when the dialog opens, so that they do not move under one's eyes. */
function useDrafts(assignments: readonly Assignment[], template: string) {
  const sessions = useAppState((state) => state.sessions)
  const profiles = useAppState((state) => state.profiles)
  const recent = useAppState((state) => state.recent)
  const [typed, setRegion] = useState<string | null>(null)
  const [output, setOutput] = useState('json')
  const [proposed] = useState(() =>
    proposeProfiles({ profiles }, assignments, {
      template,
      region: (session) => suggestRegion({ sessions, profiles, recent }, session),
      output: 'json',
    }),
  )
  const suggested = new Set(proposed.map((draft) => draft.region ?? ''))
  const severalRegions = suggested.size > 1
  const region = typed ?? (severalRegions ? '' : ([...suggested][0] ?? ''))
  const drafts = proposed.map((draft) => ({
    ...draft,
    region: severalRegions && region === '' ? draft.region : region || null,
    output,
  }))
  const regionProblem = region === '' ? null : checkRegion(region)
  return { drafts, region, setRegion, regionProblem, severalRegions, output, setOutput }
}

function summary(assignments: readonly Assignment[]): string {
  const accounts = new Set(assignments.map(({ accountId }) => accountId)).size
  const sessions = [...new Set(assignments.map(({ session }) => session))]
  return `In ${accounts.toLocaleString('en')} ${accounts === 1 ? 'account' : 'accounts'}, through ${sessions.join(', ')}.`
}
