import { afterEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { FakeApi } from '../../../testing/ui/fake-api.ts'
import { longNamesState } from '../../../testing/ui/long-names.ts'
import { typicalState } from '../../../testing/ui/states.ts'
import { openWindow } from '../../shell/window.testing.tsx'

const sizes = [
  [1080, 700],
  [1600, 1000],
  [720, 480],
] as const

afterEach(() => page.viewport(1080, 700))

async function open(width = 1080, height = 700): Promise<FakeApi> {
  await page.viewport(width, height)
  const api = await openWindow(longNamesState(Date.now()))
  await expect.element(page.getByRole('row', { selected: true })).toBeVisible()
  return api
}

const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })
const rows = () => [...document.querySelectorAll<HTMLElement>('[role=row][aria-selected]')]
const cells = (within: Element) =>
  [...within.querySelectorAll<HTMLElement>('[role=gridcell]')].filter((each) => each.offsetWidth > 0).slice(0, -1)
const box = (element: Element) => element.getBoundingClientRect()

/** The letters of `element` that can be seen: those whose boxes lie inside it and all that cut them. */
function seen(element: HTMLElement): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let text = ''
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement!
    if (getComputedStyle(parent).clipPath !== 'none') continue
    for (let at = 0; at < (node.textContent?.length ?? 0); at += 1) {
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      const letter = range.getBoundingClientRect()
      const frame = box(parent)
      if (letter.right <= frame.right + 0.5 && letter.left >= frame.left - 0.5) text += node.textContent![at]
    }
  }
  return text
}

describe.each(sizes)('the table in a window of %i × %i', (width, height) => {
  test('tells long names and accounts apart by their ends', async () => {
    await open(width, height)
    const names = rows().map((each) => seen(cells(each)[0]!.querySelector('bdi')!))
    expect(new Set(names).size).toBe(names.length)
    expect(seen(cells(row('data-platform-production-admin').element())[0]!)).toMatch(/administrator/)
    expect(seen(cells(row('data-platform-production-admin').element())[1]!)).toMatch(/Production/)
  })

  test('wraps nothing, and cuts no region and no state', async () => {
    await open(width, height)
    for (const each of rows()) {
      for (const cell of cells(each)) {
        expect(box(cell).bottom).toBeLessThanOrEqual(box(each).bottom)
        expect(cell.scrollWidth).toBeLessThanOrEqual(cell.clientWidth)
      }
      const state = cells(each).at(-1)!
      expect(seen(state)).toBe(state.textContent)
    }
    const regions = page.getByText('ap-southeast-1', { exact: true }).elements()
    if (width > 900) expect(regions.length).toBeGreaterThan(0)
    for (const region of regions) expect(seen(region.closest<HTMLElement>('[role=gridcell]')!)).toBe('ap-southeast-1')
  })
})

test('a star and a badge take nothing from the name', async () => {
  await open()
  const widths = rows().map((each) => box(cells(each)[0]!.firstElementChild!).width)
  expect(new Set(widths).size).toBe(1)
  await expect.element(row('data-platform-production-admin')).toMatchTextContent(/Active/)
})

test('the whole name is one hover away, and that of the selected row stands below', async () => {
  await open()
  await expect.element(page.getByTitle('customer-payments-staging-read-only').first()).toBeVisible()
  await row('customer-payments-staging-read').click()
  const about = page.getByRole('region', { name: 'About customer-payments-staging-read-only' })
  expect(seen(about.element().querySelector('b')!)).toBe('customer-payments-staging-read-only')
})

test('buttons lie over the end of a row that has the pointer or the focus, and move nothing', async () => {
  await open()
  const one = row('customer-payments-production-read').element()
  const acts = one.querySelector('button')!.parentElement!.parentElement!
  const before = cells(one).map((cell) => box(cell).width)
  expect(getComputedStyle(acts).opacity).toBe('0')
  await userEvent.hover(one)
  await expect.poll(() => getComputedStyle(acts).opacity).toBe('1')
  expect(cells(one).map((cell) => box(cell).width)).toEqual(before)
  expect(box(acts).right).toBeLessThanOrEqual(box(one).right)
  await userEvent.hover(page.getByRole('heading', { name: 'Profiles' }))
  page.getByRole('grid').element().focus()
  await userEvent.keyboard('{End}')
  const last = page.getByRole('row', { selected: true })
  await expect
    .poll(() => getComputedStyle(last.element().querySelector('button')!.parentElement!.parentElement!).opacity)
    .toBe('1')
})

test('six rows and the state of each session fit into the smallest window', async () => {
  await open(720, 480)
  const grid = box(page.getByRole('grid').element())
  const head = box(page.getByRole('columnheader', { name: 'Name' }).element()).bottom
  const whole = rows().filter((each) => box(each).top >= head - 1 && box(each).bottom <= grid.bottom)
  expect(whole.length).toBeGreaterThanOrEqual(6)
  const chips = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').elements()
  expect(chips).toHaveLength(3)
  for (const chip of chips) {
    const words = chip.querySelector<HTMLElement>('small')!
    expect(seen(words)).toBe(words.textContent)
    expect(box(chip).right).toBeLessThanOrEqual(720)
    expect(box(chip).bottom).toBeLessThanOrEqual(head)
  }
})

describe('the width of a column', () => {
  const line = () => page.getByRole('separator', { name: 'Width of Name' })
  const width = (name: string) => box(page.getByRole('columnheader', { name }).element()).width

  function drag(by: number): void {
    const element = line().element()
    const { left, top } = box(element)
    const at = (type: string, x: number) =>
      element.dispatchEvent(
        new PointerEvent(type, { clientX: x, clientY: top + 5, button: 0, pointerId: 1, bubbles: true }),
      )
    element.setPointerCapture = () => {}
    at('pointerdown', left)
    at('pointermove', left + by / 2)
    at('pointermove', left + by)
    at('pointerup', left + by)
  }

  test('is dragged, at the cost of the next one, and remembered', async () => {
    const api = await open()
    const [name, account, role] = [width('Name'), width('Account'), width('Permission set')]
    drag(60)
    await expect.poll(() => Math.round(width('Name') - name)).toBeCloseTo(60, -0.5)
    expect(width('Account')).toBeCloseTo(account - 60, -0.5)
    expect(width('Permission set')).toBeCloseTo(role, 0)
    const { columns } = api.state().settings
    expect(columns.name / columns.account).toBeCloseTo((name + 60) / (account - 60), 1)
    const cell = cells(rows()[0]!)[0]!
    expect(box(cell).width).toBeCloseTo(width('Name'), 0)
  })

  test('follows the arrow keys, and a double click takes it back', async () => {
    const api = await open()
    const before = { ...api.state().settings.columns }
    line().element().focus()
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
    await expect.poll(() => api.state().settings.columns.name).toBeLessThan(before.name)
    expect(page.getByRole('row', { selected: true }).element().textContent).toMatch(/data-platform-production-admin/)
    await line().dblClick()
    await expect.poll(() => api.state().settings.columns).toEqual(before)
  })

  test('is what the person has set, from the first picture on', async () => {
    const state = typicalState(Date.now())
    await openWindow({ ...state, settings: { ...state.settings, columns: { name: 100, account: 200, role: 100 } } })
    await expect.poll(() => width('Account') / width('Name')).toBeCloseTo(2, 1)
  })
})
