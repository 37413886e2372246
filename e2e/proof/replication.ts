/**
 * What the pages of brokers say of a master and its slave, held against the real ones: in step, behind while the slave hangs, given up
 * by its master, gone, and back. About three minutes.
 */
import { setTimeout } from 'node:timers/promises'
import { brokerList, brokerView, clusterList, groupCreate, topicCreate } from '@gantry/contract'
import { mqadmin, type RigBroker, type RigCluster, startRig } from '@gantry/rig'
import { haStatus } from './ha-status.ts'
import { type ObservedConsole, startObservedConsole } from './observed-console.ts'
import { type PacedProducer, startPacedProducer } from './paced-producer.ts'
import { type Check, equalCheck, type Proof } from './proof.ts'

const TOPIC = 'copied'
const GROUP = 'GID-copied'
const PER_SECOND = 200
/** Shorter than the twenty seconds after which a master gives up a slave that says nothing. */
const HANGING_MS = 5_000
/** Everything that is waited for takes less: a slave looks for its master every five seconds. */
const MOST_MS = 90_000
const POLL_MS = 200

interface Pair {
  readonly cluster: RigCluster
  readonly console: ObservedConsole
  readonly producer: PacedProducer
  readonly master: RigBroker
  readonly slave: RigBroker
}

export const replication: Proof = async function* () {
  await using rig = await startRig({ slave: true })
  const [cluster] = rig.clusters
  const [master, slave] = cluster?.brokers ?? []
  if (!cluster || !master || !slave) throw new Error('The rig has no master with a slave.')
  await using console = await startObservedConsole(cluster)
  const params = { instanceId: console.instanceId }
  await console.call(topicCreate, { params, body: { topic: TOPIC, messageType: 'NORMAL' } })
  await console.call(groupCreate, { params, body: { group: GROUP } })
  await using producer = await startPacedProducer(cluster, GROUP, { [TOPIC]: PER_SECOND })
  const pair = { cluster, console, producer, master, slave }
  yield await listCheck(pair, 'a slave that follows', 'MASTER 1 of 1 in sync, REPLICA')
  yield* inStep(pair)
  yield* hanging(pair)
  await slave.kill()
  yield await listCheck(pair, 'a slave that is killed', 'MASTER 0 of 0 in sync')
  await slave.start()
  yield await listCheck(pair, 'a slave that is back', 'MASTER 1 of 1 in sync, REPLICA')
  yield* inStep(pair)
}

/** Messages are sent; once all are copied, every figure is the same wherever it is asked for. */
async function* inStep(pair: Pair): AsyncGenerator<Check> {
  await sendFor(pair, HANGING_MS)
  const { maxOffset, replica } = await until(
    () => viewMaster(pair),
    ({ replica: found }) => found?.behindBytes === 0,
  )
  yield equalCheck(
    'the page of the master, all copied',
    `${replica?.isInSync ? 'in sync' : 'not in sync'}, ${replica?.behindBytes} bytes behind ${maxOffset}`,
    `in sync, 0 bytes behind ${replica?.ackOffset}`,
  )
  const told = haStatus(await mqadmin(pair.cluster, ['haStatus', '-b', pair.master.addr]))
  yield equalCheck(
    'mqadmin haStatus',
    `${told?.addr} has ${told?.ackOffset}, ${told?.behindBytes} bytes behind`,
    `${replica?.addr} has ${replica?.ackOffset}, ${replica?.behindBytes} bytes behind`,
  )
  const source = (await viewBroker(pair, 1)).replication?.source
  yield equalCheck(
    'the page of the slave',
    `${source?.maxOffset} from ${source?.masterAddr}`,
    `${maxOffset} from ${haAddrOf(pair.master)}`,
  )
}

/** It keeps its connections and says nothing, until its master gives it up. */
async function* hanging(pair: Pair): AsyncGenerator<Check> {
  const before = Number((await viewMaster(pair)).maxOffset)
  pair.slave.freeze()
  await sendFor(pair, HANGING_MS)
  const { maxOffset, replica } = await viewMaster(pair)
  yield equalCheck(
    'the page of the master, a slave that hangs',
    `${replica?.behindBytes} bytes behind`,
    `${Number(maxOffset) - before} bytes behind`,
  )
  yield await listCheck(
    pair,
    'a slave that its master has given up',
    'MASTER 0 of 1 in sync, REPLICA offline',
  )
  pair.slave.thaw()
  yield await listCheck(pair, 'a slave that goes on', 'MASTER 1 of 1 in sync, REPLICA')
}

/** Waits until the list of brokers says so. */
async function listCheck(pair: Pair, what: string, expected: string): Promise<Check> {
  const found = await until(
    () => listedOf(pair),
    said => said === expected,
  )
  return equalCheck(`the list of brokers, ${what}`, found, expected)
}

async function listedOf({ console: { call } }: Pair): Promise<string> {
  const { items } = await call(brokerList, { params: { clusterId: await clusterIdOf(call) } })
  return items
    .map(({ role, isOnline, replication: of }) => {
      const follow = of ? ` ${of.inSync} of ${Math.max(of.replicas, of.registered)} in sync` : ''
      return `${role}${follow}${isOnline ? '' : ' offline'}`
    })
    .join(', ')
}

async function viewMaster(pair: Pair) {
  const { replication: of } = await viewBroker(pair, 0)
  return { maxOffset: of?.commitLogMaxOffset, replica: of?.replicas[0] }
}

async function viewBroker({ console: { call }, master: { brokerName } }: Pair, brokerId: number) {
  const params = { clusterId: await clusterIdOf(call), brokerName }
  return await call(brokerView, { params, query: { brokerId } })
}

async function clusterIdOf(call: ObservedConsole['call']): Promise<string> {
  return (await call(clusterList, {})).items[0]?.cluster.clusterId ?? ''
}

async function sendFor({ producer }: Pair, ms: number): Promise<void> {
  producer.go()
  await setTimeout(ms)
  await producer.rest()
}

/** The HA port is the one after the broker's own. */
function haAddrOf({ addr }: RigBroker): string {
  const [host, port] = addr.split(':')
  return `${host}:${Number(port) + 1}`
}

/** @returns what was read last, as it was asked for or not */
async function until<T>(read: () => Promise<T>, isAsExpected: (value: T) => boolean): Promise<T> {
  const deadlineMs = Date.now() + MOST_MS
  for (;;) {
    const value = await read()
    if (isAsExpected(value) || Date.now() > deadlineMs) return value
    await setTimeout(POLL_MS)
  }
}
