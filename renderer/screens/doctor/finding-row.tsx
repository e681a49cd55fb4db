/** The rows of the list of findings: a severity, many findings of one rule, one finding. */
import type { ReactNode } from 'react'
import type { Tone } from '../../../shared/conditions.ts'
import type { Finding, Severity } from '../../../shared/doctor.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { classes } from '../../components/classes.ts'
import { ToneDot } from '../../parts/condition.tsx'
import { Icon } from '../../components/icon.tsx'
import type { RowPosition } from '../../components/list.tsx'
import lists from '../../components/list.module.css'
import { Marked } from '../../components/screen.tsx'
import { FindingDetail } from './finding-detail.tsx'
import styles from './finding-list.module.css'
import { fixable, placeInWords, ruleInWords, type Row } from './rows.ts'

const headings: Record<Severity, readonly [title: string, meaning: string]> = {
  error: ['Errors', 'Some client refuses or misreads this now.'],
  warning: ['Warnings', 'These may bite.'],
  note: ['Notes', 'Good to know.'],
}

const tones: Record<Severity, Tone> = { error: 'bad', warning: 'warn', note: 'dim' }

export function SeverityRow({
  row: { severity, count },
  position,
}: {
  readonly row: Extract<Row, { kind: 'severity' }>
  readonly position: RowPosition
}) {
  const [title, meaning] = headings[severity]
  return (
    <div role="row" aria-level={1} className={classes(lists['row'], styles['severity'])} {...position}>
      <div role="rowheader" className={styles['heading']}>
        {title} <span className={styles['count']}>{count.toLocaleString('en')}</span>
        <span className={styles['meaning']}>{meaning}</span>
      </div>
    </div>
  )
}

interface Interactive {
  readonly position: RowPosition
  readonly words: readonly string[]
  readonly onSelect: () => void
  readonly onToggle: () => void
  readonly onFix: (findings: readonly Finding[]) => void
}

export function GroupRow({
  row,
  words,
  onFix,
  ...frame
}: Interactive & { readonly row: Extract<Row, { kind: 'group' }> }) {
  const [first] = row.findings
  if (!first) return null
  const chosen = fixable(row.findings)
  const count = row.findings.length.toLocaleString('en')
  return (
    <Frame
      {...frame}
      row={row}
      tone={tones[first.severity]}
      level={2}
      title={
        <>
          {ruleInWords(first.rule)} <Badge tone="dim">{count}</Badge>
        </>
      }
      below={
        <bdi>
          <Marked text={first.title} words={words} /> And {(row.findings.length - 1).toLocaleString('en')} more.
        </bdi>
      }
      name={`${count} findings: ${ruleInWords(first.rule)}`}
      action={
        chosen.length > 0 && (
          <Button
            size="small"
            tabIndex={isAt(frame.position) ? 0 : -1}
            {...(isAt(frame.position) ? { keys: 'F' } : {})}
            onClick={() => onFix(chosen)}
          >
            Fix {chosen.length.toLocaleString('en')}
            <About>{ruleInWords(first.rule)}</About>
          </Button>
        )
      }
    />
  )
}

export function FindingRowView({
  row,
  words,
  isRepairing,
  onFix,
  ...frame
}: Interactive & { readonly row: Extract<Row, { kind: 'finding' }>; readonly isRepairing: boolean }) {
  const { finding, isInGroup } = row
  const { fix, title, severity } = finding
  return (
    <Frame
      {...frame}
      row={row}
      tone={tones[severity]}
      level={isInGroup ? 3 : 2}
      title={
        <bdi>
          <Marked text={title} words={words} />
        </bdi>
      }
      below={<Where finding={finding} words={words} isOpen={row.isOpen} />}
      name={title}
      action={
        fix && (
          <Button
            size="small"
            className={styles['fix']}
            tabIndex={isAt(frame.position) ? 0 : -1}
            pending={isRepairing}
            {...(isAt(frame.position) ? { keys: 'F' } : {})}
            onClick={() => onFix([finding])}
          >
            {fix.kind === 'files' ? fix.label : 'Fix'}
            <About>{title}</About>
          </Button>
        )
      }
      detail={row.isOpen && <FindingDetail finding={finding} />}
    />
  )
}

/** The first place, with its line, or why it matters where there is none; the others stand in the detail. */
function Where({
  finding: { places, effects },
  words,
  isOpen,
}: {
  readonly finding: Finding
  readonly words: readonly string[]
  readonly isOpen: boolean
}) {
  const [place, ...others] = places
  if (!place) return isOpen ? null : <bdi>{effects[0]?.text}</bdi>
  return (
    <>
      <code className={styles['place']}>
        <Marked text={placeInWords(place)} words={words} />
      </code>
      {others.length > 0 && <span> and {others.length.toLocaleString('en')} more</span>}
      {place.text !== null && (
        <code className={styles['text']} dir="ltr">
          <Marked text={place.text} words={words} />
        </code>
      )}
    </>
  )
}

/** What a group and a finding look like: what it is at the left, what to do at the right, details below. */
function Frame({
  position,
  row,
  level,
  tone,
  title,
  below,
  name,
  action,
  detail,
  onSelect,
  onToggle,
}: Omit<Interactive, 'words' | 'onFix'> & {
  readonly row: Extract<Row, { kind: 'group' | 'finding' }>
  readonly level: number
  readonly tone: Tone
  readonly title: ReactNode
  readonly below: ReactNode
  /** What buttons say it is about. */
  readonly name: string
  readonly action: ReactNode
  readonly detail?: ReactNode
}) {
  const verb = row.isOpen ? 'Close' : 'Open'
  const isSelected = isAt(position)
  return (
    <div
      role="row"
      aria-level={level}
      aria-expanded={row.isOpen}
      aria-selected={isSelected}
      className={classes(lists['row'], styles['entry'], level === 3 && styles['nested'], row.isOpen && styles['open'])}
      onPointerDown={onSelect}
      {...position}
    >
      <div className={styles['line']} role="presentation">
        {/* The grid has the keyboard (aria-activedescendant); a row has the pointer. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
        <div role="gridcell" className={styles['what']} onClick={onToggle}>
          <span className={classes(styles['chevron'], row.isOpen && styles['turned'])}>
            <Icon name="down" size={14} />
          </span>
          <span className={styles['dot']}>
            <ToneDot tone={tone} />
          </span>
          <div className={styles['words']}>
            <div className={styles['title']}>{title}</div>
            <div className={styles['below']}>{below}</div>
          </div>
        </div>
        <div role="gridcell" className={styles['acts']}>
          <Button
            size="small"
            variant="ghost"
            className={lists['onDemand']}
            tabIndex={isSelected ? 0 : -1}
            {...(isSelected ? { keys: 'Enter' } : {})}
            onClick={onToggle}
          >
            {verb}
            <About>{name}</About>
          </Button>
          {action}
        </div>
      </div>
      {detail !== undefined && detail !== false && (
        <div role="gridcell" className={styles['detail']}>
          {detail}
        </div>
      )}
    </div>
  )
}

/** Whether the keyboard is at the row, whose buttons are then on the way of the Tab key and show their keys. */
function isAt(position: RowPosition): boolean {
  return position['data-current'] === true
}

/** What a button is about, for those who do not see its row. */
function About({ children }: { readonly children: ReactNode }) {
  return <span className={lists['hidden']}>: {children}</span>
}
