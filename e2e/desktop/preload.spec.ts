import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { channels } from '../../shared/channels.ts'
import type { LanyardApi, Place } from '../../shared/contract.ts'
import { addPreload } from '../electron/page.ts'

declare global {
  var lanyard: LanyardApi
  var places: Place[]
}

const preload = path.resolve('out/preload/preload.cjs')

test.beforeEach(async ({ page }) => {
  await addPreload(page, preload)
  await page.goto('about:blank')
  await page.evaluate(() => (globalThis.places = []))
})

const ask = (page: Page, place: Place) =>
  page.evaluate(([channel, place]) => globalThis.lanyardDeliver?.(channel, [place]), [
    channels.navigate,
    place,
  ] as const)

const listen = (page: Page) =>
  page.evaluate(() => void globalThis.lanyard.onNavigate((place) => globalThis.places.push(place)))

test('the page is given the contract, and nothing else', async ({ page }) => {
  const keys = await page.evaluate(() => Object.keys(globalThis.lanyard).sort())
  expect(keys).toEqual(['call', 'face', 'onNavigate', 'snapshot', 'subscribe'])
})

test('a place that was asked for before the page listened is not lost, and not told twice', async ({ page }) => {
  await ask(page, { screen: 'new-profile' })
  await listen(page)
  await listen(page)
  expect(await page.evaluate(() => globalThis.places)).toEqual([{ screen: 'new-profile' }])
})

test('places are told as they are asked for, until the page stops listening', async ({ page }) => {
  await page.evaluate(() => {
    const stop = globalThis.lanyard.onNavigate((place) => {
      globalThis.places.push(place)
      if (place.screen === 'settings') stop()
    })
  })
  await ask(page, { screen: 'accounts' })
  await ask(page, { screen: 'settings' })
  await ask(page, { screen: 'sessions' })
  expect(await page.evaluate(() => globalThis.places)).toEqual([{ screen: 'accounts' }, { screen: 'settings' }])
})

test('patches are told until the page stops listening', async ({ page }) => {
  const revisions = await page.evaluate((channel) => {
    const heard: number[] = []
    const stop = globalThis.lanyard.subscribe(({ revision }) => heard.push(revision))
    globalThis.lanyardDeliver?.(channel, [{ revision: 1 }])
    stop()
    globalThis.lanyardDeliver?.(channel, [{ revision: 2 }])
    return heard
  }, channels.patch)
  expect(revisions).toEqual([1])
})
