/** Figures, compared with those that RocketMQ's own command line tool prints. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PullConsumer } from '../src/clients/consumer/pull-consumer.ts'
import { parseJson } from '../src/protocol/json.ts'
import { topicRouteData } from '../src/requests/0105-get-route-info-by-topic.ts'
import {
  admin,
  answersOf,
  brokerAddr,
  cluster,
  connectionOptions,
  eventually,
  firstQueue,
  makeGroup,
  makeTopic,
  sendToFirstQueue,
  uniqueName,
} from './harness.ts'
import { joinGroup, type Member } from './member.ts'
import { type MqadminSession, openMqadmin, rowsOf } from './mqadmin-session.ts'

const START_MS = 60_000

describe('mqadmin and this package agree about', () => {
  let mqadmin: MqadminSession
  let topic: string
  let group: string
  let member: Member

  beforeAll(async () => {
    mqadmin = await openMqadmin(cluster.namesrvAddr, cluster.tools)
    topic = await makeTopic()
    group = await makeGroup()
    await sendToFirstQueue(topic, [{ body: 'one' }, { body: 'two' }, { body: 'three' }])
    await admin.offsets.update(group, await firstQueue(topic), 1n)
    // The tool finds a group by its retry topic, which brokers make when a client comes.
    member = await joinGroup(group, topic)
  }, START_MS)

  afterAll(async () => {
    await member?.[Symbol.asyncDispose]()
    await mqadmin?.[Symbol.asyncDispose]()
  })

  it(
    'the brokers, their addresses and releases',
    async () => {
      const printed = rowsOf(await mqadmin.run('clusterList')).map(row => row.slice(0, 5))
      const nodes = await admin.brokers.list()
      const ours = await Promise.all(
        nodes.map(async ({ clusterName, brokerName, brokerId, addr }) => {
          const release = (await admin.brokers.runtimeInfo(addr)).get('brokerVersionDesc')
          return [clusterName, brokerName, String(brokerId), addr, release]
        }),
      )
      expect(printed.sort()).toEqual(ours.sort())
    },
    START_MS,
  )

  it(
    'the offsets of each queue of a topic',
    async () => {
      const printed = rowsOf(await mqadmin.run('topicStatus', '-t', topic)).map(row => row.slice(0, 4))
      const stats = answersOf(await admin.topics.stats(topic)).flatMap(({ offsetTable }) => offsetTable)
      const ours = stats.map(([{ brokerName, queueId }, { minOffset, maxOffset }]) =>
        [brokerName, queueId, minOffset, maxOffset].map(String),
      )
      expect(printed.sort()).toEqual(ours.sort())
    },
    START_MS,
  )

  it(
    'how far a group has come',
    async () => {
      const printed = rowsOf(await mqadmin.run('consumerProgress', '-g', group))
        .filter(([name]) => name === topic)
        .map(row => row.slice(0, 5))
      const stats = answersOf(await admin.consumption.stats(group)).flatMap(({ offsetTable }) => offsetTable)
      const ours = stats
        .filter(([queue]) => queue.topic === topic)
        .map(([queue, { brokerOffset, consumerOffset }]) =>
          [queue.topic, queue.brokerName, queue.queueId, brokerOffset, consumerOffset].map(String),
        )
      expect(printed.sort()).toEqual(ours.sort())
      expect(printed).toContainEqual([topic, cluster.masters[0]?.brokerName, '0', '3', '1'])
    },
    START_MS,
  )

  it(
    'how many messages of a topic a group has not consumed',
    async () => {
      const printed = rowsOf(await mqadmin.run('statsAll', '-t', topic)).map(row => row.slice(0, 3))
      const stats = answersOf(await admin.consumption.stats(group, topic)).flatMap(
        ({ offsetTable }) => offsetTable,
      )
      const behind = stats.reduce(
        (sum, [, { brokerOffset, consumerOffset }]) => sum + brokerOffset - consumerOffset,
        0n,
      )
      // The tool asks for a group of the topic's name where a broker of 5.3.3 gives that for one that is online.
      const expected = cluster.release === '5.3.3' ? [topic, topic, '3'] : [topic, group, String(behind)]
      expect(printed).toContainEqual(expected)
    },
    START_MS,
  )

  it(
    'what a broker measures of itself',
    async () => {
      const lines = await mqadmin.run('brokerStatus', '-b', brokerAddr)
      const printed = new Map(
        lines.flatMap(line => {
          const [, name, value] = /^(\S+)\s*: (.*)$/.exec(line) ?? []
          return name === undefined || value === undefined ? [] : [[name, value.trim()] as const]
        }),
      )
      const ours = await admin.brokers.runtimeInfo(brokerAddr)
      expect([...printed.keys()].sort()).toEqual([...ours.keys()].sort())
      for (const name of [
        'bootTimestamp',
        'brokerVersionDesc',
        'msgPutTotalTodayMorning',
        'commitLogMinOffset',
      ]) {
        expect([name, printed.get(name)]).toEqual([name, ours.get(name)])
      }
    },
    START_MS,
  )

  it(
    'the route of a topic',
    async () => {
      const lines = await mqadmin.run('topicRoute', '-t', topic)
      const printed = topicRouteData.read(parseJson(lines.join('\n')))
      expect(byName(printed)).toEqual(byName(await admin.topics.route(topic)))
    },
    START_MS,
  )

  it(
    'a topic and a group that the tool makes, lists and removes',
    async () => {
      const [made, group] = [uniqueName('topic'), uniqueName('group')]
      const { clusterName } = cluster
      await mqadmin.run('updateTopic', '-c', clusterName, '-t', made, '-r', '3', '-w', '3')
      await mqadmin.run('updateSubGroup', '-c', clusterName, '-g', group, '-r', '5')
      expect(await mqadmin.run('topicList')).toContain(made)
      const configs = answersOf(await admin.topics.configs()).map(config => config.get(made))
      expect(configs.map(config => config?.writeQueueNums)).toEqual(cluster.masters.map(() => 3))
      const groups = answersOf(await admin.groups.configs()).map(config => config.get(group))
      expect(groups.map(config => config?.retryMaxTimes)).toEqual(cluster.masters.map(() => 5))
      await mqadmin.run('deleteTopic', '-c', clusterName, '-t', made)
      await mqadmin.run('deleteSubGroup', '-c', clusterName, '-g', group)
      expect(await mqadmin.run('topicList')).not.toContain(made)
    },
    2 * START_MS,
  )

  it(
    'a message by its key, its unique ID, its offset ID and its place',
    async () => {
      const [{ msgId, offsetMsgId } = { msgId: '', offsetMsgId: '' }] = await sendToFirstQueue(topic, [
        { body: 'four', keys: ['k4'], tag: 'red' },
      ])
      await eventually(async () => {
        const printed = rowsOf(await mqadmin.run('queryMsgByKey', '-t', topic, '-k', 'k4'))
        expect(printed.map(row => row.slice(0, 3))).toEqual([[msgId, '0', '3']])
      })
      const brokerName = cluster.masters[0]?.brokerName ?? ''
      const searches = [
        await mqadmin.run('queryMsgByUniqueKey', '-t', topic, '-i', msgId),
        await mqadmin.run('queryMsgById', '-t', topic, '-i', offsetMsgId),
        await mqadmin.run('queryMsgByOffset', '-t', topic, '-b', brokerName, '-i', '0', '-o', '3'),
      ]
      for (const lines of searches) {
        const text = lines.join('\n')
        expect(text).toMatch(/Tags:\s+\[?red/)
        expect(text).toContain(topic)
      }
    },
    2 * START_MS,
  )

  it(
    'where a group stands after a reset',
    async () => {
      const reset = uniqueName('group')
      await makeGroup({ groupName: reset })
      await admin.offsets.update(reset, await firstQueue(topic), 2n)
      await mqadmin.run('resetOffsetByTime', '-g', reset, '-t', topic, '-s', '0')
      await using consumer = new PullConsumer({ ...connectionOptions, consumerGroup: reset })
      const queue = { topic, brokerName: cluster.masters[0]?.brokerName ?? '', queueId: 0 }
      // Brokers keep a reset until the group comes to pull.
      expect(await consumer.pull(queue, 2n)).toMatchObject({ nextBeginOffset: 0n, messages: [] })
    },
    START_MS,
  )
})

/** Name servers give brokers in no fixed order. */
function byName({ queueDatas, brokerDatas }: ReturnType<typeof topicRouteData.read>) {
  const order = (a: { brokerName: string }, b: { brokerName: string }) =>
    a.brokerName < b.brokerName ? -1 : 1
  return { queueDatas: queueDatas.toSorted(order), brokerDatas: brokerDatas.toSorted(order) }
}
