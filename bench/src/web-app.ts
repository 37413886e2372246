/** The single-page app: what a browser loads first, when it can be used, and how long a change of pages takes. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { arrive } from '../../e2e/actions.ts'
import { CHROMIUM_ARGS, findChromium } from '../../e2e/chromium.ts'
import { median } from './benchmark.ts'
import type { Console } from './console.ts'

const DIST = fileURLToPath(new URL('../../apps/web/dist', import.meta.url))
const RUNS = 10
const CHANGES = ['Topics', 'Groups', 'Topics', 'Clusters', 'Instances']

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>

/** As the first administrator, who chooses a password. */
export async function signInOnce({ url }: Console): Promise<SignedIn> {
  await using browser = await launch()
  await using context = await browser.newContext({ baseURL: url })
  await arrive(await context.newPage())
  return await context.storageState()
}

/** JavaScript and CSS that the page of the sign-in loads, each gzipped, in KB. */
export async function firstLoadKb({ url }: Console): Promise<number> {
  await using browser = await launch()
  const page = await browser.newPage()
  const loaded: string[] = []
  page.on('response', response => loaded.push(new URL(response.url()).pathname))
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign In' }).waitFor()
  const files = new Set(loaded.filter(path => /\.(js|css)$/.test(path)))
  const bytes = [...files].map(path => gzipSync(readFileSync(DIST + path)).length)
  if (bytes.length === 0) throw new Error(`Nothing of ${readdirSync(DIST)} was loaded.`)
  return bytes.reduce((sum, size) => sum + size, 0) / 1_000
}

/** From the address to a list that can be used, with an empty cache, signed in: the median of some runs, in ms. */
export async function interactiveMs({ url }: Console, storageState: SignedIn): Promise<number> {
  await using browser = await launch()
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    await using context = await browser.newContext({ storageState })
    const page = await context.newPage()
    await page.goto(`${url}/instances`, { waitUntil: 'commit' })
    await page.getByRole('row').nth(1).waitFor()
    times.push(await page.evaluate('performance.now()'))
  }
  return median(times)
}

/** From a click in the navigation to the other page with its rows: of all changes, each of which was made before. */
export async function pageChangeTimesMs({ url }: Console, storageState: SignedIn): Promise<number[]> {
  await using browser = await launch()
  await using context = await browser.newContext({ storageState })
  const page = await context.newPage()
  await page.goto(`${url}/instances`)
  const times: number[] = []
  for (let run = 0; run <= RUNS; run++) {
    // An instance is chosen, so that its topics and groups are one click away.
    await page.getByRole('row').nth(1).getByRole('link').first().click()
    await page.waitForURL(/\/instances\/./)
    for (const name of CHANGES) {
      const changeMs = await changePage(page, name)
      if (run > 0) times.push(changeMs)
    }
  }
  return times
}

/** Measured by the page itself, frame by frame. */
async function changePage(page: Page, name: string): Promise<number> {
  await page.getByRole('link', { name, exact: true }).waitFor()
  return await page.evaluate(`new Promise(resolve => {
    const link = [...document.querySelectorAll('nav a')].find(a => a.textContent.trim() === '${name}')
    const start = performance.now()
    const look = () => {
      const isThere = document.querySelector('h1')?.textContent === '${name}'
      const isFilled = document.querySelectorAll('[role=row], tr').length > 1
      if (isThere && isFilled) resolve(performance.now() - start)
      else requestAnimationFrame(look)
    }
    link.click()
    look()
  })`)
}

function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
}
