/** A console whose first cluster is the real RocketMQ that the global set-up of the tests has started. */
import { setTimeout } from 'node:timers/promises'
import { Admin } from '@gantry/remoting'
import { inject } from 'vitest'
import type { ClusterUnderTest } from '../../../packages/remoting/contract/cluster-under-test.ts'
import type { FirstCluster } from '../src/platform/config/config.ts'
import { startTestServer, type TestServer, type TestServerOptions } from './start-server.ts'

/** As the console is told of it by GANTRY_NAMESRV and what goes with it. */
export function firstClusterOf({
  namesrvAddr,
  credentials,
}: Pick<ClusterUnderTest, 'namesrvAddr' | 'credentials'>): FirstCluster {
  return {
    name: 'real',
    namesrvAddr,
    tls: false,
    accessKey: credentials?.accessKey,
    secretKey: credentials?.secretKey,
  }
}

/** Like {@link startTestServer}; the first start has made the cluster `real` and its default instance. */
export function startConsole({ config, ...options }: TestServerOptions = {}): Promise<TestServer> {
  const firstCluster = firstClusterOf(inject('cluster'))
  return startTestServer({ ...options, config: { firstCluster, ...config } })
}

/** RocketMQ's own view of the cluster, beside the console. */
export function realAdmin(): Admin {
  const { namesrvAddr, credentials } = inject('cluster')
  return new Admin({ namesrvAddr, ...(credentials && { credentials }) })
}

let made = 0

/** A topic that the console has not made, on every master. @returns its name on the brokers */
export async function makeWireTopic(prefix = ''): Promise<string> {
  const topic = `${prefix}beside-${process.pid}-${++made}`
  await using admin = realAdmin()
  await admin.topics.save({ topic, writeQueueNums: 2 })
  for (let left = 100; left > 0; left--) {
    const route = await admin.cluster.route(topic).catch(() => undefined)
    if (route?.queueDatas.length === inject('cluster').masters.length) return topic
    await setTimeout(50)
  }
  throw new Error(`The topic ${topic} was not routed in time.`)
}
