/** A list of which the rows in sight are drawn: a table, a list, or the options of a field. */
import { useId, useRef, type CSSProperties, type KeyboardEventHandler, type ReactNode, type RefObject } from 'react'
import { classes } from './classes.ts'
import type { CurrentRow } from './current-row.ts'
import styles from './list.module.css'
import { useRowsInSight, type ListLayout } from './rows-in-sight.ts'

/** What puts a row in its place; its element takes all of it. */
export interface RowPosition {
  readonly id: string
  readonly ref?: (element: HTMLDivElement | null) => void
  readonly style: CSSProperties
  readonly 'data-index': number
  /** Whether the keyboard is at it. */
  readonly 'data-current': true | undefined
  readonly 'aria-rowindex'?: number
  readonly 'aria-posinset'?: number
  readonly 'aria-setsize'?: number
}

interface ListProps<R> {
  readonly current: CurrentRow<R>
  readonly layout: ListLayout<R>
  readonly label: string
  readonly id?: string
  readonly ref?: RefObject<HTMLDivElement | null>
  /** Whether several rows can be selected. */
  readonly multiple?: boolean
  readonly className?: string | undefined
  readonly style?: CSSProperties | undefined
  readonly onKeyDown?: KeyboardEventHandler<HTMLDivElement>
}

/** `children` draws a row. The list has the focus, and points at the row of the keyboard. */
export function List<R>({
  role,
  head,
  isOfInput = false,
  ...props
}: ListProps<R> & {
  readonly role: 'grid' | 'treegrid' | 'listbox'
  /** Above the rows: the head of a table, one row. */
  readonly head?: ReactNode
  /** Whether a field has the focus in its place (`comboboxProps`). */
  readonly isOfInput?: boolean
  readonly children: (row: R, position: RowPosition) => ReactNode
}) {
  const { current, layout, label, multiple, className, style, onKeyDown, children } = props
  const { rows, at } = current
  const own = useRef<HTMLDivElement>(null)
  const scroller = props.ref ?? own
  const ownId = useId()
  const id = props.id ?? ownId
  const virtual = useRowsInSight(scroller, current, layout)
  const above = head === undefined ? 0 : 1
  const isGrid = role !== 'listbox'

  function positionOf(index: number, start: number, size: number): RowPosition {
    const { measured = false, head: headHeight = 0 } = layout
    return {
      id: rowId(id, index),
      style: { transform: `translateY(${start - headHeight}px)`, ...(!measured && { height: size }) },
      'data-index': index,
      'data-current': index === at || undefined,
      ...(measured && { ref: virtual.measureElement }),
      ...(isGrid
        ? { 'aria-rowindex': index + 1 + above }
        : { 'aria-posinset': index + 1, 'aria-setsize': rows.length }),
    }
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the role is one of three
    <div
      ref={scroller}
      id={id}
      className={classes(styles['list'], className)}
      style={style}
      role={role}
      aria-label={label}
      aria-multiselectable={multiple}
      aria-rowcount={isGrid ? rows.length + above : undefined}
      aria-activedescendant={isOfInput || at < 0 ? undefined : rowId(id, at)}
      tabIndex={isOfInput ? undefined : 0}
      onKeyDown={onKeyDown}
    >
      {head}
      <div
        role={isGrid ? 'rowgroup' : 'presentation'}
        className={styles['rows']}
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index]
          return row === undefined ? null : children(row, positionOf(index, start, size))
        })}
      </div>
    </div>
  )
}

/** Whether a row that is drawn with these stands where it stood: for rows that are dear to draw (`memo`). */
export function isSamePosition(one: RowPosition, other: RowPosition): boolean {
  return (
    one.id === other.id &&
    one['data-current'] === other['data-current'] &&
    one.style.transform === other.style.transform &&
    one.style.height === other.style.height
  )
}

/** A list of options; `children` draws what is in one. Those of an input follow the pointer, since Enter takes theirs. */
export function Options<R>({
  chosen,
  onPick,
  empty = null,
  isOfInput = false,
  children,
  ...props
}: ListProps<R> & {
  /** The keys of those that are selected, where several can be. */
  readonly chosen?: ReadonlySet<string>
  readonly onPick: (row: R, event: React.MouseEvent) => void
  /** What stands here while there is no option. */
  readonly empty?: ReactNode
  readonly isOfInput?: boolean
  readonly children: (row: R) => ReactNode
}) {
  const { rows, keyOf, go } = props.current
  if (rows.length === 0) return empty && <div className={classes(styles['empty'], props.className)}>{empty}</div>
  return (
    <List {...props} role="listbox" multiple={chosen !== undefined} isOfInput={isOfInput}>
      {(row, position) => {
        const key = keyOf(row)
        const isCurrent = position['data-current'] === true
        return (
          // The list, or its input, has the keyboard (aria-activedescendant); an option has the pointer.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={key}
            {...position}
            role="option"
            aria-selected={chosen ? chosen.has(key) : isCurrent}
            className={classes(styles['row'], styles['option'])}
            onMouseDown={(event) => isOfInput && event.preventDefault()}
            onPointerMove={() => isOfInput && !isCurrent && go(key)}
            onClick={(event) => onPick(row, event)}
          >
            {children(row)}
          </div>
        )
      }}
    </List>
  )
}

/** What a field says about the list of options (by its id) of which its keys choose. */
export function comboboxProps(id: string, { rows, at }: Pick<CurrentRow<unknown>, 'rows' | 'at'>) {
  const isShown = rows.length > 0
  return {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': isShown,
    'aria-controls': isShown ? id : undefined,
    'aria-activedescendant': isShown && at >= 0 ? rowId(id, at) : undefined,
  } as const
}

function rowId(list: string, index: number): string {
  return `${list}-${index}`
}
