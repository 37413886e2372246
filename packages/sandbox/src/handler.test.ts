import { MalformedError } from '@gantry/remoting/internal'
import { deleteTopicInBroker } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { newBroker, silentLink } from '../test-support/messages.ts'
import { requestFrame } from '../test-support/requests.ts'
import { brokerHandler, DONE, refusalOf } from './handler.ts'
import { Refused } from './state/refused.ts'

const FRAME = requestFrame(deleteTopicInBroker, { topic: 'orders' }, undefined)
const run = (handler: ReturnType<typeof brokerHandler>) => handler.run(FRAME, silentLink(), newBroker())

describe('a handler', () => {
  it('gets the header of the request, and answers with success unless it says otherwise', () => {
    let topic: string | undefined
    const handler = brokerHandler(deleteTopicInBroker, ({ header }) => {
      topic = header.topic
      return DONE
    })
    expect(run(handler)).toMatchObject({ code: 0 })
    expect(topic).toBe('orders')
  })

  it('answers with another code and remark', () => {
    const handler = brokerHandler(deleteTopicInBroker, () => ({
      ...DONE,
      code: 'TOPIC_NOT_EXIST',
      remark: 'gone',
    }))
    expect(run(handler)).toMatchObject({ code: 17, remark: 'gone' })
  })

  it('may say nothing', () => {
    expect(run(brokerHandler(deleteTopicInBroker, () => undefined))).toBeUndefined()
  })

  it('may answer later, or refuse later', async () => {
    const later = brokerHandler(deleteTopicInBroker, async () => DONE)
    await expect(run(later)).resolves.toMatchObject({ code: 0 })
    const refusing = brokerHandler(deleteTopicInBroker, async () => {
      throw new Refused('NO_PERMISSION', 'no')
    })
    await expect(run(refusing)).resolves.toMatchObject({ code: 16, remark: 'no' })
  })

  it('hands on bytes in the place of a body', () => {
    const parts = [Buffer.from('a'), Buffer.from('b')]
    const handler = brokerHandler(deleteTopicInBroker, () => ({ ...DONE, parts }))
    expect(run(handler)).toMatchObject({ code: 0, body: undefined, parts })
  })

  it('is not asked when the request lacks a field', () => {
    const frame = { ...FRAME, header: { ...FRAME.header, extFields: {} } }
    const handler = brokerHandler(deleteTopicInBroker, () => {
      throw new Error('It was asked.')
    })
    expect(handler.run(frame, silentLink(), newBroker())).toMatchObject({
      code: 1,
      remark: expect.stringContaining('topic'),
    })
  })
})

describe('what goes wrong in a handler', () => {
  it('is told with the code, the remark and the fields of a refusal', () => {
    expect(refusalOf(new Refused('TOPIC_NOT_EXIST', 'gone', { nextBeginOffset: '7' }))).toEqual({
      code: 17,
      remark: 'gone',
      extFields: { nextBeginOffset: '7' },
    })
  })

  it('is the fault of the client when its bytes make no sense', () => {
    expect(refusalOf(new MalformedError('BODY_MALFORMED', 'no JSON'))).toMatchObject({
      code: 1,
      remark: 'no JSON',
    })
  })

  it.each([[new Error('a mistake')], ['a mistake']])('is a system error when nobody foresaw it', error => {
    expect(refusalOf(error)).toMatchObject({ code: 1, remark: expect.stringContaining('a mistake') })
  })
})
