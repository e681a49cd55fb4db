/** What opens below a finding: why it matters to which client, everywhere it stands, what to do, the diff that mends it. */
import type { Finding } from '../../../shared/doctor.ts'
import { Badge } from '../../components/badge.tsx'
import { ChangePreview } from '../../dialogs/change-preview.tsx'
import { usePreview } from '../../dialogs/use-preview.ts'
import styles from './finding-detail.module.css'
import { placeInWords } from './rows.ts'

export function FindingDetail({ finding }: { readonly finding: Finding }) {
  const { effects, places, advice, fix } = finding
  return (
    <div className={styles['detail']}>
      <ul className={styles['effects']} aria-label="Why it matters">
        {effects.map(({ clients, text }) => (
          <li key={text} className={styles['effect']}>
            <span className={styles['clients']}>
              {clients.map((client) => (
                <Badge key={client} tone="dim">
                  {client}
                </Badge>
              ))}
            </span>
            <span className={styles['why']}>{text}</span>
          </li>
        ))}
      </ul>
      {places.length > 1 && <Places finding={finding} />}
      <p className={styles['advice']}>
        <b>{fix === null ? 'Only you can do this.' : 'By hand:'}</b> {advice}
      </p>
      {fix?.kind === 'lines' && <Mend id={finding.id} />}
    </div>
  )
}

/** The first place stands in the row. */
function Places({ finding: { title, places } }: { readonly finding: Finding }) {
  return (
    // A scrollable region must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className={styles['places']} aria-label={`Other places: ${title}`} tabIndex={0}>
      {places.slice(1).map((place) => (
        <li key={`${placeInWords(place)} ${place.text}`}>
          <code className={styles['place']}>{placeInWords(place)}</code>
          {place.text !== null && (
            <code className={styles['text']} dir="ltr">
              {place.text}
            </code>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The lines that change, asked for now that somebody looks. */
function Mend({ id }: { readonly id: string }) {
  const state = usePreview({ kind: 'mend', findings: [id] })
  return <ChangePreview state={state} waiting="Reading the file…" />
}
