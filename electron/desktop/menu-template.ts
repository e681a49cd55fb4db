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
    switch (node.kind) {
      case 'separator':
        return { type: 'separator' }
      case 'text':
        return { label: escape(node.label), enabled: false }
      case 'item':
        return { label: escape(node.label), click: () => act(node.action) }
      case 'choice':
        return { label: escape(node.label), type: choice, checked: node.chosen, click: () => act(node.action) }
      case 'menu':
        return { label: escape(node.label), submenu: menuTemplate(node.items, act) }
    }
  })
}

/** One & would be taken for the mark of an access key, also on macOS, where Electron drops it. */
function escape(label: string): string {
  return label.replaceAll('&', '&&')
}
