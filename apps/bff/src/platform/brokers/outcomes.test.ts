import { BrokerRefused, RemotingError } from '@gantry/remoting'
import { describe, expect, it } from 'vitest'
import { isSurelyUndone, outcomesOf } from './outcomes.ts'
import { partialOf } from './partial-of.ts'

const node = (brokerName: string) => ({
  clusterName: 'c',
  brokerName,
  brokerId: 0,
  addr: `${brokerName}:10911`,
})
const lost = new RemotingError('CALL_TIMEOUT', 'broker-b:10911 did not answer within 5000 ms.')
const failure = (brokerName: string, error: unknown) => ({
  item: node(brokerName),
  place: node(brokerName).addr,
  error,
})

describe('what brokers said', () => {
  it('to a change: one outcome for each, by name, with the reason of those that failed', () => {
    const answered = [{ item: node('broker-c'), place: 'broker-c:10911', value: undefined }]
    expect(outcomesOf({ answered, failed: [failure('broker-b', lost)] })).toEqual([
      { brokerName: 'broker-b', brokerAddr: 'broker-b:10911', ok: false, message: lost.message },
      { brokerName: 'broker-c', brokerAddr: 'broker-c:10911', ok: true },
    ])
  })

  it('to many reads: one reason for each broker that did not answer', () => {
    const failed = [
      failure('broker-b', lost),
      failure('broker-b', lost),
      failure('broker-d', new Error('secret')),
    ]
    expect(partialOf(failed)).toEqual({
      reasons: [
        { brokerName: 'broker-b', brokerAddr: 'broker-b:10911', message: lost.message },
        {
          brokerName: 'broker-d',
          brokerAddr: 'broker-d:10911',
          message: 'Something went wrong on the server. Its log has the details under the request ID.',
        },
      ],
    })
    expect(partialOf([])).toBeNull()
  })

  it('after a refusal nothing was done; after a time-out nobody knows', () => {
    expect(isSurelyUndone(new BrokerRefused('no', {}, 16, 'no permission'))).toBe(true)
    expect(isSurelyUndone(new RemotingError('CONNECT_FAILED', 'refused'))).toBe(true)
    expect(isSurelyUndone(lost)).toBe(false)
    expect(isSurelyUndone(new Error('unknown'))).toBe(false)
  })
})
