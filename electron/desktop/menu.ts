/** Menus as plain data: what they say and what a click asks for. `menu-template.ts` makes Electron's form of them. */
import type { Input, OperationName, Place } from '../../shared/contract.ts'
import { replaceUnseen } from '../../shared/unseen.ts'

type Call = { readonly [N in OperationName]: { readonly kind: 'call'; readonly name: N; readonly input: Input<N> } }

export type MenuAction =
  | Call[OperationName]
  /** Shows the window, at `place` or where it was. */
  | { readonly kind: 'show'; readonly place: Place | null }
  /** Offered only where a release feed is configured. */
  | { readonly kind: 'check-for-updates' }
  | { readonly kind: 'quit' }

export type MenuNode =
  | { readonly kind: 'separator' }
  /** A line to read. */
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'item'; readonly label: string; readonly action: MenuAction }
  /** One of several, of which at most one is chosen. */
  | { readonly kind: 'choice'; readonly label: string; readonly chosen: boolean; readonly action: MenuAction }
  | { readonly kind: 'menu'; readonly label: string; readonly items: readonly MenuNode[] }

export type LabelledNode = Exclude<MenuNode, { kind: 'separator' }>

/** A menu of more lines than this may not fit on a small screen. */
const longest = 25

export const text = (label: string): LabelledNode => ({ kind: 'text', label })

export const item = (label: string, action: MenuAction): LabelledNode => ({ kind: 'item', label, action })

export const menu = (label: string, items: readonly MenuNode[]): LabelledNode => ({ kind: 'menu', label, items })

/** The groups that hold anything, with a line between them. */
export function separated(groups: readonly (readonly MenuNode[])[]): readonly MenuNode[] {
  const filled = groups.filter((group) => group.length > 0)
  return filled.flatMap((group, index) => (index === 0 ? group : [{ kind: 'separator' } as const, ...group]))
}

/** Whether `nodes` fit on a screen as one menu. */
export const fits = (nodes: readonly unknown[]): boolean => nodes.length <= longest

/**
 * `nodes`, which are sorted by label, as a menu that fits: in submenus named by their first and last, when too many.
 * `nameOf` is what a node is called there, where its label is long.
 */
export function split(
  nodes: readonly LabelledNode[],
  nameOf = ({ label }: LabelledNode): string => label,
): readonly LabelledNode[] {
  if (fits(nodes)) return nodes
  const parts = Math.min(longest, Math.ceil(nodes.length / longest))
  return Array.from({ length: parts }, (_, part) => {
    const slice = nodes.slice(
      Math.round((part * nodes.length) / parts),
      Math.round(((part + 1) * nodes.length) / parts),
    )
    const [first, last] = [slice.at(0), slice.at(-1)].map((node) => clean(node ? nameOf(node) : '', 18))
    return menu(`${first} – ${last}`, split(slice, nameOf))
  })
}

/** Text from a file or the network as one plain line of at most `limit` characters. Windows takes a tab for a shortcut. */
export function clean(text: string, limit: number): string {
  const line = replaceUnseen(text, ' ').replaceAll(/\s+/g, ' ').trim()
  const characters = Array.from(line)
  return characters.length <= limit
    ? line
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}
