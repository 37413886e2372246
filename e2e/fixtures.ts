/**
 * What a test is given. `test`: a console on a real RocketMQ, both shared by the tests of one worker, with the administrator
 * signed in, and an instance of the test's own. `bareTest`: a console of its own that nobody has signed in to yet. `newcomerTest`: the
 * same, beside that RocketMQ, of which the console does not know. `demoTest`: the same as it comes, with the sandbox that a console
 * without settings has.
 */

import type { Instance } from '@gantry/contract'
import { startRig } from '@gantry/rig'
import { type Browser, test as base } from '@playwright/test'
import { arrive } from './actions.ts'
import { type Console, startConsole } from './console.ts'
import { newInstance } from './seed.ts'
import { CLUSTER_NAME, ENDPOINT_DOMAIN, type World } from './world.ts'

interface Own {
  /** With a namespace: what a test makes in it collides with nobody's. */
  readonly instance: Instance
}

export const test = base.extend<Own, { world: World }>({
  world: [
    async ({ browser }, use) => {
      await using rig = await startRig({ brokersPerCluster: 2 })
      const [cluster] = rig.clusters
      const credentials = cluster?.credentials
      if (cluster === undefined || credentials === undefined)
        throw new Error('The rig has no cluster with keys.')
      await using console = await startConsole({
        GANTRY_NAMESRV: cluster.namesrvAddr,
        GANTRY_CLUSTER_NAME: CLUSTER_NAME,
        GANTRY_CLUSTER_ACCESS_KEY: credentials.accessKey,
        GANTRY_CLUSTER_SECRET_KEY: credentials.secretKey,
        GANTRY_ENDPOINT_DOMAIN: ENDPOINT_DOMAIN,
      })
      const storageState = await signedIn(browser, console.url)
      await use({ console, rig, cluster, credentials, storageState })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ world }, use) => use(world.console.url),
  storageState: async ({ world }, use) => use(world.storageState),
  instance: async ({ world }, use) => use(await newInstance(world.console.call)),
})

export const bareTest = base.extend<{ console: Console }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is needed from the pattern
  console: async ({}, use) => {
    await using console = await startConsole()
    await use(console)
  },
  baseURL: async ({ console }, use) => use(console.url),
})

export const demoTest = bareTest.extend<{ console: Console }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is needed from the pattern
  console: async ({}, use) => {
    await using console = await startConsole({ GANTRY_SANDBOX: 'on' })
    await use(console)
  },
})

export const newcomerTest = test.extend<{ console: Console }>({
  console: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is needed from the pattern
    async ({}, use) => {
      await using console = await startConsole({ GANTRY_ENDPOINT_DOMAIN: ENDPOINT_DOMAIN })
      await use(console)
    },
    { timeout: 60_000 },
  ],
  baseURL: async ({ console }, use) => use(console.url),
  storageState: undefined,
})

async function signedIn(browser: Browser, baseURL: string): Promise<World['storageState']> {
  await using context = await browser.newContext({ baseURL })
  await arrive(await context.newPage())
  return await context.storageState()
}
