/** Looks at a page as different people see it: either colours, a narrow screen, the other language. Keeps a picture of each. */
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReadable } from './axe.ts'

/** For people to look at: compared with nothing. */
const PICTURES = fileURLToPath(new URL('../artifacts/pages', import.meta.url))
const WIDE = { width: 1280, height: 800 }
const NARROW = { width: 400, height: 800 }

/** @param name of the pictures, such as `topics` */
export async function look(page: Page, name: string): Promise<void> {
  await settle(page)
  await expectAccessible(page)
  await keepPicture(page, `${name}-light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectReadable(page)
  await keepPicture(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(NARROW)
  await keepPicture(page, `${name}-narrow`)
  expect(await page.evaluate('document.documentElement.scrollWidth'), 'width of the page').toBe(NARROW.width)
  await page.setViewportSize(WIDE)
  await speak(page, 'zh')
  await keepPicture(page, `${name}-zh`)
  await speak(page, 'en')
}

/** Waits until a page has what it shows. */
export async function settle(page: Page): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeVisible()
  await expect(page.getByRole('status', { name: /^(Loading|加载中|正在加载)/ })).toHaveCount(0)
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const path = `${PICTURES}/${name}.jpg`
  const take = () => page.screenshot({ path, type: 'jpeg', quality: 90, animations: 'disabled' })
  // A browser without a graphics card now and then never draws the frame that it was asked for, but the next.
  await take().catch(take)
}

/** As if the language were chosen in another tab of this browser, which tells the page so. */
async function speak(page: Page, language: 'en' | 'zh'): Promise<void> {
  const preferences = JSON.stringify({ language, timeZone: 'UTC' })
  const told = `new StorageEvent('storage', { key: 'gantry.preferences' })`
  await page.evaluate(`localStorage.setItem('gantry.preferences', '${preferences}'); dispatchEvent(${told})`)
  await expect(page.locator(`html[lang=${language}]`)).toBeVisible()
}
