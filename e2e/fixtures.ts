/** What a test is given. `bareTest`: a console of its own that nobody has signed in to yet. */
import { test as base } from '@playwright/test'
import { type Console, startConsole } from './console.ts'

export const bareTest = base.extend<{ console: Console }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is needed from the pattern
  console: async ({}, use) => {
    await using console = await startConsole()
    await use(console)
  },
  baseURL: async ({ console }, use) => use(console.url),
})
