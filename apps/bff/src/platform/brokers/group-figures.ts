/** What the masters of a cluster say of one consumer group, put together. */
import type { BrokerNode, GroupLiveState } from '@gantry/remoting'
import type { ConsumerConnection } from '@gantry/remoting/requests'

const MESSAGE_MODELS = ['CLUSTERING', 'BROADCASTING'] as const
export type MessageModel = (typeof MESSAGE_MODELS)[number]
const EXPRESSION_TYPES = ['TAG', 'SQL92'] as const

export type Connection = ConsumerConnection['connectionSet'][number]

export interface Filter {
  /** `*`, tags joined by `||`, or a condition. */
  readonly expression: string
  /** Null for a kind that the console does not know. */
  readonly expressionType: (typeof EXPRESSION_TYPES)[number] | null
}

export interface GroupFigures {
  /** Null: of those that answered none has a client, and not all have answered. */
  readonly isOnline: boolean | null
  /** Null here and below: not all masters have answered, and a part would look like the whole. */
  readonly clients: number | null
  readonly messageModel: MessageModel | null
  /** Stored and not yet consumed, retries included; null for a broadcasting group, too: its clients keep its progress. */
  readonly accumulated: bigint | null
  /** Messages a second. */
  readonly consumeTps: number | null
  /** Store time (ms) of the last consumed message; null when there is none. */
  readonly lastConsumedAtMs: number | null
}

export function figuresOf(state: GroupLiveState): GroupFigures {
  const isWhole = state.failed.length === 0
  const clients = clientsOf(state).size
  const offsets = state.views.flatMap(({ stats }) => stats.offsetTable.map(([, offset]) => offset))
  const lastConsumedAtMs = Math.max(0, ...offsets.map(({ lastTimestamp }) => lastTimestamp))
  return {
    isOnline: clients > 0 || (isWhole ? false : null),
    clients: isWhole ? clients : null,
    messageModel: messageModelOf(state),
    accumulated: accumulatedOf(state),
    consumeTps: isWhole ? state.views.reduce((sum, { stats }) => sum + stats.consumeTps, 0) : null,
    lastConsumedAtMs: lastConsumedAtMs > 0 ? lastConsumedAtMs : null,
  }
}

/** @param wireTopic only of this one; of all, retries included, when left out */
export function accumulatedOf(state: GroupLiveState, wireTopic?: string): bigint | null {
  if (state.failed.length > 0 || messageModelOf(state) === 'BROADCASTING') return null
  let accumulated = 0n
  for (const { stats } of state.views) {
    for (const [{ topic }, { brokerOffset, consumerOffset }] of stats.offsetTable) {
      const isAhead = brokerOffset > consumerOffset
      if (isAhead && (wireTopic === undefined || topic === wireTopic))
        accumulated += brokerOffset - consumerOffset
    }
  }
  return accumulated
}

export interface ClientOfGroup {
  readonly connection: Connection
  /** A master that it is connected to. */
  readonly node: BrokerNode
  readonly brokerNames: string[]
}

/** By client ID. A client is usually connected to every master. */
export function clientsOf({ views }: GroupLiveState): Map<string, ClientOfGroup> {
  const clients = new Map<string, ClientOfGroup>()
  for (const { node, connections } of views) {
    for (const connection of connections?.connectionSet ?? []) {
      const known = clients.get(connection.clientId)
      if (known) known.brokerNames.push(node.brokerName)
      else clients.set(connection.clientId, { connection, node, brokerNames: [node.brokerName] })
    }
  }
  return clients
}

/** What connected clients subscribe to, by topic. */
export function subscriptionsOf({ views }: GroupLiveState): Map<string, Filter> {
  const subscriptions = views.flatMap(({ connections }) => [...(connections?.subscriptionTable ?? [])])
  return new Map(
    subscriptions.map(([topic, { subString, expressionType }]) => [
      topic,
      {
        expression: subString,
        expressionType: EXPRESSION_TYPES.find(type => type === expressionType) ?? null,
      },
    ]),
  )
}

/** Null while nobody is connected to tell. */
export function messageModelOf({ views }: GroupLiveState): MessageModel | null {
  const words = views.map(({ connections }) => connections?.messageModel)
  return MESSAGE_MODELS.find(model => words.includes(model)) ?? null
}
