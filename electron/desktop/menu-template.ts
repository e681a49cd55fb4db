/** Electron's form of a menu: the last step before the screen, and the only one that knows its rules. */
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuAction, MenuNode } from './menu.ts'

/** What `Menu.buildFromTemplate` takes. `act` is called with the action of whatever is clicked. */
export function menuTemplate(
  nodes: readonly MenuNode[],
  act: (action: MenuAction) => void,
): MenuItemConstructorOptions[] {
  // Electron marks the first of a group of radio items in which none is marked; check boxes it leaves alone.
  const choice = nodes.some((node) => node.kind === 'choice' && node.chosen) ? 'radio' : 'checkbox'
  return nodes.map((node) => {
    if (node.kind === 'separator') return { type: 'separator' }
    const label = escape(node.label)
    if (node.kind === 'text') return { label, enabled: false }
    if (node.kind === 'menu') return { label, submenu: menuTemplate(node.items, act) }
    const click = () => act(node.action)
    return node.kind === 'choice' ? { label, type: choice, checked: node.chosen, click } : { label, click }
  })
}

/** One & would be taken for the mark of an access key, also on macOS, where Electron drops it. */
function escape(label: string): string {
  return label.replaceAll('&', '&&')
}
