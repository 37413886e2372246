/** Messages that are stored at once, and those that wait. */
import { encodeBatch } from '@gantry/remoting'
import { recallMessage, sendBatchMessage, sendMessage, sendMessageV2 } from '@gantry/remoting/requests'
import fc from 'fast-check'
import { content, headerOf, propertiesOf } from './producing.ts'
import { acting, anyTopic, type Choice, often, queueId } from './step.ts'
import type { World } from './world.ts'

/** One without comes into a queue by a batch only, and then cannot be stored anew: it would be waited for in vain. */
const withBody = content.filter(({ body }) => body !== '')
const addressed = { topic: anyTopic, queueId }
/** What delay level 1 takes, and a little. */
const LEVEL_1_MS = 1_100
/** What a timer of one second takes at most, since brokers look each second. */
const TIMER_MS = 3_000
const FAR_AWAY_MS = '3600000'

export const sendingSteps: Choice[] = [
  often(
    12,
    acting('send', fc.record({ ...addressed, content, isV2: fc.boolean() }), async (world, args) => {
      const topic = world.topic(args.topic)
      const properties = propertiesOf(world, args.content)
      const header = headerOf(world, { ...args, ...args.content, topic, properties })
      const body = Buffer.from(args.content.body)
      return await send(world, args.isV2 ? sendMessageV2 : sendMessage, { header, body }, [properties])
    }),
  ),
  often(
    3,
    acting(
      'send batch',
      fc.record({ ...addressed, contents: fc.array(withBody, { minLength: 1, maxLength: 3 }) }),
      async (world, { contents, ...args }) => {
        const properties = new Map([['TAGS', 'a']])
        const addressee = { ...args, topic: world.topic(args.topic), properties, flag: 0 }
        const header = { ...headerOf(world, addressee), batch: true }
        const messages = contents.map(({ body, flag, ...more }) => ({
          ...{ flag, body: Buffer.from(body) },
          properties: propertiesOf(world, { body, flag, ...more }),
        }))
        const input = { header, body: encodeBatch(messages) }
        return await send(
          world,
          sendBatchMessage,
          input,
          messages.map(({ properties }) => properties),
        )
      },
    ),
  ),
  often(
    1,
    acting(
      'send for later',
      fc.record({ ...addressed, content, isTimer: fc.boolean() }),
      async (world, args) => {
        const topic = world.topic(args.topic)
        const properties = propertiesOf(world, args.content)
        if (args.isTimer) properties.set('TIMER_DELAY_MS', '1000')
        else properties.set('DELAY', '1')
        const header = headerOf(world, { ...args, ...args.content, topic, properties })
        const before = await world.end(topic, args.queueId)
        const answer = await world.ask(
          sendMessageV2,
          { header, body: Buffer.from(args.content.body) },
          ({ header }) => header.queueId,
        )
        if (!world.isDone(answer)) return answer
        world.target.pass(args.isTimer ? TIMER_MS : LEVEL_1_MS)
        await world.holds(topic, args.queueId, before + 1n)
        return answer
      },
    ),
  ),
  often(
    1,
    acting('send for later and recall', fc.record({ ...addressed, content }), async (world, args) => {
      const topic = world.topic(args.topic)
      const properties = propertiesOf(world, args.content).set('TIMER_DELAY_MS', FAR_AWAY_MS)
      const header = headerOf(world, { ...args, ...args.content, topic, properties })
      let recallHandle = ''
      const sent = await world.ask(
        sendMessageV2,
        { header, body: Buffer.from(args.content.body) },
        ({ header }) => {
          recallHandle = header.recallHandle ?? ''
          return header.queueId
        },
      )
      if (!world.isDone(sent)) return sent
      const recall = { producerGroup: world.group(0), topic, recallHandle }
      return await world.ask(recallMessage, { header: recall }, ({ header }) => header.msgId)
    }),
  ),
]

type SendInput = { readonly header: Parameters<typeof sendMessage.header.write>[0]; readonly body: Buffer }

/** Resolves when the broker shows what it has taken. */
async function send(
  world: World,
  layout: typeof sendMessage,
  input: SendInput,
  properties: ReadonlyArray<ReadonlyMap<string, string>>,
): Promise<unknown> {
  const { topic } = input.header
  return await world.ask(layout, input, async ({ header }) => {
    const { queueId, queueOffset, transactionId, MSG_REGION, TRACE_ON } = header
    for (const [index, offsetMsgId] of header.msgId.split(',').entries()) {
      world.noteSent({ topic, offsetMsgId, msgId: properties[index]?.get('UNIQ_KEY') ?? '' })
    }
    await world.holds(topic, queueId, queueOffset + BigInt(properties.length))
    return { queueId, queueOffset, transactionId, MSG_REGION, TRACE_ON }
  })
}
