import { describe, expect, it } from 'vitest'
import { thrownBy } from '../../../test-support/errors.ts'
import { checkBatch } from './sender.ts'

describe('a batch', () => {
  it('is of the one topic of its messages', () => {
    expect(checkBatch([{ topic: 'orders' }, { topic: 'orders' }])).toBe('orders')
  })

  it.each([
    ['no message', [], 'A batch needs at least one message.'],
    ['two topics', [{ topic: 'a' }, { topic: 'b' }], 'All messages of a batch must be of one topic.'],
    ['a delayed message', [{ topic: 'a', delayLevel: 1 }], 'A batch cannot hold delayed messages.'],
    ['a timed message', [{ topic: 'a', deliverAtMs: 1 }], 'A batch cannot hold delayed messages.'],
  ])('is refused with %s', (_, messages, sentence) => {
    expect(thrownBy(() => checkBatch(messages))).toMatchObject({ code: 'BAD_ARGUMENT', message: sentence })
  })
})
