/** The fields of a session, for a new one and one that is edited. */
import { useState } from 'react'
import { Field, TextInput } from '../components/field.tsx'
import { Icon } from '../components/icon.tsx'
import { defaultScope } from '../../shared/names.ts'
import type { SessionDraft } from '../../shared/contract.ts'
import { FindRegion } from './find-region.tsx'
import { RegionField } from './region-field.tsx'
import styles from './form.module.css'
import { withStartUrl, type SessionFields, type SessionProblems } from './session-fields.ts'

type Name = keyof SessionDraft

export function SessionForm({
  mode,
  fields,
  draft,
  problems,
  submitted,
  findsRegion = false,
  onFieldsChange,
}: {
  readonly mode: 'new' | 'edit'
  readonly fields: SessionFields
  /** What the fields mean: typed values, else suggested ones. */
  readonly draft: SessionDraft
  readonly problems: SessionProblems
  /** Whether the person tried to go on: then every fault is shown, before only those of fields that were left. */
  readonly submitted: boolean
  /** Looks for the region at once. */
  readonly findsRegion?: boolean
  readonly onFieldsChange: (fields: SessionFields) => void
}) {
  const [left, setLeft] = useState<ReadonlySet<Name>>(new Set())
  const leave = (name: Name) => ({
    onBlur: () => {
      setLeft((before) => new Set(before).add(name))
      // What will be written stands where it was typed.
      if (name === 'startUrl' && fields.startUrl !== draft.startUrl) {
        onFieldsChange(withStartUrl(fields, draft.startUrl))
      }
    },
  })
  const shown = (name: Name) =>
    submitted || (left.has(name) && draft[name].length > 0) || (name === 'name' && fields.name) ? problems[name] : null
  // Scopes other than the usual one are shown at once; afterwards the person opens and closes them.
  const [isSpecial] = useState(fields.scopes !== '' && fields.scopes !== defaultScope)
  return (
    <>
      <div {...leave('startUrl')}>
        <Field
          label="Start URL"
          error={shown('startUrl')}
          hint="The address of your access portal. Your administrator or the portal itself shows it."
        >
          <TextInput
            mono
            type="url"
            placeholder="e.g. https://d-1234567890.awsapps.com/start"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- each step of a dialog begins in its first field
            autoFocus
            value={fields.startUrl}
            onValueChange={(startUrl) => onFieldsChange(withStartUrl(fields, startUrl))}
          />
        </Field>
      </div>
      <div className={styles['pair']}>
        <div {...leave('region')}>
          <RegionField
            value={draft.region}
            error={shown('region')}
            hint="Where your IAM Identity Center is."
            onValueChange={(region) => onFieldsChange({ ...fields, region })}
          />
        </div>
        <div {...leave('name')}>
          <Field
            label="Name"
            error={shown('name')}
            hint={mode === 'new' ? 'As you will call it.' : 'Renaming it is an action of its own.'}
          >
            <TextInput
              mono
              placeholder="e.g. my-identity-center"
              value={draft.name}
              disabled={mode === 'edit'}
              onValueChange={(name) => onFieldsChange({ ...fields, name })}
            />
          </Field>
        </div>
      </div>
      <FindRegion
        startUrl={draft.startUrl}
        region={draft.region}
        atOnce={findsRegion}
        onFound={(region) => onFieldsChange({ ...fields, region })}
      />
      <details className={styles['more']} open={isSpecial}>
        <summary className={styles['summary']}>
          <Icon name="down" size={14} />
          Advanced
        </summary>
        <div {...leave('scopes')}>
          <Field
            label="Scopes"
            error={shown('scopes')}
            hint={`Empty means ${defaultScope}, which is right for profiles.`}
          >
            <TextInput mono value={fields.scopes} onValueChange={(scopes) => onFieldsChange({ ...fields, scopes })} />
          </Field>
        </div>
      </details>
    </>
  )
}
