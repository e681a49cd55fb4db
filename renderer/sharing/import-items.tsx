/** What a shared set-up would add: where one would sign in, and each session and profile with what stands against it. */
import { Badge } from '../components/badge.tsx'
import { Field, TextInput } from '../components/field.tsx'
import { Icon } from '../components/icon.tsx'
import { Note } from '../components/note.tsx'
import { Checkbox } from '../components/toggles.tsx'
import { isAwsHost } from '../../shared/aws-hosts.ts'
import type { SharedItem, SharedSetup } from '../../shared/setup.ts'
import { canAdd, groupItems, nameFor, turnItem, type ImportDraft } from './import-draft.ts'
import { sectionKey } from './sections.ts'
import styles from './sharing.module.css'

interface Choosing {
  readonly setup: SharedSetup
  readonly draft: ImportDraft
  readonly onDraftChange: (draft: ImportDraft) => void
  /** What is wrong with the name that an item is to have. */
  readonly faultOf: (item: SharedItem) => string | null
}

export function ImportItems(choosing: Choosing) {
  return groupItems(choosing.setup).map(({ session, sessionName, profiles }) => (
    <section key={sessionName} className={styles['group']} aria-label={sessionName}>
      {session ? (
        <>
          <SignInPlace session={session} />
          <Item item={session} {...choosing} />
        </>
      ) : (
        <p className={styles['uses']}>
          These use your session <b>{sessionName}</b>.
        </p>
      )}
      {profiles.map((item) => (
        <Item key={item.name} item={item} {...choosing} />
      ))}
    </section>
  ))
}

/** The one thing by which a set-up can do harm. */
function SignInPlace({ session: { host, leadsTo = null } }: { readonly session: SharedItem }) {
  if (host === null) return null
  const place = (
    <>
      <span className={styles['label']}>You would sign in at</span>
      <bdi className={styles['host']}>{host}</bdi>
    </>
  )
  if (isAwsHost(host)) {
    return (
      <div className={styles['place']}>
        {place}
        <span className={styles['label']}>An address of AWS. Make sure that it is your organization&apos;s.</span>
      </div>
    )
  }
  return (
    <Note tone="warn" title={<span className={styles['place']}>{place}</span>}>
      This is not an address of AWS.{' '}
      {leadsTo === null ? (
        'Where it leads is not known.'
      ) : (
        <>
          It leads to <bdi>{leadsTo}</bdi>.
        </>
      )}{' '}
      Add it only if you know that it is your organization&apos;s: whoever runs it sees how you sign in.
    </Note>
  )
}

function Item({ item, setup, draft, onDraftChange, faultOf }: Choosing & { readonly item: SharedItem }) {
  const key = sectionKey(item)
  const isChosen = draft.chosen.has(key)
  return (
    <div className={styles['item']}>
      {canAdd(item) ? (
        <Checkbox
          label={`${item.kind === 'session' ? 'Session' : 'Profile'} ${item.name}`}
          checked={isChosen}
          onCheckedChange={() => onDraftChange(turnItem(draft, item, setup))}
        />
      ) : (
        <span className={item.problem ? styles['bad'] : styles['there']}>
          <Icon name={item.problem ? 'warning' : 'check'} size={16} />
        </span>
      )}
      <div className={styles['about']}>
        <div className={styles['head']}>
          <bdi className={styles['name']}>{item.name}</bdi>
          <Clash item={item} />
        </div>
        <Facts item={item} />
        {item.problem && <div className={styles['bad']}>{item.problem.message}</div>}
        {item.problem && <div className={styles['facts']}>{item.problem.fix}</div>}
        {canAdd(item) && item.clash === 'taken' && isChosen && (
          <div className={styles['as']}>
            <Field label={`Add ${item.name} as`} error={faultOf(item)}>
              <TextInput
                mono
                value={draft.names.get(key) ?? nameFor(item, draft)}
                onValueChange={(name) => onDraftChange({ ...draft, names: new Map(draft.names).set(key, name) })}
              />
            </Field>
          </div>
        )}
      </div>
    </div>
  )
}

function Clash({ item: { kind, clash } }: { readonly item: SharedItem }) {
  if (clash === 'same') return <Badge tone="dim">In your file already</Badge>
  if (clash === 'taken') return <Badge tone="warn">You have another {kind} of this name</Badge>
  return null
}

function Facts({ item }: { readonly item: SharedItem }) {
  // Profiles stand below the session that they use.
  const facts = item.settings.filter(([key]) => key !== 'sso_session').map(([, value]) => value)
  return (
    <div className={styles['facts']}>
      <bdi>{facts.join(' · ')}</bdi>
    </div>
  )
}
