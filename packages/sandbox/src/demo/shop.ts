/** The shop on any cluster: its topics and groups are made, then its people come to work. */
import { Admin, wrapNamespace } from '@gantry/remoting'
import { CONSUMERS, PRODUCERS, SHOP_GROUPS, SHOP_TOPICS, type ShopTopic } from './cast.ts'
import { randomOf } from './random.ts'
import type { Actor, Role, Stage } from './stage.ts'

export interface ShopOptions extends Pick<Stage, 'connection' | 'namespace'> {
  /** With the same seed the same messages are sent. */
  readonly seed?: number
  /** Told of what goes wrong while the shop is open. Nothing is done with it unless given. */
  readonly onError?: (error: unknown) => void
}

export interface OpenShop {
  /** Everybody finishes what is at hand and leaves: within a few seconds. */
  readonly close: () => Promise<void>
}

const MESSAGE_TYPE_ATTRIBUTE: Readonly<Record<ShopTopic['messageType'], string>> = {
  NORMAL: 'NORMAL',
  TRANSACTIONAL: 'TRANSACTION',
  DELAYED: 'DELAY',
  PARTITIONALLY_ORDERED: 'FIFO',
}
const QUEUES = 8

/**
 * Makes topics and groups on every broker. Those that are there already stay.
 * @throws when a broker did not make one of them
 */
export async function furnishShop({ connection, namespace }: Pick<Stage, 'connection' | 'namespace'>) {
  await using admin = new Admin(connection)
  const topics = SHOP_TOPICS.map(({ topic, messageType }) =>
    admin.topics.save({
      topic: wrapNamespace(namespace, topic),
      writeQueueNums: QUEUES,
      attributes: { 'message.type': MESSAGE_TYPE_ATTRIBUTE[messageType] },
    }),
  )
  const groups = SHOP_GROUPS.map(({ group, settings }) =>
    admin.groups.save({ groupName: wrapNamespace(namespace, group), ...settings }),
  )
  const [failure] = (await Promise.all([...topics, ...groups])).flatMap(({ failed }) => failed)
  if (failure) throw failure.error
}

/** Needs a furnished shop. @throws when somebody cannot start; then nobody is left at work */
export async function openShop({ seed = 1, onError = () => {}, ...place }: ShopOptions): Promise<OpenShop> {
  const closing = new AbortController()
  const stage: Stage = {
    ...place,
    randomOf: actor => randomOf(seed, actor),
    closing: closing.signal,
    onError,
  }
  const atWork: Actor[] = []
  const close = async (): Promise<void> => {
    closing.abort()
    await Promise.all(atWork.map(actor => actor.leave()))
  }
  const enter = async (roles: readonly Role[]): Promise<void> => {
    const starts = await Promise.allSettled(roles.map(role => role(stage)))
    for (const start of starts) if (start.status === 'fulfilled') atWork.push(start.value)
    for (const start of starts) if (start.status === 'rejected') throw start.reason
  }
  try {
    await enter(CONSUMERS)
    await enter(PRODUCERS)
    return { close }
  } catch (error) {
    await close()
    throw error
  }
}
