/** On X11 a window is put where its frame is to be, but says where it is inside of that: it would creep with each start. */
import type { BrowserWindow } from 'electron'
import type { Rectangle } from './window-place.ts'

/** Until then (ms) after it is shown a window is moved by nobody but the one who puts a frame around it. */
const framing = 2000
/** In pixels; what is moved further has been moved for another reason. */
const thickest = 64

/** From now on knows the frame of `window`, which is not shown yet. Answers where to put it for it to be where it is. */
export function followFrame(window: BrowserWindow): () => Rectangle {
  const asked = window.getBounds()
  let [left, top] = [0, 0]
  let shownAt = Infinity
  window.once('show', () => (shownAt = performance.now()))
  // The first of several may say nothing new.
  window.on('move', () => {
    const { x, y } = window.getBounds()
    const isFrame = [x - asked.x, y - asked.y].every((distance) => distance >= 0 && distance <= thickest)
    if (isFrame && performance.now() - shownAt < framing) [left, top] = [x - asked.x, y - asked.y]
  })
  return () => {
    const { x, y, ...size } = window.getNormalBounds()
    return { x: x - left, y: y - top, ...size }
  }
}
