import { expect, test } from 'vitest'
import { windowPlace } from './window-place.ts'

const main = { x: 0, y: 25, width: 1440, height: 875 }
const right = { x: 1440, y: 0, width: 1920, height: 1080 }

test('a first window is centred, and never larger than the screen or smaller than the page can be', () => {
  expect(windowPlace(null, [main])).toEqual({ width: 1080, height: 720 })
  expect(windowPlace(null, [{ ...main, width: 1000, height: 600 }])).toEqual({ width: 1000, height: 600 })
  expect(windowPlace(null, [{ ...main, width: 640, height: 400 }])).toEqual({ width: 720, height: 480 })
  expect(windowPlace(null, [])).toEqual({ width: 1080, height: 720 })
})

test('a window comes back to where it was, also on another display or partly beside one', () => {
  for (const last of [
    { x: 100, y: 100, width: 900, height: 600 },
    { x: 2000, y: 0, width: 1600, height: 1000 },
    { x: -700, y: 100, width: 900, height: 600 },
  ]) {
    expect(windowPlace(last, [main, right])).toEqual(last)
  }
})

test('a window whose display is gone, or whose title bar nobody could reach, is centred in its size', () => {
  for (const place of [
    { x: 2000, y: 100 },
    { x: -850, y: 100 },
    { x: 100, y: -200 },
    { x: 100, y: 890 },
  ]) {
    expect(windowPlace({ ...place, width: 900, height: 600 }, [main])).toEqual({ width: 900, height: 600 })
  }
})

test('a window that was larger than the screen is made to fit', () => {
  expect(windowPlace({ x: 0, y: 25, width: 1900, height: 1000 }, [main])).toEqual({
    x: 0,
    y: 25,
    width: 1440,
    height: 875,
  })
})
