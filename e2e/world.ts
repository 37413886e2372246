/** What the browser tests of one worker share. */
import type { Credentials, Rig, RigCluster } from '@gantry/rig'
import type { BrowserContext } from '@playwright/test'
import type { Console } from './console.ts'

/** What the console calls the cluster of the rig. */
export const CLUSTER_NAME = 'main'
export const ENDPOINT_DOMAIN = 'mq.example.com'

export interface World {
  readonly console: Console
  readonly rig: Rig
  /** Two brokers, ACL on. */
  readonly cluster: RigCluster
  readonly credentials: Credentials
  /** Cookies of the administrator, who is signed in. */
  readonly storageState: Awaited<ReturnType<BrowserContext['storageState']>>
}
