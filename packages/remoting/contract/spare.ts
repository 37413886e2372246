/** Orders a spare cluster, whose brokers may be stopped without disturbing other tests. */
import type { ClusterUnderTest } from './cluster-under-test.ts'
import { cluster } from './harness.ts'

export interface SpareCluster extends AsyncDisposable {
  readonly cluster: ClusterUnderTest
  /** Resolves when the broker is gone. */
  readonly stopBroker: (brokerName: string) => Promise<void>
  /** Resolves when the name server routes to the broker again. */
  readonly startBroker: (brokerName: string) => Promise<void>
}

export async function orderSpare(): Promise<SpareCluster> {
  const started = (await ask('POST', '/spare')) as ClusterUnderTest
  return {
    cluster: started,
    stopBroker: async brokerName => void (await ask('POST', `/spare/${brokerName}/stop`)),
    startBroker: async brokerName => void (await ask('POST', `/spare/${brokerName}/start`)),
    [Symbol.asyncDispose]: async () => void (await ask('DELETE', '/spare')),
  }
}

/** The control is our own and speaks `control-server.ts`; what it answers is what `serveControl` was given. */
async function ask(method: string, path: string): Promise<unknown> {
  const response = await fetch(`${cluster.controlUrl}${path}`, { method })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${text}`)
  return JSON.parse(text)
}
