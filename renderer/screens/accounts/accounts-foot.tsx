/** Below the list: keys while nothing is selected; else how many, the name template, and what it makes of them. */
import { useId, useMemo } from 'react'
import { checkTemplate } from '../../../shared/names.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { TextInput } from '../../components/field.tsx'
import { Foot, FootKey } from '../../components/screen.tsx'
import { useAppState } from '../../state/state.tsx'
import styles from './accounts-foot.module.css'
import { proposeNames, type Assignment, type Row } from './rows.ts'
import type { AssignmentSelection } from './use-assignment-selection.ts'

/** Names that the line could hold at most. */
const shownNames = 8

export function AccountsFoot({
  chosen,
  rows,
  template,
  onTemplateChange,
  selection,
  onEnter,
  onReview,
}: {
  readonly chosen: readonly Assignment[]
  readonly rows: readonly Row[]
  readonly template: string
  readonly onTemplateChange: (template: string) => void
  readonly selection: AssignmentSelection
  readonly onEnter: () => void
  readonly onReview: () => void
}) {
  if (chosen.length === 0) return <KeysFoot rows={rows} selection={selection} onEnter={onEnter} />
  return (
    <SelectionFoot
      chosen={chosen}
      template={template}
      onTemplateChange={onTemplateChange}
      onClear={selection.selected.clear}
      onReview={onReview}
    />
  )
}

function KeysFoot({
  rows,
  selection,
  onEnter,
}: {
  readonly rows: readonly Row[]
  readonly selection: AssignmentSelection
  readonly onEnter: () => void
}) {
  const accounts = rows.filter(({ kind }) => kind === 'account').length
  const roles = rows.filter(({ kind }) => kind === 'role').length
  return (
    <Foot label="Keys">
      <FootKey keys="Space" onPress={() => selection.toggle(selection.current.row)}>
        Select
      </FootKey>
      <FootKey keys="A" onPress={selection.selectAll}>
        Select all without a profile
      </FootKey>
      <FootKey keys="Enter" onPress={onEnter}>
        Create profile
      </FootKey>
      <span className={styles['count']} role="status">
        {accounts.toLocaleString('en')} {accounts === 1 ? 'account' : 'accounts'}
        <span className={styles['roles']}>
          {' '}
          · {roles.toLocaleString('en')} {roles === 1 ? 'permission set' : 'permission sets'}
        </span>
      </span>
    </Foot>
  )
}

function SelectionFoot({
  chosen,
  template,
  onTemplateChange,
  onClear,
  onReview,
}: {
  readonly chosen: readonly Assignment[]
  readonly template: string
  readonly onTemplateChange: (template: string) => void
  readonly onClear: () => void
  readonly onReview: () => void
}) {
  const profiles = useAppState((state) => state.profiles)
  const id = useId()
  const problem = checkTemplate(template)
  const names = useMemo(
    () => (problem === null ? proposeNames({ profiles }, template, chosen.slice(0, shownNames)) : []),
    [profiles, template, chosen, problem],
  )
  return (
    <Foot label="Selection">
      <div className={styles['selection']}>
        <b className={styles['selected']} role="status">
          {chosen.length.toLocaleString('en')} selected
        </b>
        <IconButton icon="close" label="Select nothing" onClick={onClear} />
        <div className={styles['template']}>
          <label htmlFor={id}>Name</label>
          <TextInput
            id={id}
            mono
            className={styles['input'] ?? ''}
            aria-label="Name template"
            aria-describedby={`${id}result`}
            aria-invalid={problem !== null}
            value={template}
            onValueChange={onTemplateChange}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && problem === null) onReview()
            }}
          />
        </div>
        <span
          id={`${id}result`}
          className={problem === null ? styles['result'] : styles['problem']}
          title={problem ?? names.join(', ')}
        >
          {problem ?? `→ ${names.join(', ')}`}
        </span>
        <Button variant="primary" disabled={problem !== null} onClick={onReview}>
          Review {chosen.length.toLocaleString('en')} {chosen.length === 1 ? 'profile' : 'profiles'}
        </Button>
      </div>
    </Foot>
  )
}
