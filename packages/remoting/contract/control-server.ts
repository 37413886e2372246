/**
 * Lets tests order a spare cluster and stop its brokers, from other processes than the one that runs the clusters.
 *
 *     POST   /spare                 starts it, unless it runs; answers its ClusterUnderTest
 *     DELETE /spare                 ends it
 *     POST   /spare/<brokerName>/stop, /spare/<brokerName>/start
 *
 * Loopback only. What goes wrong is answered with 500 and a sentence.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { ClusterUnderTest } from './cluster-under-test.ts'

/** A cluster whose brokers may be stopped. */
export interface StartedCluster {
  readonly cluster: ClusterUnderTest
  readonly stopBroker: (brokerName: string) => Promise<void>
  readonly startBroker: (brokerName: string) => Promise<void>
  readonly stop: () => Promise<void>
}

export interface ControlServer {
  readonly url: string
  /** Ends the spare cluster, too. */
  readonly close: () => Promise<void>
}

/** @param startSpare starts a cluster of the same kind as the one under test; `url` is where it is controlled */
export async function serveControl(
  startSpare: (url: string) => Promise<StartedCluster>,
): Promise<ControlServer> {
  let spare: Promise<StartedCluster> | undefined
  let url = ''
  const endSpare = async (): Promise<void> => {
    const ending = spare
    spare = undefined
    await (await ending?.catch(() => undefined))?.stop()
  }
  const answer = async ({ method, url: path = '' }: IncomingMessage): Promise<unknown> => {
    const [room, brokerName, verb] = path.split('/').slice(1)
    if (room !== 'spare') throw new Error(`There is nothing at ${path}.`)
    if (method === 'DELETE') return await endSpare()
    spare ??= startSpare(url)
    const started = await spare
    if (brokerName === undefined) return started.cluster
    await (verb === 'stop' ? started.stopBroker(brokerName) : started.startBroker(brokerName))
    return undefined
  }
  const server = createServer((request, response) => {
    answer(request).then(
      value => response.end(JSON.stringify(value ?? null)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  // Starting a cluster takes longer than the patience that servers have by default.
  server.requestTimeout = 0
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The control has no port.')
  url = `http://127.0.0.1:${address.port}`
  return {
    url,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await endSpare()
    },
  }
}
