import { describe, expect, it } from 'vitest'
import type { OutgoingMessage } from '../src/clients/producer/outgoing-message.ts'
import type { TransactionState } from '../src/clients/producer/transactions.ts'
import { endTransaction } from '../src/requests/0037-end-transaction.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  brokerAddr,
  eventually,
  firstQueue,
  makeTopic,
  newProducer,
  refusalOf,
  uniqueName,
} from './harness.ts'
import { runsSince } from './on-release.ts'
import { recordServed } from './recording.ts'

/** Half messages begin to be asked about after some seconds, and it is not known which scan finds them. */
const CHECKED_WITHIN_MS = 25_000

const transactional = () => makeTopic({ writeQueueNums: 1, attributes: { 'message.type': 'TRANSACTION' } })

async function bodiesOf(topic: string): Promise<string[]> {
  const queues = await admin.offsets.queues(topic)
  const pulls = await Promise.all(queues.map(queue => admin.messages.pull(queue, { offset: 0n })))
  return pulls.flatMap(({ messages }) => messages.map(({ body }) => body.toString()))
}

function newChecked(answer: (body: string) => TransactionState) {
  const asked: string[] = []
  const producer = newProducer({
    producerGroup: uniqueName('producers'),
    checkTransaction: async message => {
      recordServed('CHECK_TRANSACTION_STATE')
      asked.push(message.body.toString())
      return answer(message.body.toString())
    },
  })
  return { producer, asked }
}

describe.concurrent('a transaction', () => {
  it('shows its message once it is committed and never when rolled back', async () => {
    const topic = await transactional()
    await using producer = newProducer({ producerGroup: uniqueName('producers') })
    const end = (body: string, state: TransactionState) =>
      producer.sendInTransaction({ topic, body } satisfies OutgoingMessage, async () => state)
    await end('dropped', 'ROLLBACK')
    const sent = await end('kept', 'COMMIT')
    expect(sent.transactionId).toBe(runsSince('5.2.0') ? sent.msgId : undefined)
    await eventually(async () => expect(await bodiesOf(topic)).toEqual(['kept']))
  })

  it('of unknown state is asked about until its producer answers', async () => {
    const topic = await transactional()
    const { producer, asked } = newChecked(body => (body === 'kept' ? 'COMMIT' : 'ROLLBACK'))
    await using _producer = producer
    for (const body of ['kept', 'dropped']) {
      await producer.sendInTransaction({ topic, body }, async () => 'UNKNOWN')
    }
    await eventually(async () => {
      expect(new Set(asked)).toEqual(new Set(['kept', 'dropped']))
      expect(await bodiesOf(topic)).toEqual(['kept'])
    }, CHECKED_WITHIN_MS)
  })

  it('that was given up is asked about once more when checking is resumed', async () => {
    const topic = await transactional()
    const { producer, asked } = newChecked(() => 'COMMIT')
    await using _producer = producer
    const sent = await producer.sendInTransaction({ topic, body: 'again' }, async () => 'ROLLBACK')
    await admin.messages.resumeCheck(topic, sent.offsetMsgId)
    await eventually(async () => {
      expect(asked).toContain('again')
      expect(await bodiesOf(topic)).toEqual(['again'])
    }, CHECKED_WITHIN_MS)
  })

  it('that does not exist cannot be ended', async () => {
    const header = {
      topic: await transactional(),
      producerGroup: 'contract-nobody',
      tranStateTableOffset: 0n,
      commitLogOffset: 1n << 40n,
      commitOrRollback: 8,
      msgId: 'none',
      transactionId: 'none',
    }
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, endTransaction, { header }))
    expect(refusal).toMatchObject({ responseCode: 1, addr: brokerAddr, request: 'END_TRANSACTION' })
  })

  it('that does not exist cannot be resumed', async () => {
    const topic = await transactional()
    const queue = await firstQueue(topic)
    const id = `7F000001${Number(queue.node.addr.split(':')[1]).toString(16).toUpperCase().padStart(8, '0')}00000FFFFFFFFFFF`
    expect(await refusalOf(admin.messages.resumeCheck(topic, id))).toMatchObject({
      responseCode: 1,
      addr: brokerAddr,
      request: 'RESUME_CHECK_HALF_MESSAGE',
    })
  })
})

provesCoverage('transactions')
