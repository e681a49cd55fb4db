/** Menus, the tray and images. */
import { EventEmitter } from 'node:events'
import type { MenuItemConstructorOptions, NativeImage, Tray as ElectronTray } from 'electron'
import { known, knownClass } from './known.ts'
import { needsReady } from './lifecycle.ts'

/** A line of a menu as the person sees it. */
export interface Line {
  readonly label: string
  readonly type: 'normal' | 'separator' | 'submenu' | 'checkbox' | 'radio'
  readonly enabled: boolean
  readonly checked: boolean
  readonly items: readonly Line[]
}

interface RecordedItem {
  readonly options: MenuItemConstructorOptions
  readonly type: Line['type']
  readonly submenu: RecordedMenu | null
  checked: boolean
}

export const shown: { applicationMenu: RecordedMenu | null; tray: RecordedTray | null } = {
  applicationMenu: null,
  tray: null,
}

export class RecordedMenu {
  readonly lines: readonly RecordedItem[]

  constructor(lines: readonly RecordedItem[]) {
    this.lines = lines
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): RecordedMenu {
    const menu = new RecordedMenu(template.map(toItem))
    for (const group of radioGroups(menu.lines)) {
      // So does Electron before it shows a menu.
      const [first] = group
      if (first && !group.some((each) => each.checked)) first.checked = true
    }
    return known('Menu', menu)
  }

  static setApplicationMenu(menu: RecordedMenu | null): void {
    needsReady('Menu.setApplicationMenu')
    shown.applicationMenu = menu
  }
}

export const Menu = knownClass('Menu', RecordedMenu)

function toItem(options: MenuItemConstructorOptions): RecordedItem {
  const { submenu } = options
  return {
    options,
    type: options.type === undefined ? (submenu ? 'submenu' : 'normal') : (options.type as Line['type']),
    submenu: Array.isArray(submenu) ? RecordedMenu.buildFromTemplate(submenu) : null,
    checked: options.checked ?? false,
  }
}

/** Radio items between two separators exclude each other. */
function radioGroups(items: readonly RecordedItem[]): readonly (readonly RecordedItem[])[] {
  const groups: RecordedItem[][] = [[]]
  for (const item of items) {
    if (item.type === 'separator') groups.push([])
    else if (item.type === 'radio') groups.at(-1)?.push(item)
  }
  return groups
}

export function linesOf(menu: RecordedMenu | null): readonly Line[] {
  return (menu?.lines ?? []).map((item) => ({
    label: displayed(item.options.label ?? item.options.role ?? ''),
    type: item.type,
    enabled: item.options.enabled ?? true,
    checked: item.checked,
    items: linesOf(item.submenu),
  }))
}

/** Clicks the line under `labels`, submenus first, and marks it as a real menu would by itself. */
export function click(menu: RecordedMenu | null, labels: readonly string[]): void {
  const [label, ...rest] = labels
  const item = menu?.lines.find((each) => displayed(each.options.label ?? '') === label)
  if (!item)
    throw new Error(`no line ${JSON.stringify(label)} in ${JSON.stringify(linesOf(menu).map((line) => line.label))}`)
  if (rest.length > 0) return click(item.submenu, rest)
  if (item.options.enabled === false || !item.options.click) throw new Error(`${label} cannot be clicked`)
  if (item.type === 'checkbox') item.checked = !item.checked
  if (item.type === 'radio') {
    const group = radioGroups(menu?.lines ?? []).find((each) => each.includes(item)) ?? []
    for (const each of group) each.checked = each === item
  }
  Reflect.apply(item.options.click, undefined, [item, undefined, {}])
}

/** One & marks an access key, two are one. */
function displayed(label: string): string {
  return label.replaceAll(/&(.?)/gu, '$1')
}

/** PNGs by scale factor. */
export interface RecordedImage extends Pick<NativeImage, 'addRepresentation' | 'setTemplateImage'> {
  readonly dataUrls: Record<number, string>
  readonly isTemplate: boolean
}

export const nativeImage = known('nativeImage', {
  createFromDataURL(dataURL: string): RecordedImage {
    const image = {
      dataUrls: { 1: dataURL } as Record<number, string>,
      isTemplate: false,
      addRepresentation({ scaleFactor = 1, dataURL = '' }) {
        image.dataUrls[scaleFactor] = dataURL
      },
      setTemplateImage(option) {
        image.isTemplate = option
      },
    } satisfies RecordedImage as RecordedImage & { isTemplate: boolean }
    return known('NativeImage', image)
  },
})

type KnownTray = Pick<ElectronTray, 'setToolTip'>

export class RecordedTray extends EventEmitter implements KnownTray {
  image: RecordedImage
  tooltip = ''
  menu: RecordedMenu | null = null

  constructor(image: RecordedImage) {
    super()
    needsReady('Tray')
    if (shown.tray) throw new Error('a second tray')
    this.image = image
    shown.tray = this
  }
  setImage(image: RecordedImage): void {
    this.image = image
  }
  setToolTip(tooltip: string): void {
    this.tooltip = tooltip
  }
  setContextMenu(menu: RecordedMenu | null): void {
    this.menu = menu
  }
}

export const Tray = knownClass('Tray', RecordedTray)
