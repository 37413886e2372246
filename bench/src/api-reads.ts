/** What the API is asked, and the requests to brokers that each answer cannot do without. */
import { DEFAULT_DIALECT, type Dialect, encodeRequest } from '@gantry/remoting/internal'
import {
  getAllSubscriptionGroupConfig,
  getAllTopicConfig,
  queryTopicConsumeByWho,
} from '@gantry/remoting/requests'
import type { RigCluster } from '@gantry/rig'
import { BareSocket } from './bare-socket.ts'
import { timesMs } from './benchmark.ts'
import { liveStateFrames } from './live-state.ts'

export interface ApiRead {
  readonly what: string
  /** Below the instance. */
  readonly path: string
  /** How many items the answer holds. */
  readonly items: number
  /** Rounds of requests; a round can begin when the one before was answered. */
  readonly rounds: ReadonlyArray<(dialect: Dialect) => Buffer[]>
}

export function apiReads(
  audience: { readonly topic: string; readonly groups: number },
  groups: number,
): ApiRead[] {
  return [
    {
      what: `groups, all ${groups}, with live state`,
      path: '/groups?limit=1000&sort=-accumulated',
      items: groups,
      rounds: [allGroups, liveStates(groups)],
    },
    {
      what: 'groups, a page of 50, with live state',
      path: '/groups?limit=50',
      items: 50,
      rounds: [allGroups, liveStates(50)],
    },
    {
      what: `consumers of a topic, ${audience.groups} groups`,
      path: `/topics/${audience.topic}/subscriptions`,
      items: audience.groups,
      rounds: [consumersOf(audience.topic), liveStates(audience.groups)],
    },
    { what: 'topics, 1,000', path: '/topics?limit=1000', items: 1_000, rounds: [allTopics] },
  ]
}

/** How long the bare socket takes for the requests of one read, in ms. */
export async function floorTimesMs(
  { brokers, credentials }: RigCluster,
  { rounds }: Pick<ApiRead, 'rounds'>,
  runs: number,
): Promise<number[]> {
  using socket = await BareSocket.open(brokers[0]?.addr ?? '')
  const dialect: Dialect = { ...DEFAULT_DIALECT, credentials }
  return await timesMs(async () => {
    for (const frames of rounds) await socket.roundTrip(() => frames(dialect))
  }, runs)
}

function allGroups(dialect: Dialect): Buffer[] {
  return [encodeRequest(getAllSubscriptionGroupConfig, { header: {} }, 1, dialect)]
}

function allTopics(dialect: Dialect): Buffer[] {
  return [encodeRequest(getAllTopicConfig, { header: {} }, 1, dialect)]
}

function consumersOf(topic: string) {
  return (dialect: Dialect): Buffer[] => [
    encodeRequest(queryTopicConsumeByWho, { header: { topic } }, 1, dialect),
  ]
}

function liveStates(groups: number) {
  return (dialect: Dialect): Buffer[] => liveStateFrames(groups, dialect)
}
