/** A console whose first cluster is a sandbox in the same process: its brokers can be stopped and its requests made to fail. */
import {
  type ConsumeResult,
  Producer,
  PushConsumer,
  type PushConsumerOptions,
  type StoredMessage,
} from '@gantry/remoting'
import { type Sandbox, type SandboxOptions, startSandbox } from '@gantry/sandbox'
import { firstClusterOf } from './real-cluster.ts'
import { startTestServer, type TestServer, type TestServerOptions } from './start-server.ts'

export interface SandboxConsole extends AsyncDisposable {
  readonly server: TestServer
  readonly sandbox: Sandbox
  /** Stores messages in one queue of an instance's topic, in this order. */
  send(topic: SentTo, bodies: readonly string[]): Promise<void>
  /** A consumer of an application; it begins with the oldest message. */
  consume(
    topic: string,
    options: Omit<PushConsumerOptions, 'namesrvAddr'>,
    how?: Consuming,
  ): Promise<SandboxConsumer>
}

export interface SentTo {
  readonly instanceId: string
  readonly topic: string
  readonly brokerName?: string
  readonly queueId?: number
}

interface Consuming {
  readonly expression?: string
  /** What becomes of each message. Default: it succeeds at once. */
  readonly take?: () => Promise<ConsumeResult>
}

export interface SandboxConsumer extends AsyncDisposable {
  readonly received: readonly StoredMessage[]
}

const succeed = async (): Promise<ConsumeResult> => 'SUCCESS'

export async function startSandboxConsole(
  options: SandboxOptions = {},
  serverOptions: TestServerOptions = {},
): Promise<SandboxConsole> {
  await using cleanup = new AsyncDisposableStack()
  const sandbox = cleanup.use(await startSandbox({ brokers: 2, acl: 'on', ...options }))
  const { namesrvAddr, credentials } = sandbox
  const connection = { namesrvAddr, ...(credentials && { credentials }) }
  const firstCluster = firstClusterOf(connection)
  const server = cleanup.use(
    await startTestServer({ ...serverOptions, config: { ...serverOptions.config, firstCluster } }),
  )
  const producer = new Producer({ ...connection, producerGroup: 'PID-tests' })
  cleanup.defer(() => producer.stop())
  const ended = cleanup.move()
  return {
    server,
    sandbox,
    async send({ instanceId, topic, brokerName = 'broker-a', queueId = 0 }, bodies) {
      for (const body of bodies) {
        const wireTopic = `${instanceId}%${topic}`
        const queue = { topic: wireTopic, brokerName, queueId }
        await producer.send({ topic: wireTopic, body: Buffer.from(body) }, { queue })
      }
    },
    async consume(topic, consumerOptions, { expression = '*', take = succeed } = {}) {
      const received: StoredMessage[] = []
      const consumer = new PushConsumer({
        ...connection,
        consumeFrom: 'FIRST_OFFSET',
        commitIntervalMs: 100,
        ...consumerOptions,
      })
      consumer.subscribe(topic, expression)
      await consumer.start(async messages => {
        received.push(...messages)
        return take()
      })
      return { received, [Symbol.asyncDispose]: () => consumer.stop() }
    },
    [Symbol.asyncDispose]: () => ended.disposeAsync(),
  }
}
