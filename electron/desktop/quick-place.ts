/** Where the window of the quick switch stands. */
import type { Rectangle } from './window-place.ts'

const usual = { width: 640, height: 420 }
/** Of the screen's height: where people look first. */
const above = 0.18

/** In the middle of `screen`, above its centre, and not larger than it. */
export function quickPlace(screen: Rectangle): Rectangle {
  const width = Math.min(usual.width, screen.width)
  const height = Math.min(usual.height, screen.height)
  return {
    x: screen.x + Math.round((screen.width - width) / 2),
    y: screen.y + Math.min(Math.round(screen.height * above), screen.height - height),
    width,
    height,
  }
}
