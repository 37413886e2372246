/** The sandbox as the console and `npm run sandbox` start it, and the shop that can be opened on it. */
import type { Credentials } from '@gantry/remoting'
import { type Sandbox, type SandboxOptions, startSandbox } from '../start-sandbox.ts'
import { furnishShop, type OpenShop, openShop } from './shop.ts'

export interface DemoOptions extends Pick<SandboxOptions, 'clock'> {
  /** `sandbox` unless given. */
  readonly clusterName?: string
  /** Of who may do everything; `gantry-sandbox` and `gantry-sandbox-secret` unless given. */
  readonly credentials?: Credentials
  /** Told of what goes wrong while the shop is open. Nothing is done with it unless given. */
  readonly onError?: (error: unknown) => void
}

export interface Demo extends AsyncDisposable {
  readonly sandbox: Sandbox
  readonly credentials: Credentials
  readonly brokerNames: readonly string[]
  /**
   * Makes the shop's topics and groups; with traffic its clients come, too.
   * @param namespace of the instance that it lives in; empty for none
   */
  readonly openShop: (namespace: string, hasTraffic: boolean) => Promise<void>
  /** Ends the traffic: within a few seconds. What is stored stays. */
  readonly closeShop: () => Promise<void>
  /** Ends the traffic, then the cluster. */
  readonly close: () => Promise<void>
}

/** Not secret: who reaches the loopback ports of this machine may use the demo. */
const CREDENTIALS: Credentials = { accessKey: 'gantry-sandbox', secretKey: 'gantry-sandbox-secret' }
/** Some two hours of the shop's traffic. */
const MAX_LOG_BYTES = 12 * 1024 * 1024

/** Two brokers, ACL on. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { clusterName = 'sandbox', credentials = CREDENTIALS, clock, onError } = options
  const sandbox = await startSandbox({
    clusterName,
    brokers: 2,
    acl: credentials,
    maxLogBytes: MAX_LOG_BYTES,
    ...(clock && { clock }),
  })
  const connection = { namesrvAddr: sandbox.namesrvAddr, credentials }
  let shop: OpenShop | undefined
  const closeShop = async (): Promise<void> => shop?.close()
  const close = async (): Promise<void> => {
    await closeShop()
    await sandbox.close()
  }
  return {
    sandbox,
    credentials,
    brokerNames: sandbox.brokers.map(({ brokerName }) => brokerName),
    openShop: async (namespace, hasTraffic) => {
      await furnishShop({ connection, namespace })
      if (hasTraffic) shop = await openShop({ connection, namespace, ...(onError && { onError }) })
    },
    closeShop,
    close,
    [Symbol.asyncDispose]: close,
  }
}
