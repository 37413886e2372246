/** Messages that are taken for a time, acknowledged, hidden for longer, or come again. */
import { decodeMessages } from '@gantry/remoting'
import { popRetryTopicOf } from '@gantry/remoting/internal'
import { ackMessage, changeMessageInvisibleTime, popMessage } from '@gantry/remoting/requests'
import fc from 'fast-check'
import { handlesOf, storedTopicOf } from '../../../remoting/src/clients/consumer/pop-receipts.ts'
import { formatPopHandle, parsePopHandle } from '../../../remoting/src/requests/shapes/pop-extra-info.ts'
import { acting, type Choice, Numbered, often, recent } from './step.ts'
import type { World } from './world.ts'

const LONG_MS = 600_000
const SHORT_MS = 1_000
/** A real broker is some seconds late with what comes again. */
const SURELY_OVER_MS = 10_000
const MOST = 32
const group = fc.constantFrom(Numbered.POP, Numbered.POP, Numbered.POP_ORDERED)
const queueId = fc.constantFrom(0, 0, 1, 2)
const expression = fc.constantFrom(
  { expType: 'TAG', exp: '*' } as const,
  { expType: 'TAG', exp: '*' } as const,
  { expType: 'TAG', exp: 'a || b' } as const,
  { expType: 'SQL92', exp: 'size > 1' } as const,
  { expType: 'SQL92', exp: 'size >' } as const,
)
const taking = { group, queueId, expression }

export const poppingSteps: Choice[] = [
  often(
    5,
    acting(
      'pop',
      fc.record({ ...taking, maxMsgNums: fc.constantFrom(1, 2, MOST, MOST + 1) }),
      async (world, args) => await pop(world, { ...args, invisibleTime: LONG_MS }),
    ),
  ),
  often(
    4,
    acting('acknowledge', recent, async (world, message) => {
      const taken = world.recentlyTaken(message)
      if (taken === undefined) return 'nothing was taken'
      const { handle: extraInfo, queueOffset: offset, ...where } = taken
      return await world.ask(ackMessage, { header: { ...where, extraInfo, offset } }, () => undefined)
    }),
  ),
  often(
    2,
    acting('hide for longer', recent, async (world, message) => {
      const taken = world.recentlyTaken(message)
      if (taken === undefined) return 'nothing was taken'
      const { handle: extraInfo, queueOffset: offset, ...where } = taken
      const header = { ...where, extraInfo, offset, invisibleTime: LONG_MS }
      return await world.ask(changeMessageInvisibleTime, { header }, ({ header: changed }) => {
        if (changed.popTime === 0) return 'consumed already'
        const handle = formatPopHandle({ ...parsePopHandle(extraInfo), ...changed, ckQueueOffset: offset })
        world.noteTaken({ ...taken, handle })
        return 'hidden'
      })
    }),
  ),
  often(
    1,
    acting('pop and forget', fc.record({ queueId }), async (world, { queueId }) => {
      const [topic, group] = [world.topic(Numbered.POP), world.group(Numbered.POP)]
      const retryTopic = popRetryTopicOf(topic, group, 1)
      const before = await world.end(retryTopic, 0)
      const expression = { expType: 'TAG', exp: '*' } as const
      const args = { group: Numbered.POP, queueId, expression, maxMsgNums: MOST, invisibleTime: SHORT_MS }
      const known = world.takenCount
      const answer = await pop(world, args)
      world.target.pass(SURELY_OVER_MS)
      await world.holds(retryTopic, 0, before + BigInt(world.takenCount - known))
      world.hasRevived ||= world.takenCount > known
      return answer
    }),
  ),
]

interface PopArgs {
  readonly group: number
  readonly queueId: number
  readonly expression: { readonly expType: 'TAG' | 'SQL92'; readonly exp: string }
  readonly maxMsgNums: number
  readonly invisibleTime: number
}

async function pop(world: World, { group, queueId, expression, ...args }: PopArgs): Promise<unknown> {
  const topic = world.topic(Numbered.POP)
  const consumerGroup = world.group(group)
  const header = {
    ...{ topic, consumerGroup, queueId, ...expression, ...args },
    ...{ order: group === Numbered.POP_ORDERED, initMode: 0, pollTime: 0, bornTime: 0 },
    ...(world.hasRevived && { maxMsgNums: MOST }),
  }
  return await world.ask(popMessage, { header }, ({ header: answer, body, remark }) => {
    const messages = handlesOf(decodeMessages(body), answer, world.brokerName)
    const views = messages.map(({ message, handle, reconsumeTimes }) => {
      const { retry, queueId, queueOffset } = parsePopHandle(handle)
      const stored = { topic: storedTopicOf(topic, consumerGroup, retry), queueId }
      world.noteTaken({ ...stored, consumerGroup, queueOffset: queueOffset ?? message.queueOffset, handle })
      return { ...stored, ...world.view(message), reconsumeTimes }
    })
    // Which of the topic and its retry topic comes first is by chance.
    const order = (view: { topic: string; queueOffset: bigint }) => `${view.topic} ${view.queueOffset}`
    return {
      restNum: answer.restNum,
      remark,
      messages: views.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)),
    }
  })
}
