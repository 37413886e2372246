/** How far groups have come, and messages that they give back. */
import { dlqTopicOf, retryTopicOf } from '@gantry/remoting'
import { parseOffsetMessageId } from '@gantry/remoting/internal'
import {
  consumerSendMsgBack,
  getConsumeStats,
  invokeBrokerToResetOffset,
  queryConsumerOffset,
  queryTopicConsumeByWho,
  queryTopicsByConsumer,
  updateConsumerOffset,
} from '@gantry/remoting/requests'
import fc from 'fast-check'
import {
  acting,
  anyGroup,
  anyTopic,
  type Choice,
  changeable,
  often,
  queueId,
  reading,
  recent,
} from './step.ts'
import { byQueue, sign } from './views.ts'
import type { World } from './world.ts'

/** What delay level 1 takes, and a little. */
const LEVEL_1_MS = 1_100
const RETRY_QUEUE = 0

export const consumingSteps: Choice[] = [
  often(
    5,
    acting(
      'commit',
      fc.record({ topic: changeable, group: changeable, queueId, commitOffset: fc.bigInt(0n, 6n) }),
      async (world, { topic, group, ...args }) => {
        const header = { ...args, topic: world.topic(topic), consumerGroup: world.group(group) }
        return await world.ask(updateConsumerOffset, { header }, reply => reply.remark)
      },
    ),
  ),
  often(
    3,
    reading(
      'query offset',
      fc.record({
        ...{ topic: anyTopic, group: anyGroup, queueId },
        setZeroIfNotFound: fc.constantFrom(undefined, true, false),
      }),
      async (world, { topic, group, queueId, setZeroIfNotFound }) => {
        const header = { topic: world.topic(topic), consumerGroup: world.group(group), queueId }
        const input = { header: { ...header, ...(setZeroIfNotFound !== undefined && { setZeroIfNotFound }) } }
        return await world.ask(queryConsumerOffset, input, reply => reply.header)
      },
    ),
  ),
  often(
    2,
    acting(
      'reset offset',
      fc.record({
        ...{ topic: changeable, group: changeable, queueId: fc.constantFrom(-1, 0, 1, 3) },
        offset: fc.option(fc.bigInt(0n, 6n), { nil: undefined }),
        timestamp: fc.constantFrom(-1, 0),
        isForce: fc.boolean(),
      }),
      async (world, { topic, group, offset, ...args }) => {
        const header = { ...args, topic: world.topic(topic), group: world.group(group) }
        const input = { header: { ...header, ...(offset !== undefined && { offset }) } }
        return await world.ask(invokeBrokerToResetOffset, input, ({ body }) => byQueue(body.offsetTable))
      },
    ),
  ),
  often(
    2,
    acting(
      'send back',
      fc.record({
        ...{ message: recent, group: changeable, delayLevel: fc.constantFrom(1, 1, 1, -1) },
        maxReconsumeTimes: fc.constantFrom(undefined, undefined, 0, 3),
      }),
      async (world, { message, group, delayLevel, maxReconsumeTimes }) => {
        const sent = world.recentlySent(message)
        if (sent === undefined) return 'nothing was sent'
        const header = {
          ...{ group: world.group(group), delayLevel, originMsgId: sent.msgId, originTopic: sent.topic },
          offset: parseOffsetMessageId(sent.offsetMsgId)?.commitLogOffset ?? 0n,
          ...(maxReconsumeTimes !== undefined && { maxReconsumeTimes }),
        }
        return await sendBack(world, header)
      },
    ),
  ),
  often(
    2,
    reading(
      'consume statistics',
      fc.record({ group: anyGroup, topic: fc.option(anyTopic, { nil: undefined }) }),
      (world, { group, topic }) => consumeStatistics(world, group, topic),
    ),
  ),
  often(
    1,
    reading(
      'who consumes what',
      fc.record({ group: changeable, topic: changeable }),
      async (world, { group, topic }) => [
        await world.ask(queryTopicConsumeByWho, { header: { topic: world.topic(topic) } }, ({ body }) =>
          body.groupList.toSorted(),
        ),
        await world.ask(queryTopicsByConsumer, { header: { group: world.group(group) } }, ({ body }) =>
          body?.topicList.toSorted(),
        ),
      ],
    ),
  ),
]

/** Where it goes is seen in both topics; once it is there it may be given back once more. */
async function sendBack(
  world: World,
  header: Parameters<typeof consumerSendMsgBack.header.write>[0],
): Promise<unknown> {
  const topics = [retryTopicOf(header.group), dlqTopicOf(header.group)]
  const before = await Promise.all(topics.map(topic => world.end(topic, RETRY_QUEUE)))
  const answer = await world.ask(consumerSendMsgBack, { header }, () => undefined)
  if (!world.isDone(answer)) return answer
  world.target.pass(LEVEL_1_MS)
  const arrived = await world.firstToGrow(topics, before)
  const last = (await world.messagesOf(arrived, RETRY_QUEUE)).at(-1)
  if (last !== undefined) world.noteSent({ ...last, topic: arrived })
  return [answer, arrived, last && world.view(last)]
}

export function consumeStatistics(world: World, group: number, topic: number | undefined): Promise<unknown> {
  const header = { consumerGroup: world.group(group), topic: topic === undefined ? '' : world.topic(topic) }
  return world.ask(getConsumeStats, { header }, ({ body }) =>
    byQueue(
      body.offsetTable.map(([queue, { lastTimestamp, ...offsets }]) => [
        queue,
        { ...offsets, lastTimestamp: sign(lastTimestamp) },
      ]),
    ),
  )
}
