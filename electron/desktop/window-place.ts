/** Where the window was, brought back to where it can be seen. */

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const smallest = { width: 720, height: 480 }
const usual = { width: 1080, height: 720 }

/** So much of the title bar, in pixels, has to lie on a screen for the window to be moved by it. */
const grip = { width: 120, height: 24 }

/**
 * Size and place for a window that was at `last`; without a place it is to be centred. `screens` are the parts of the
 * displays that windows may use, the first one's first. A display that is gone takes the place along, not the size.
 */
export function windowPlace(
  last: Rectangle | null,
  screens: readonly Rectangle[],
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  const screen = last && screens.find((each) => canGrip(last, each))
  const room = screen ?? screens[0] ?? usual
  const { width, height } = last ?? usual
  const size = {
    width: Math.max(smallest.width, Math.min(width, room.width)),
    height: Math.max(smallest.height, Math.min(height, room.height)),
  }
  return screen ? { ...size, x: last.x, y: last.y } : size
}

function canGrip(window: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  return across >= grip.width && window.y >= screen.y && window.y + grip.height <= screen.y + screen.height
}
