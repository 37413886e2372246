/** Consumers and producers of applications, over the wire, with the namespace set as an instance's clients have it. */
import {
  PopConsumer,
  type PopConsumerOptions,
  Producer,
  PushConsumer,
  type PushConsumerOptions,
  type StoredMessage,
} from '@gantry/remoting'
import { inject } from 'vitest'

export function connection() {
  const { namesrvAddr, credentials } = inject('cluster')
  return { namesrvAddr, ...(credentials && { credentials }) }
}

export function newProducer(namespace: string, producerGroup: string): Producer {
  return new Producer({ ...connection(), namespace, producerGroup })
}

export function newPopConsumer(options: Omit<PopConsumerOptions, 'namesrvAddr'>): PopConsumer {
  return new PopConsumer({ ...connection(), ...options })
}

export interface RunningConsumer extends AsyncDisposable {
  readonly received: readonly StoredMessage[]
}

/** Takes every message, and begins with the oldest. */
export async function startConsumer(
  topic: string,
  {
    expression = '*',
    ...options
  }: Omit<PushConsumerOptions, 'namesrvAddr'> & { readonly expression?: string },
): Promise<RunningConsumer> {
  const received: StoredMessage[] = []
  const consumer = new PushConsumer({
    ...connection(),
    consumeFrom: 'FIRST_OFFSET',
    commitIntervalMs: 200,
    ...options,
  })
  consumer.subscribe(topic, expression)
  await consumer.start(async messages => {
    received.push(...messages)
    return 'SUCCESS'
  })
  return { received, [Symbol.asyncDispose]: () => consumer.stop() }
}
