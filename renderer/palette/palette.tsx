/** The palette (Ctrl/⌘ K): any profile, account, permission set, session or command by a few letters. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useActions, useStartFresh } from '../actions/actions.ts'
import { useNavigate } from '../actions/navigation.tsx'
import { useSignInAll } from '../actions/sign-in-all.tsx'
import { useUndoLast } from '../actions/use-change.ts'
import { classes } from '../components/classes.ts'
import { Icon } from '../components/icon.tsx'
import { Kbd } from '../components/kbd.tsx'
import { useApi, useAppState } from '../state/state.tsx'
import { allEntries, entriesBefore, type Entry, type PaletteVerbs } from './entries.ts'
import { createFinder, unsought, type Find } from './find.ts'
import dialogStyles from '../parts/dialog.module.css'
import styles from './palette.module.css'

/** Most finds to draw: nobody reads further. */
const limit = 60

export function Palette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={dialogStyles['veil']} />
        <Base.Viewport className={styles['viewport']}>
          <Base.Popup className={classes(dialogStyles['dialog'], styles['palette'])} aria-label="Find anything">
            <Finder onClose={onClose} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

function Finder({ onClose }: { readonly onClose: () => void }) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const finds = useFinds(query)
  const index = Math.min(at, finds.length - 1)
  const current = finds[index]?.entry ?? null
  const list = useId()

  function choose(entry: Entry, second: boolean): void {
    onClose()
    if (second && entry.second) entry.second.run()
    else entry.run()
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const move = moves[event.key]
    if (move !== undefined) setAt(Math.max(0, Math.min(finds.length - 1, index + move)))
    else if (event.key === 'Enter' && current && !event.nativeEvent.isComposing) choose(current, event.shiftKey)
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className={styles['head']}>
        <Icon name="search" />
        <input
          className={styles['input']}
          type="text"
          role="combobox"
          aria-label="Find a profile, account, permission set, session or command"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={current ? `${list}-${index}` : undefined}
          aria-autocomplete="list"
          placeholder="Find a profile, account, permission set, session or command"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Esc" />
      </div>
      <List id={list} finds={finds} index={index} onPoint={setAt} onChoose={choose} />
      <div className={styles['foot']}>
        {current && (
          <>
            <span>
              <Kbd keys="Enter" />
              {current.verb}
            </span>
            {current.second && (
              <span>
                <Kbd keys="⇧ Enter" />
                {current.second.verb}
              </span>
            )}
          </>
        )}
        <span className={styles['count']} role="status">
          {finds.length === 0 && 'Nothing found'}
        </span>
      </div>
    </>
  )
}

const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

function useFinds(query: string): readonly Find[] {
  const state = useAppState()
  const verbs = usePaletteVerbs()
  const deferred = useDeferredValue(query)
  const entries = useMemo(() => allEntries(state, verbs), [state, verbs])
  const finder = useMemo(() => createFinder(entries), [entries])
  return useMemo(
    () => (deferred.trim() === '' ? unsought(entriesBefore(state, entries)) : finder(deferred, limit)),
    [deferred, state, entries, finder],
  )
}

function usePaletteVerbs(): PaletteVerbs {
  const api = useApi()
  const actions = useActions()
  const navigate = useNavigate()
  const undoLast = useUndoLast()
  const startFresh = useStartFresh()
  const signInAll = useSignInAll()?.start ?? null
  return useMemo(
    () => ({
      navigate,
      switchTo: (profile) => void actions.switchTo(profile),
      copyExport: (profile) => void actions.copyExport(profile),
      checkAll: () => void actions.checkAll(),
      signIn: (session) => void actions.signIn(session),
      signOut: (session) => void actions.signOut(session),
      openPortal: (session) => void actions.openPortal(session),
      startFresh,
      requestAccess: (session) => void actions.requestAccess(session),
      signInAll,
      undoLast: () => void undoLast(),
      reload: () => void api.call('config.reload', {}),
      setTheme: (theme) => void api.call('settings.update', { settings: { theme } }),
    }),
    [api, actions, navigate, undoLast, startFresh, signInAll],
  )
}

function List({
  id,
  finds,
  index,
  onPoint,
  onChoose,
}: {
  readonly id: string
  readonly finds: readonly Find[]
  readonly index: number
  readonly onPoint: (index: number) => void
  readonly onChoose: (entry: Entry, second: boolean) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const current = finds[index]?.entry.id
  useEffect(() => {
    if (current !== undefined) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <div ref={list} id={id} className={styles['list']} role="listbox" aria-label="Found">
      {finds.map(({ entry, marks }, position) => (
        // The input has the keyboard (aria-activedescendant); an option has the pointer.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={entry.id}
          id={`${id}-${position}`}
          role="option"
          aria-selected={position === index}
          className={styles['option']}
          onPointerMove={() => position !== index && onPoint(position)}
          onClick={(event) => onChoose(entry, event.shiftKey)}
        >
          <Icon name={entry.icon} size={15} />
          <span className={styles['title']}>
            <bdi>
              <Letters text={entry.title} marks={marks} />
            </bdi>
          </span>
          <span className={styles['detail']}>
            <bdi>{entry.detail}</bdi>
          </span>
        </div>
      ))}
    </div>
  )
}

/** The text with the matched letters marked, neighbours together. */
function Letters({ text, marks }: { readonly text: string; readonly marks: ReadonlySet<number> }) {
  if (marks.size === 0) return text
  const parts: { text: string; isMarked: boolean; at: number }[] = []
  for (let at = 0; at < text.length; at += 1) {
    const last = parts.at(-1)
    const isMarked = marks.has(at)
    if (last?.isMarked === isMarked) last.text += text[at]
    else parts.push({ text: text[at] ?? '', isMarked, at })
  }
  return parts.map(({ text, isMarked, at }) => (isMarked ? <mark key={at}>{text}</mark> : text))
}
