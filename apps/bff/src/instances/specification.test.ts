import { describe, expect, it } from 'vitest'
import { AppError } from '../platform/http/app-error.ts'
import type { InstanceTable } from './instance-table.ts'
import type { InstanceUsage } from './instance-usage.ts'
import { requireRoom } from './specification.ts'

const before: InstanceTable = {
  account_id: '1',
  instance_id: 'i',
  cluster_id: 'c',
  name: 'orders',
  description: '',
  has_namespace: 1,
  max_topics: 50,
  inbound_tps: 1_000,
  outbound_tps: 2_000,
  version: 0,
  created_at: 0,
}
const wanted = { maxTopics: 50, inboundTps: 1_000, outboundTps: 2_000 }

function usage(changes: {
  topics?: number
  isWhole?: boolean
  inTps?: number | null
  outTps?: number | null
}) {
  const { topics = 0, isWhole = true, inTps = 0, outTps = 0 } = changes
  const names = new Set(Array.from({ length: topics }, (_, number) => `topic-${number}`))
  const held = { names, noted: new Set<string>(), held: new Set<string>(), isWhole }
  return { state: 'RUNNING', topics: held, groups: held, inTps, outTps } satisfies InstanceUsage
}

function refusalOf(changes: Partial<typeof wanted>, inUse: InstanceUsage): AppError | undefined {
  try {
    requireRoom(before, { ...wanted, ...changes }, inUse)
    return undefined
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

describe('a specification', () => {
  it('goes up whatever is in use or unknown', () => {
    const more = { maxTopics: 51, inboundTps: 1_001, outboundTps: 2_001 }
    expect(refusalOf(more, usage({ topics: 90, inTps: 5_000, outTps: null, isWhole: false }))).toBeUndefined()
  })

  it('stays where more is in use already', () => {
    expect(refusalOf({}, usage({ topics: 90, inTps: 5_000, outTps: 5_000 }))).toBeUndefined()
  })

  it('goes down to what is in use, not below', () => {
    const inUse = usage({ topics: 20, inTps: 100, outTps: 200 })
    expect(refusalOf({ maxTopics: 20, inboundTps: 100, outboundTps: 200 }, inUse)).toBeUndefined()
    const refusal = refusalOf({ maxTopics: 19, inboundTps: 99, outboundTps: 199 }, inUse)
    expect(refusal?.code).toBe('LIMIT_EXCEEDED')
    expect(refusal?.extras.fields?.map(({ path }) => path)).toEqual([
      'specification.maxTopics',
      'specification.inboundTps',
      'specification.outboundTps',
    ])
    expect(refusal?.detail).toBe(
      'The instance holds 20 topics now. The instance takes in 100 messages a second now. The instance gives out 200 messages a second now. Make room first, or choose more.',
    )
  })

  it.each([
    ['maxTopics', { maxTopics: 49 }, { isWhole: false }],
    ['inboundTps', { inboundTps: 999 }, { inTps: null }],
    ['outboundTps', { outboundTps: 999 }, { outTps: null }],
  ])('does not go down in %s while brokers do not say what is in use', (_, changes, inUse) => {
    expect(refusalOf(changes, usage(inUse))?.code).toBe('BROKER_UNAVAILABLE')
  })

  it('is refused for what is surely too low, also where the rest is unknown', () => {
    expect(refusalOf({ maxTopics: 10 }, usage({ topics: 11, isWhole: false }))?.code).toBe('LIMIT_EXCEEDED')
  })
})
