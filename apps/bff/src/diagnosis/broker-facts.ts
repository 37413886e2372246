/** What brokers and name servers say of the places where a group and its topics are. */
import { type BrokerNode, BrokerRefused, type FanOutFailure, fanOut, RemotingError } from '@gantry/remoting'
import type { TopicRouteData } from '@gantry/remoting/requests'
import type { GroupInspection } from '../consumers/inspect-group.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { toAppError } from '../platform/http/problem.ts'
import type { TopicStanding, TopicStandings } from '../topics/topic-service.ts'
import type { BrokerAt, BrokerFacts, GroupFacts, Part, TopicFacts } from './evidence.ts'
import { brokerReasons, type Deadline, partOf } from './part.ts'

/** Bits of `common/constant/PermName`. */
const READ = 4
const WRITE = 2
const UNREGISTERED =
  'The name servers do not know it any more: it was stopped, or it lost its connection to them.'
const WIPED = 'Its topics are taken out of the write routes.'

export function groupFacts({ holdings, wireGroup }: GroupInspection): Part<GroupFacts> {
  const { masters, byName, failed } = holdings
  const holders = byName.get(wireGroup) ?? []
  const having = new Set(holders.map(({ node }) => node.addr))
  const where = (is: (holder: (typeof holders)[number]) => boolean): string[] =>
    holders.filter(is).map(({ node }) => node.brokerName)
  return {
    value: {
      missingOn: masters.filter(({ addr }) => !having.has(addr)).map(({ brokerName }) => brokerName),
      disabledOn: where(({ config }) => !config.consumeEnable),
      noBroadcastOn: where(({ config }) => !config.consumeBroadcastEnable),
    },
    missing: brokerReasons(failed),
  }
}

export function topicFacts({ value, missing }: Part<TopicStandings>): Part<readonly TopicFacts[]> {
  return {
    value: value.standings.map(({ topic, missingOn, holders }) => ({
      topic,
      missingOn,
      unreadableOn: holders.filter(({ perm }) => !(perm & READ)).map(({ node }) => node.brokerName),
    })),
    missing,
  }
}

/** @param failed of everything that was asked before */
export function brokerFacts(
  handle: InstanceHandle,
  { value: { standings, failed: unplaced }, missing }: Part<TopicStandings>,
  failed: ReadonlyArray<FanOutFailure<BrokerNode>>,
  deadline: Deadline,
): Promise<Part<BrokerFacts>> {
  const all = [...failed, ...unplaced]
  const down = byName([...all.flatMap(downAt), ...standings.flatMap(goneFrom)])
  // One that refuses is there: whether something is wrong with it is not known.
  const refusals = brokerReasons(all.filter(({ error }) => error instanceof BrokerRefused))
  return partOf(deadline, { down, readOnly: [] }, async signal => {
    const ask = ({ wireTopic }: TopicStanding) => handle.admin.topics.route(wireTopic, { signal })
    const routes = await fanOut(standings, ask, { placeOf: () => handle.cluster.namesrv_addr, signal })
    const unrouted = routes.failed.filter(({ error }) => !isRouteless(error))
    const readOnly = byName(routes.answered.flatMap(({ item, value }) => readOnlyIn(item, value)))
    const [failure] = unrouted
    if (failure) throw failure.error
    return { value: { down, readOnly }, missing: [...refusals, ...missing] }
  })
}

function downAt({ item, place, error }: FanOutFailure<BrokerNode>): BrokerAt[] {
  if (error instanceof BrokerRefused) return []
  return [{ brokerName: item.brokerName, brokerAddr: place, message: toAppError(error).detail }]
}

function goneFrom({ goneBrokers }: TopicStanding): BrokerAt[] {
  return goneBrokers.map(brokerName => ({ brokerName, brokerAddr: '', message: UNREGISTERED }))
}

/** The broker lets the topic be written to, and the name servers send nobody there to write. */
function readOnlyIn({ holders }: TopicStanding, { queueDatas }: TopicRouteData): BrokerAt[] {
  return holders.flatMap(({ node, perm }) => {
    const routed = queueDatas.find(({ brokerName }) => brokerName === node.brokerName)
    const isWiped = (perm & WRITE) !== 0 && routed !== undefined && (routed.perm & WRITE) === 0
    return isWiped ? { brokerName: node.brokerName, brokerAddr: node.addr, message: WIPED } : []
  })
}

function byName(brokers: readonly BrokerAt[]): BrokerAt[] {
  return [...new Map(brokers.map(broker => [broker.brokerName, broker])).values()]
}

function isRouteless(error: unknown): boolean {
  return error instanceof RemotingError && error.code === 'NO_ROUTE'
}
