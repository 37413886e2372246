import { describe, expect, it } from 'vitest'
import {
  type AttemptStatus,
  attemptStatusOf,
  consumptionStatusOf,
  type SendingFacts,
  sendingStatusOf,
} from './traces.ts'

const NOW = 1_000
const sent = (facts: Partial<SendingFacts>) =>
  sendingStatusOf(
    {
      isSuccess: true,
      kind: 'PLAIN',
      transaction: undefined,
      isInTopic: undefined,
      dueMs: undefined,
      ...facts,
    },
    NOW,
  )

describe('the status of a sending', () => {
  it.each([
    ['a message that the broker has', {}, 'SENT'],
    ['a message that the broker did not take', { isSuccess: false }, 'SENDING_FAILED'],
    [
      'a delayed message before its time',
      { kind: 'DELAYED', isInTopic: false, dueMs: 1_001 },
      'MESSAGE_STANDING_BY',
    ],
    [
      'a delayed message whose time is not known',
      { kind: 'DELAYED', isInTopic: false },
      'MESSAGE_STANDING_BY',
    ],
    ['a delayed message at its time', { kind: 'DELAYED', isInTopic: false, dueMs: 1_000 }, 'SENT'],
    [
      'a delayed message that stands in its topic',
      { kind: 'DELAYED', isInTopic: true, dueMs: 1_001 },
      'SENT',
    ],
    ['a delayed message that nobody looked for', { kind: 'DELAYED' }, 'SENT'],
    ['a half message', { kind: 'HALF', isInTopic: false }, 'TRANSACTION_UNCOMMITTED'],
    ['a half message of unknown state', { kind: 'HALF', transaction: 'UNKNOWN' }, 'TRANSACTION_UNCOMMITTED'],
    ['a committed message', { kind: 'HALF', transaction: 'COMMIT' }, 'SENT'],
    ['a committed message whose end got lost', { kind: 'HALF', isInTopic: true }, 'SENT'],
    [
      'a rolled back message',
      { kind: 'HALF', transaction: 'ROLLBACK', isInTopic: false },
      'MESSAGE_ROLLED_BACK',
    ],
  ] as const)('of %s', (_, facts, status) => {
    expect(sent(facts)).toBe(status)
  })
})

describe('the status of a consumption', () => {
  const OK = 'CONSUMED'
  const BAD = 'CONSUMPTION_FAILED'
  const OPEN = 'CONSUMPTION_RESULT_UNRETURNED'
  const of = (statuses: readonly AttemptStatus[], isDead = false, maxRetries?: number) =>
    consumptionStatusOf({
      attempts: statuses.map((status, index) => ({ status, attempt: index + 1 })),
      isDead,
      maxRetries,
    })

  it.each([
    [[], 'NOT_CONSUMED'],
    [[OK], 'ALL_SUCCEEDED'],
    [[BAD, OK], 'PARTIALLY_SUCCEEDED'],
    [[BAD], 'PARTIALLY_SUCCEEDED'],
    [[OPEN], 'CONSUMPTION_RESULT_UNRETURNED'],
    [[BAD, OPEN], 'CONSUMPTION_RESULT_UNRETURNED'],
    [[OPEN, OK], 'PARTIALLY_SUCCEEDED'],
  ] as const)('of attempts %j is %s', (statuses, status) => {
    expect(of(statuses)).toBe(status)
  })

  it('is a failure of all when the retries are used up, or when it is a dead letter', () => {
    expect(of([BAD, BAD, BAD], false, 2)).toBe('ALL_FAILED')
    expect(of([BAD, BAD], false, 2)).toBe('PARTIALLY_SUCCEEDED')
    expect(of([BAD], true)).toBe('ALL_FAILED')
    expect(of([], true)).toBe('ALL_FAILED')
    // It was sent to the group again afterwards.
    expect(of([BAD, OK], true)).toBe('PARTIALLY_SUCCEEDED')
  })

  it('of two first deliveries, as after an offset reset, is a success of all', () => {
    const attempts = [1, 1].map(attempt => ({ status: attemptStatusOf(true), attempt }))
    expect(consumptionStatusOf({ attempts, isDead: false, maxRetries: 16 })).toBe('ALL_SUCCEEDED')
    expect([attemptStatusOf(false), attemptStatusOf(undefined)]).toEqual([BAD, OPEN])
  })
})
