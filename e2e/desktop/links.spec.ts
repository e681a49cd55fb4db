import { expect, test } from './desktop.ts'

test('a link that macOS hands over opens the window, and one that is no set-up is refused there', async ({
  start,
  open,
}) => {
  const main = await start()
  const { page } = await open(main)
  // On Linux the package's desktop entry says it.
  expect(await main.ask('linkSchemes')).toEqual(process.platform === 'linux' ? [] : ['lanyard'])
  expect(await main.ask('openLink', 'lanyard://settings?theme=dark')).toBe(true)
  await expect(page.getByRole('alert')).toContainText('This link is not whole, or not one of a shared set-up.')
  await page.close()
})
