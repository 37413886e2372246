import { messageSend } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { bodyBytes, draftProblems, EMPTY_DRAFT, toMessage } from './message-draft.ts'

const NOW_MS = Date.UTC(2026, 7, 1)
const draft = {
  ...EMPTY_DRAFT,
  body: 'hello',
  tag: 'paid',
  keys: ' order-1  order-2 ',
  properties: [
    { name: 'region', value: 'eu' },
    { name: '', value: 'left empty' },
  ],
  shardingKey: 'customer-7',
  deliverAt: '2026-08-02T10:30',
}

describe('a message as it is typed', () => {
  it('becomes what the contract takes', () => {
    const message = toMessage(draft, 'NORMAL', 'UTC')
    expect(message).toEqual({
      body: 'hello',
      encoding: 'text',
      tag: 'paid',
      keys: ['order-1', 'order-2'],
      properties: { region: 'eu' },
    })
    expect(messageSend.body.safeParse(message).success).toBe(true)
  })

  it('takes only what its type of topic knows', () => {
    expect(toMessage(draft, 'PARTITIONALLY_ORDERED', 'UTC')).toMatchObject({ shardingKey: 'customer-7' })
    expect(toMessage(draft, 'DELAYED', 'UTC')).toMatchObject({ deliverAt: '2026-08-02T10:30:00.000Z' })
    expect(toMessage(draft, 'TRANSACTIONAL', 'UTC')).toMatchObject({ transaction: 'COMMIT' })
    expect(toMessage(draft, 'GLOBALLY_ORDERED', 'UTC')).not.toHaveProperty('shardingKey')
  })

  it('counts the bytes that the broker will store', () => {
    expect(bodyBytes({ body: '消息', encoding: 'text' })).toBe(6)
    expect(bodyBytes({ body: 'aGVsbG8=', encoding: 'base64' })).toBe(5)
  })
})

describe('problems that depend on the type', () => {
  it('are found at the limit of the body and above it', () => {
    const sized = (bytes: number) => ({ ...draft, body: 'x'.repeat(bytes) })
    const bodyOf = (bytes: number) => draftProblems(sized(bytes), 'DELAYED', 'UTC', NOW_MS).body
    expect(bodyOf(64 * 1_024)).toBeUndefined()
    expect(bodyOf(64 * 1_024 + 1)?.code).toBe('bodyTooLarge')
  })

  it('are found in a time too far ahead, not in one that is past', () => {
    const at = (deliverAt: string) =>
      draftProblems({ ...draft, deliverAt }, 'DELAYED', 'UTC', NOW_MS).deliverAt
    expect(at('2026-09-10T00:00')).toBeUndefined()
    expect(at('2026-09-10T00:01')?.code).toBe('deliverTooLate')
    expect(at('2020-01-01T00:00')).toBeUndefined()
  })

  it('are found in properties that do not fit', () => {
    const properties = [{ name: 'n', value: 'x'.repeat(32_767) }]
    expect(draftProblems({ ...draft, properties }, 'NORMAL', 'UTC', NOW_MS).properties?.code).toBe(
      'propertiesTooLarge',
    )
  })
})
