/** The server as its program starts it: where no cluster is named it brings one along. */
import type { Config } from './platform/config/config.ts'
import { createLog } from './platform/log.ts'
import { SANDBOX_CREDENTIALS, type SandboxCluster } from './sandbox/sandbox-cluster.ts'
import { type RunningServer, type ServerOptions, startServer } from './server.ts'

/** @throws ConfigError as startServer */
export async function startConsole(config: Config, options: ServerOptions = {}): Promise<RunningServer> {
  if (config.sandbox === undefined) return await startServer(config, options)
  const { clusterName, hasTraffic } = config.sandbox
  const log = createLog(config.logLevel)
  // Loaded only where it runs: most servers have clusters to look at.
  const { SHOP_GROUPS, SHOP_TOPICS, startDemo } = await import('@gantry/sandbox/demo')
  const demo = await startDemo({
    clusterName,
    credentials: SANDBOX_CREDENTIALS,
    onError: error => log.debug({ err: error }, 'a client of the demo had a failure'),
  })
  const sandbox: SandboxCluster = {
    name: clusterName,
    namesrvAddr: demo.sandbox.namesrvAddr,
    brokerNames: demo.brokerNames,
    topics: SHOP_TOPICS,
    groups: SHOP_GROUPS,
    faults: demo.sandbox.timedFaults,
    openShop: namespace => demo.openShop(namespace, hasTraffic),
  }
  try {
    const server = await startServer(config, { ...options, sandbox }, { log })
    log.info({ namesrvAddr: sandbox.namesrvAddr }, 'the sandbox runs in this process')
    // Brokers go last: requests at work may still ask them.
    const close = async (): Promise<void> => {
      await Promise.all([server.close(), demo.closeShop()])
      await demo.close()
    }
    return { ...server, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await demo.close()
    throw error
  }
}
