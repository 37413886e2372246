/** Reading queues: by offset, with a filter, by time, by key and by ID. */
import { decodeMessages } from '@gantry/remoting'
import { parseOffsetMessageId } from '@gantry/remoting/internal'
import {
  getEarliestMsgStoreTime,
  getMaxOffset,
  getMinOffset,
  pullMessage,
  queryMessage,
  searchOffsetByTimestamp,
  viewMessageById,
} from '@gantry/remoting/requests'
import fc from 'fast-check'
import { acting, anyGroup, anyTopic, type Choice, often, queueId, reading, recent } from './step.ts'
import { sign } from './views.ts'

const Flag = { COMMIT_OFFSET: 1, SUBSCRIPTION: 4 } as const
const tags = ['*', '', 'a', 'a || b', 'a||c', 'nothing', ' b ']
const conditions = [
  "TAGS = 'a'",
  'size > 1',
  'size >= 5 AND TAGS IS NOT NULL',
  "size BETWEEN 1 AND 5 OR colour = 'red'",
  "colour IN ('red', 'green') AND NOT (size < 2)",
  "colour <> 'blue' OR TAGS IN ('b')",
  "TAGS is null and colour = ''",
  "KEYS CONTAINS 'k1'",
  'TRUE',
  'size = 2.5',
  'size >',
]
const filter = fc.oneof(
  fc.record({ expressionType: fc.constant('TAG' as const), subscription: fc.constantFrom(...tags) }),
  fc.record({ expressionType: fc.constant('SQL92' as const), subscription: fc.constantFrom(...conditions) }),
)
const queue = { topic: anyTopic, queueId }
const EVER = 4_102_444_800_000

export const pullingSteps: Choice[] = [
  often(
    8,
    acting(
      'pull',
      fc.record({
        ...{ ...queue, group: anyGroup, filter, maxMsgNums: fc.constantFrom(1, 2, 32) },
        queueOffset: fc.bigInt(-1n, 6n),
        /** As a member of the group, with the subscription that it told before. */
        isMember: fc.constantFrom(false, false, true),
        commitOffset: fc.option(fc.bigInt(0n, 5n), { nil: undefined, freq: 2 }),
      }),
      async (world, { filter, isMember, commitOffset, topic, group, ...args }) => {
        const sysFlag =
          (isMember ? 0 : Flag.SUBSCRIPTION) | (commitOffset === undefined ? 0 : Flag.COMMIT_OFFSET)
        const header = {
          ...{ ...args, topic: world.topic(topic), consumerGroup: world.group(group), sysFlag },
          ...{ commitOffset: commitOffset ?? 0n, suspendTimeoutMillis: 0, subVersion: 0n },
          ...(!isMember && filter),
        }
        return await world.ask(pullMessage, { header }, ({ header, body, remark }) => ({
          ...{ header, remark },
          messages: decodeMessages(body).map(message => world.view(message)),
        }))
      },
    ),
  ),
  often(
    2,
    reading(
      'search by time',
      fc.record({
        ...{
          ...queue,
          message: fc.nat(4),
          boundaryType: fc.constantFrom('LOWER' as const, 'UPPER' as const),
        },
        offByMs: fc.constantFrom(-1, 0, 0, 1, -1_000_000, 1_000_000),
      }),
      async (world, { topic, queueId, message, offByMs, boundaryType }) => {
        const messages = await world.messagesOf(world.topic(topic), queueId)
        const around = messages[message % Math.max(messages.length, 1)]?.storeTimestamp ?? 0
        const header = { topic: world.topic(topic), queueId, timestamp: around + offByMs, boundaryType }
        return await world.ask(searchOffsetByTimestamp, { header }, reply => reply.header)
      },
    ),
  ),
  often(
    2,
    reading('bounds', fc.record(queue), async (world, { topic, queueId }) => {
      const input = { header: { topic: world.topic(topic), queueId } }
      return [
        await world.ask(getMinOffset, input, reply => reply.header),
        await world.ask(getMaxOffset, input, reply => reply.header),
        await world.ask(getEarliestMsgStoreTime, input, ({ header }) => sign(header.timestamp)),
      ]
    }),
  ),
  often(
    2,
    reading(
      'query by key',
      fc.record({ topic: anyTopic, key: fc.constantFrom('k1', 'k2', 'k3'), maxNum: fc.constantFrom(1, 64) }),
      async (world, { topic, key, maxNum }) => {
        const header = { topic: world.topic(topic), key, maxNum, beginTimestamp: 0, endTimestamp: EVER }
        return await world.ask(queryMessage, { header }, ({ body }) =>
          decodeMessages(body).map(message => world.view(message)),
        )
      },
    ),
  ),
  often(
    2,
    reading('view by ID', recent, async (world, message) => {
      const sent = world.recentlySent(message)
      if (sent === undefined) return 'nothing was sent'
      const commitLogOffset = parseOffsetMessageId(sent.offsetMsgId)?.commitLogOffset ?? 0n
      const byUniqueId = { topic: sent.topic, key: sent.msgId, maxNum: 32, _UNIQUE_KEY_QUERY: true }
      return [
        await world.ask(viewMessageById, { header: { offset: commitLogOffset } }, ({ body }) =>
          decodeMessages(body).map(message => world.view(message)),
        ),
        await world.ask(
          queryMessage,
          { header: { ...byUniqueId, beginTimestamp: 0, endTimestamp: EVER } },
          ({ body }) => decodeMessages(body).map(message => world.view(message)),
        ),
      ]
    }),
  ),
]
