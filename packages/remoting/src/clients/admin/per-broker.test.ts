import { describe, expect, it } from 'vitest'
import { BrokerRefused, RemotingError } from '../../errors.ts'
import { isRefusal, mapAnswers, requireAnswer, withoutRefusals } from './per-broker.ts'

const answered = [{ item: 'a', place: 'a:1', value: 1 }]
const missing = { item: 'b', place: 'b:1', error: new BrokerRefused('no', { addr: 'b:1' }, 17, undefined) }
const away = { item: 'c', place: 'c:1', error: new RemotingError('CONNECT_FAILED', 'away', { addr: 'c:1' }) }

describe('what brokers answered', () => {
  it('is mapped, and what failed stays', () => {
    const result = mapAnswers({ answered, failed: [away] }, (value, item) => `${item}${value}`)
    expect(result).toEqual({ answered: [{ item: 'a', place: 'a:1', value: 'a1' }], failed: [away] })
  })

  it('counts certain refusals as "has none", and nothing else', () => {
    expect(withoutRefusals({ answered, failed: [missing, away] }, [17]).failed).toEqual([away])
    expect(withoutRefusals({ answered, failed: [missing] }, [26]).failed).toEqual([missing])
  })

  it('is a result as long as one has answered', () => {
    const result = { answered, failed: [away] }
    expect(requireAnswer(result)).toBe(result)
    expect(requireAnswer({ answered: [], failed: [] })).toEqual({ answered: [], failed: [] })
  })

  it('fails with the first failure when none has', () => {
    expect(() => requireAnswer({ answered: [], failed: [away, missing] })).toThrow(away.error)
  })
})

describe('isRefusal', () => {
  it('is true for the named response codes only', () => {
    expect(isRefusal(missing.error, [1, 17])).toBe(true)
    expect(isRefusal(missing.error, [1])).toBe(false)
    expect(isRefusal(away.error, [17])).toBe(false)
  })
})
