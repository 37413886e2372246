/** A broker that the name server knows and nobody can reach: what is left of one that has just died. */
import { registerBroker, unregisterBroker } from '@gantry/remoting/requests'
import { inject, vi } from 'vitest'
import { realAdmin } from './real-cluster.ts'

export const GHOST_BROKER = 'broker-z'
const GHOST_ADDR = '127.0.0.1:9'

/** Stays until it is disposed of. */
export async function startGhostBroker(): Promise<AsyncDisposable> {
  const { clusterName } = inject('cluster')
  // The name server forgets a broker whose connection ends.
  const admin = realAdmin()
  const ghost = { brokerName: GHOST_BROKER, brokerAddr: GHOST_ADDR, clusterName, brokerId: 0 }
  const brokerNames = async (): Promise<string[]> =>
    (await admin.brokers.list()).map(({ brokerName }) => brokerName)
  await admin.cluster.nameServers.callEach(registerBroker, {
    header: { ...ghost, haServerAddr: GHOST_ADDR, compressed: false, bodyCrc32: 0 },
  })
  await vi.waitUntil(async () => (await brokerNames()).includes(GHOST_BROKER))
  return {
    async [Symbol.asyncDispose]() {
      await admin.cluster.nameServers.callEach(unregisterBroker, { header: ghost })
      await vi.waitUntil(async () => !(await brokerNames()).includes(GHOST_BROKER), { timeout: 10_000 })
      await admin.close()
    },
  }
}
