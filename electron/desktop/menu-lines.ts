/** For the tests of this room. */
import type { MenuNode } from './menu.ts'

/** A menu as a person reads it: what can be clicked in brackets, submenus indented, the chosen one marked. */
export function menuLines(nodes: readonly MenuNode[], indent = ''): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'separator') return [`${indent}---`]
    if (node.kind === 'text') return [`${indent}${node.label}`]
    if (node.kind === 'item') return [`${indent}[${node.label}]`]
    if (node.kind === 'choice') return [`${indent}${node.chosen ? '(x)' : '( )'} ${node.label}`]
    return [`${indent}${node.label} ▸`, ...menuLines(node.items, `${indent}  `)]
  })
}
