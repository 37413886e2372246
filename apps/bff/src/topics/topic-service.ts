/** What other capabilities ask of topics. */
import type { BrokerNode } from '@gantry/remoting'
import type { MessageType } from '@gantry/rules'
import { type HeldNames, heldNames } from '../platform/brokers/held-names.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { findEverywhere, heldTopics, readHoldings } from './topic-inventory.ts'
import type { TopicNeeds, TopicParams } from './topic-needs.ts'
import { ensureNoted, type TopicToNote } from './topic-note.ts'
import { noBrokerHas, type TopicPlace, topicPlace } from './topic-place.ts'
import { messageTypeNow } from './topic-present.ts'
import { type TopicStandings, topicStandings } from './topic-standing.ts'
import { deleteTopicsOf, selectTopicNames } from './topic-store.ts'

export interface TopicService {
  /** By instance ID. */
  namesOf(handles: readonly InstanceHandle[], signal: AbortSignal): Promise<ReadonlyMap<string, HeldNames>>
  /**
   * @returns null where neither the brokers nor the console know
   * @throws AppError NOT_FOUND
   */
  messageTypeOf(handle: InstanceHandle, params: TopicParams, signal: AbortSignal): Promise<MessageType | null>
  /** @throws AppError NOT_FOUND, and CONFLICT where no broker has it */
  heldTopic(handle: InstanceHandle, params: TopicParams, signal: AbortSignal): Promise<HeldTopic>
  /** @throws AppError NOT_FOUND, and CONFLICT where no broker has it */
  placeOf(handle: InstanceHandle, params: TopicParams, signal: AbortSignal): Promise<TopicPlace>
  /** Where topics are, and where they should be. One request to each broker, whatever their number. */
  standingsOf(
    handle: InstanceHandle,
    wireTopics: readonly string[],
    signal: AbortSignal,
  ): Promise<TopicStandings>
  /** Notes topics that somebody else makes on those brokers. What is noted already stays. */
  ensureNoted(
    instanceId: string,
    topics: readonly TopicToNote[],
    brokerNames: readonly string[],
  ): Promise<void>
  /** Forgets what is noted of an instance's topics. Nothing happens on the brokers. */
  forgetNoted(instanceId: string): Promise<void>
}

export type { TopicStanding, TopicStandings } from './topic-standing.ts'

export interface HeldTopic {
  readonly wireTopic: string
  /** Null where neither the brokers nor the console know. */
  readonly messageType: MessageType | null
  /** Masters that have it. */
  readonly nodes: readonly BrokerNode[]
}

export function createTopicService(needs: Pick<TopicNeeds, 'db' | 'clock'>): TopicService {
  const { db } = needs
  return {
    namesOf: (handles, signal) =>
      heldNames(handles, {
        kind: 'topics',
        holdings: handle => readHoldings(handle, signal),
        held: heldTopics,
        noted: async instanceIds => {
          const rows = Map.groupBy(await selectTopicNames(db, instanceIds), row => row.instance_id)
          return new Map([...rows].map(([instanceId, keys]) => [instanceId, keys.map(({ topic }) => topic)]))
        },
      }),
    async messageTypeOf(handle, params, signal) {
      const { row, wireTopic, holdings } = await findEverywhere(db, handle, params, signal)
      return messageTypeNow(row, holdings.byName.get(wireTopic) ?? [])
    },
    async heldTopic(handle, params, signal) {
      const { row, wireTopic, holdings } = await findEverywhere(db, handle, params, signal)
      const holders = holdings.byName.get(wireTopic)
      if (!holders) throw noBrokerHas(params)
      return { wireTopic, messageType: messageTypeNow(row, holders), nodes: holders.map(({ node }) => node) }
    },
    standingsOf: (handle, wireTopics, signal) => topicStandings(db, handle, wireTopics, signal),
    placeOf: (handle, params, signal) => topicPlace(needs, handle, params, signal),
    ensureNoted: (instanceId, topics, brokerNames) => ensureNoted(needs, instanceId, topics, brokerNames),
    forgetNoted: instanceId => deleteTopicsOf(db, instanceId),
  }
}
