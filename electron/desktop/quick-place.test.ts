import { expect, test } from 'vitest'
import { quickPlace } from './quick-place.ts'

test('the quick switch stands in the upper middle of the screen, wherever that lies', () => {
  expect(quickPlace({ x: 0, y: 0, width: 1280, height: 800 })).toEqual({ x: 320, y: 144, width: 640, height: 420 })
  expect(quickPlace({ x: -1920, y: 200, width: 1920, height: 1080 })).toMatchObject({ x: -1280, y: 394 })
})

test('it is never larger than a small screen, and never below it', () => {
  expect(quickPlace({ x: 10, y: 20, width: 600, height: 400 })).toEqual({ x: 10, y: 20, width: 600, height: 400 })
  expect(quickPlace({ x: 0, y: 0, width: 640, height: 430 })).toMatchObject({ y: 10, height: 420 })
})
