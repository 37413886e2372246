import { describe, expect, it } from 'vitest'
import { pushSettings } from './push-options.ts'

const NEEDED = { namesrvAddr: '127.0.0.1:9876', consumerGroup: 'g' }

describe('pushSettings', () => {
  it('fills in what was not told', () => {
    expect(pushSettings(NEEDED)).toEqual({
      consumerGroup: 'g',
      namespace: '',
      messageModel: 'CLUSTERING',
      consumeFrom: 'LAST_OFFSET',
      ordered: false,
      concurrency: 20,
      batchSize: 1,
      maxReconsumeTimes: undefined,
      pullBatchSize: 32,
      maxCachedMessages: 5_000,
      maxCachedBytes: 104_857_600,
      consumeTimeoutMs: 900_000,
      suspendMs: 1_000,
      commitIntervalMs: 5_000,
      rebalanceIntervalMs: 20_000,
      stopTimeoutMs: 30_000,
    })
  })

  it('keeps what was told, and puts the group into its namespace', () => {
    const told = { ordered: true, batchSize: 8, maxReconsumeTimes: 0, consumeFrom: { timestamp: 5 } } as const
    expect(pushSettings({ ...NEEDED, ...told, namespace: 'ns' })).toMatchObject({
      ...told,
      consumerGroup: 'ns%g',
    })
  })

  it.each([
    ['concurrency', 0],
    ['batchSize', 1.5],
    ['pullBatchSize', -1],
    ['maxReconsumeTimes', -1],
    ['commitIntervalMs', Number.NaN],
  ])('refuses %s of %d, naming the option', (name, value) => {
    expect(() => pushSettings({ ...NEEDED, [name]: value })).toThrow(
      expect.objectContaining({ code: 'BAD_ARGUMENT', path: name }),
    )
  })

  it.each(['', 'a b', 'x'.repeat(121)])('refuses the group name %j', consumerGroup => {
    expect(() => pushSettings({ ...NEEDED, consumerGroup })).toThrow(
      expect.objectContaining({ code: 'BAD_ARGUMENT', path: 'consumerGroup' }),
    )
  })
})
