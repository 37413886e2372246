/** Topics and groups: made, changed, shown, removed. */
import { plainGroup } from '@gantry/remoting/internal'
import {
  deleteSubscriptionGroup,
  deleteTopicInBroker,
  getSubscriptionGroupConfig,
  getTopicConfig,
  getTopicStatsInfo,
  updateAndCreateSubscriptionGroup,
  updateAndCreateTopic,
} from '@gantry/remoting/requests'
import fc from 'fast-check'
import { acting, anyGroup, anyTopic, type Choice, changeable, often, reading } from './step.ts'
import { byQueue, sign } from './views.ts'
import type { World } from './world.ts'

const attributes = fc.constantFrom(
  ...[undefined, undefined, '', '+message.type=NORMAL', '+message.type=DELAY', '-message.type'],
  ...['+message.type=STRANGE', '+no.such.attribute=1', 'message.type=FIFO'],
)

export const administeringSteps: Choice[] = [
  often(
    2,
    acting(
      'save topic',
      fc.record({
        topic: changeable,
        readQueueNums: fc.constantFrom(1, 2, 2, 3),
        writeQueueNums: fc.constantFrom(1, 2, 2, 3),
        perm: fc.constantFrom(6, 6, 6, 4, 2),
        topicFilterType: fc.constantFrom('SINGLE_TAG', 'SINGLE_TAG', 'MULTI_TAG'),
        order: fc.boolean(),
        attributes,
      }),
      async (world, { attributes, topic, ...args }) => {
        const header = { ...args, topic: world.topic(topic), defaultTopic: 'TBW102' }
        const input = { header: { ...header, ...(attributes !== undefined && { attributes }) } }
        return await world.ask(updateAndCreateTopic, input, () => undefined)
      },
    ),
  ),
  often(
    1,
    acting('delete topic', changeable, (world, topic) =>
      world.ask(deleteTopicInBroker, { header: { topic: world.topic(topic) } }, () => undefined),
    ),
  ),
  often(
    2,
    reading('show topic', anyTopic, async (world, topic) => [
      await topicConfig(world, topic),
      await topicStatistics(world, topic),
    ]),
  ),
  often(
    2,
    acting(
      'save group',
      fc.record({
        ...{ group: changeable, consumeEnable: fc.constantFrom(true, true, false) },
        ...{ consumeBroadcastEnable: fc.boolean(), consumeFromMinEnable: fc.boolean() },
        retryMaxTimes: fc.nat(2),
      }),
      async (world, { group, ...changes }) => {
        const body = { ...plainGroup(world.group(group)), ...changes }
        return await world.ask(updateAndCreateSubscriptionGroup, { header: {}, body }, () => undefined)
      },
    ),
  ),
  often(
    1,
    acting(
      'delete group',
      fc.record({ group: changeable, cleanOffset: fc.boolean() }),
      (world, { group, cleanOffset }) =>
        world.ask(
          deleteSubscriptionGroup,
          { header: { groupName: world.group(group), cleanOffset } },
          () => undefined,
        ),
    ),
  ),
  often(1, reading('show group', anyGroup, groupConfig)),
]

export function topicConfig(world: World, topic: number): Promise<unknown> {
  return world.ask(getTopicConfig, { header: { topic: world.topic(topic) } }, ({ body }) => body)
}

export function topicStatistics(world: World, topic: number): Promise<unknown> {
  return world.ask(getTopicStatsInfo, { header: { topic: world.topic(topic) } }, ({ body }) =>
    byQueue(
      body.offsetTable.map(([queue, { lastUpdateTimestamp, ...offsets }]) => [
        queue,
        { ...offsets, lastUpdateTimestamp: sign(lastUpdateTimestamp) },
      ]),
    ),
  )
}

export function groupConfig(world: World, group: number): Promise<unknown> {
  return world.ask(getSubscriptionGroupConfig, { header: { group: world.group(group) } }, ({ body }) => body)
}
