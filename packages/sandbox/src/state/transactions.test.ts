import { decodeMessage, PropertyName, type StoredMessage, SystemTopic } from '@gantry/remoting/internal'
import { describe, expect, it } from 'vitest'
import { type MessageSpec, message, newBroker } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import type { StoredPlace } from './message-store.ts'

const HOUR_MS = 3_600_000

function started() {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  const asked: StoredMessage[] = []
  broker.transactions.onCheck(half => void asked.push(half))
  broker.start(() => {})
  const prepare = (spec: MessageSpec = {}) =>
    broker.transactions.prepare({ ...message(spec), bornTimestamp: clock.now() })
  const halfAt = ({ position }: StoredPlace) =>
    decodeMessage(broker.store.recordAt(position) ?? Buffer.alloc(0))
  const messagesOf = (topic: string) =>
    Array.from({ length: broker.store.maxOffset(topic, 0) }, (_, offset) =>
      decodeMessage(broker.store.recordOf(topic, 0, offset) ?? Buffer.alloc(0)),
    )
  return { clock, broker, asked, prepare, halfAt, messagesOf }
}

describe('a half message', () => {
  it('is kept aside until it is committed, and comes as it was sent', () => {
    const { broker, prepare, halfAt, messagesOf } = started()
    const place = prepare({ body: 'paid', tag: 'A', properties: { TRAN_MSG: 'true' } })
    expect([place.topic, messagesOf('orders')]).toEqual([SystemTopic.TRANS_HALF, []])
    broker.transactions.commit(halfAt(place))
    const [paid] = messagesOf('orders')
    expect([paid?.body.toString(), paid?.properties.get('TAGS')]).toEqual(['paid', 'A'])
    // It stays there, since Java takes it away only after it has written the properties down.
    expect(paid?.properties.get(PropertyName.TRANSACTION_PREPARED)).toBe('true')
    expect(paid?.preparedTransactionOffset).toBe(BigInt(place.position))
  })

  it('is asked about after its time, again and again until it is given up', () => {
    const { clock, asked, prepare, messagesOf } = started()
    prepare({ body: 'forgotten' })
    clock.advance(30_000)
    expect(asked).toHaveLength(1)
    clock.advance(3 * HOUR_MS)
    expect(asked).toHaveLength(15)
    const givenUp = messagesOf(SystemTopic.TRANS_CHECK_MAX_TIME)
    expect(givenUp.map(({ body }) => body.toString())).toEqual(['forgotten'])
  })

  it('is not asked about while it is young', () => {
    const { clock, asked, prepare } = started()
    clock.advance(29_000)
    prepare()
    clock.advance(1_000)
    expect(asked).toEqual([])
    clock.advance(30_000)
    expect(asked).toHaveLength(1)
  })

  it('that has ended is never asked about, and what was noted of it is settled', () => {
    const { clock, broker, asked, prepare, halfAt, messagesOf } = started()
    const [first, second] = [prepare(), prepare()]
    broker.transactions.rollback(halfAt(second))
    broker.transactions.commit(halfAt(first))
    clock.advance(3_000)
    expect(messagesOf(SystemTopic.TRANS_OP_HALF).map(({ body }) => body.toString())).toEqual(['1,0,'])
    clock.advance(HOUR_MS)
    expect(asked).toEqual([])
    const progress = [SystemTopic.TRANS_HALF, SystemTopic.TRANS_OP_HALF].map(topic =>
      broker.offsets.query('CID_RMQ_SYS_TRANS', topic, 0),
    )
    expect(progress).toEqual([2, 1])
  })

  it('is committed by the answer to a check with the copy that was asked about', () => {
    const { clock, broker, asked, prepare, messagesOf } = started()
    prepare({ body: 'late' })
    clock.advance(30_000)
    const [copy] = asked
    if (copy !== undefined) broker.transactions.commit(copy)
    clock.advance(HOUR_MS)
    expect(asked).toHaveLength(1)
    expect(messagesOf('orders').map(({ body }) => body.toString())).toEqual(['late'])
  })

  it('may ask for more time before its first check, and cannot be ended by itself after it', () => {
    const { clock, broker, asked, prepare, halfAt } = started()
    const place = prepare({ properties: { CHECK_IMMUNITY_TIME_IN_SECONDS: '100' } })
    clock.advance(90_000)
    expect([asked, broker.transactions.isTooLate(halfAt(place))]).toEqual([[], false])
    clock.advance(30_000)
    expect(asked).toHaveLength(1)
    expect(broker.transactions.isTooLate(halfAt(place))).toBe(true)
  })

  it('that was given up is asked about once more when that is wanted', () => {
    const { clock, broker, asked, prepare, messagesOf } = started()
    prepare()
    clock.advance(HOUR_MS)
    const [givenUp] = messagesOf(SystemTopic.TRANS_CHECK_MAX_TIME)
    if (givenUp !== undefined) broker.transactions.resume(givenUp)
    clock.advance(30_000)
    expect(asked).toHaveLength(16)
  })

  it('is not asked about while the broker is stopped', () => {
    const { clock, broker, asked, prepare } = started()
    prepare()
    broker.stop()
    clock.advance(HOUR_MS)
    expect(asked).toEqual([])
    broker.start(() => {})
    clock.advance(30_000)
    expect(asked).toHaveLength(1)
  })
})
