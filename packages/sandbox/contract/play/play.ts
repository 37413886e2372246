/** Plays a sequence of operations on two brokers at once. */
import fc from 'fast-check'
import { expect, vi } from 'vitest'
import { administeringSteps, groupConfig, topicConfig, topicStatistics } from './administering.ts'
import { consumeStatistics, consumingSteps } from './consuming.ts'
import { membershipSteps } from './membership.ts'
import { poppingSteps } from './popping.ts'
import { pullingSteps } from './pulling.ts'
import { sendingSteps } from './sending.ts'
import type { Step } from './step.ts'
import { transactionSteps } from './transactions.ts'
import type { World } from './world.ts'

/** How late a real broker may be with what it shows. */
const LATE_MS = 5_000
const TOPICS = [0, 1, 2, 3]
const GROUPS = [0, 1, 2, 3, 4]
const QUEUES = [0, 1, 2]

export const sequences: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    ...[...sendingSteps, ...transactionSteps, ...pullingSteps, ...consumingSteps],
    ...[...poppingSteps, ...administeringSteps, ...membershipSteps],
  ),
  { minLength: 1, maxLength: 40, size: 'max' },
)

/** Fails where the second world shows something else than the first. */
export async function play(steps: readonly Step[], real: World, imitated: World): Promise<void> {
  for (const step of steps) {
    await Promise.all([real, imitated].map(({ target }) => target.tick()))
    await perform(step, real, imitated)
  }
  await perform({ perform: lookAtAll, isReading: true, toString: () => 'all at the end' }, real, imitated)
}

async function perform(step: Step, real: World, imitated: World): Promise<void> {
  const where = step.toString()
  const seen = await step.perform(imitated)
  if (!step.isReading) return expect(seen, where).toEqual(await step.perform(real))
  await vi.waitFor(async () => expect(seen, where).toEqual(await step.perform(real)), {
    timeout: LATE_MS,
    interval: 20,
  })
}

async function lookAtAll(world: World): Promise<unknown> {
  const queues = TOPICS.flatMap(topic => QUEUES.map(queueId => [world.topic(topic), queueId] as const))
  const messages = await Promise.all(
    queues.map(async ([topic, queueId]) =>
      (await world.messagesOf(topic, queueId)).map(one => world.view(one)),
    ),
  )
  return {
    messages,
    topics: await Promise.all(TOPICS.map(topic => topicConfig(world, topic))),
    statistics: await Promise.all(TOPICS.map(topic => topicStatistics(world, topic))),
    progress: await Promise.all(GROUPS.map(group => consumeStatistics(world, group, undefined))),
    groups: await Promise.all(GROUPS.map(group => groupConfig(world, group))),
  }
}
