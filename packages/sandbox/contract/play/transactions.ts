/** Half messages, and how they end. */
import { parseOffsetMessageId, SysFlag } from '@gantry/remoting/internal'
import { endTransaction, sendMessageV2 } from '@gantry/remoting/requests'
import fc from 'fast-check'
import { content, headerOf, propertiesOf } from './producing.ts'
import { acting, anyTopic, type Choice, often, queueId } from './step.ts'
import type { World } from './world.ts'

interface HalfMessage {
  readonly topic: string
  readonly producerGroup: string
  readonly msgId: string
  readonly tranStateTableOffset: bigint
  readonly commitLogOffset: bigint
}

const args = fc.record({
  ...{ topic: anyTopic, queueId, content },
  isCommit: fc.boolean(),
  /** By somebody who did not send it. */
  isStranger: fc.constantFrom(false, false, false, true),
  isRepeated: fc.boolean(),
})

export const transactionSteps: Choice[] = [
  often(
    2,
    acting('send in transaction', args, async (world, { isCommit, isStranger, isRepeated, ...args }) => {
      const topic = world.topic(args.topic)
      const producerGroup = world.group(0)
      const properties = propertiesOf(world, args.content)
        .set('TRAN_MSG', 'true')
        .set('PGROUP', producerGroup)
      const header = headerOf(world, { ...args, ...args.content, topic, properties })
      const before = await world.end(topic, args.queueId)
      let half: HalfMessage | undefined
      const prepared = await world.ask(
        sendMessageV2,
        {
          header: { ...header, sysFlag: SysFlag.TRANSACTION_PREPARED },
          body: Buffer.from(args.content.body),
        },
        ({ header }) => {
          half = halfOf(topic, producerGroup, header.msgId, header.queueOffset)
          return [header.queueId, header.transactionId]
        },
      )
      if (half === undefined) return prepared
      const ends = [await end(world, isStranger ? { ...half, producerGroup: 'stranger' } : half, isCommit)]
      if (isRepeated) ends.push(await end(world, half, isCommit))
      const committed = isCommit ? ends.filter(answer => world.isDone(answer)).length : 0
      await world.holds(topic, args.queueId, before + BigInt(committed))
      return { prepared, ends }
    }),
  ),
]

function halfOf(topic: string, producerGroup: string, msgId: string, queueOffset: bigint): HalfMessage {
  const commitLogOffset = parseOffsetMessageId(msgId)?.commitLogOffset ?? 0n
  return { topic, producerGroup, msgId, tranStateTableOffset: queueOffset, commitLogOffset }
}

function end(world: World, half: HalfMessage, isCommit: boolean): Promise<unknown> {
  const commitOrRollback = isCommit ? SysFlag.TRANSACTION_COMMIT : SysFlag.TRANSACTION_ROLLBACK
  return world.ask(endTransaction, { header: { ...half, commitOrRollback } }, () => undefined)
}
