import { useRef, useState } from 'react'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { FloatingMenu, type MenuAnchor } from './menu.tsx'

function Example() {
  const button = useRef<HTMLButtonElement>(null)
  const [anchor, setAnchor] = useState<MenuAnchor | null>(null)
  return (
    <>
      <button ref={button} onClick={(event) => setAnchor(event.currentTarget)}>
        More
      </button>
      <FloatingMenu
        anchor={anchor}
        entries={[{ label: 'Rename', onSelect: () => {} }]}
        onClose={() => setAnchor(null)}
        returnTo={button}
      />
    </>
  )
}

/** Presses a key where the focus is, without the time in which a picture could be drawn. */
async function press(key: string): Promise<void> {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  await Promise.resolve()
}

test.each([['Escape'], ['Enter']])(
  'a menu that %s closes leaves the next key to what it was opened from',
  async (key) => {
    await render(<Example />)
    const button = page.getByRole('button', { name: 'More' })
    await button.click()
    await expect.element(page.getByRole('menu')).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(page.getByRole('menuitem', { name: 'Rename' })).toHaveFocus()
    await press(key)
    expect(document.activeElement).toBe(button.element())
    expect(document.querySelector('[role=menu]')).toBeNull()
  },
)
