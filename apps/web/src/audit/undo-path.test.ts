import type { AuditEvent } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { undoPathOf } from './undo-path.ts'

const event: AuditEvent = {
  auditId: 'a',
  at: '2026-06-01T00:00:00.000Z',
  username: 'admin',
  credential: null,
  address: '127.0.0.1',
  userAgent: '',
  action: 'topicUpdate',
  target: 'topic MQ_INST_1_AbCd1234/orders',
  result: 'ok',
  requestId: 'r',
  details: {},
  change: { before: { description: 'old', version: 3 }, after: { description: 'new', version: 4 } },
}

describe('the way back from a change', () => {
  it('is the form with what was there before, and the version that the change made', () => {
    const url = new URL(undoPathOf(event) ?? '', 'http://x')
    expect(url.pathname).toBe('/instances/MQ_INST_1_AbCd1234/topics/orders/edit')
    expect(JSON.parse(url.searchParams.get('restore') ?? '')).toEqual({ description: 'old', version: 4 })
  })

  it('puts the specification of an instance together again', () => {
    const before = {
      name: 'shop',
      description: '',
      maxTopics: 5,
      inboundTps: 10,
      outboundTps: 10,
      version: 0,
    }
    const change = { before, after: { ...before, maxTopics: 50, version: 1 } }
    const target = 'instance MQ_INST_1_AbCd1234'
    const url = new URL(undoPathOf({ ...event, action: 'instanceUpdate', target, change }) ?? '', 'http://x')
    expect(JSON.parse(url.searchParams.get('restore') ?? '')).toEqual({
      name: 'shop',
      description: '',
      specification: { maxTopics: 5, inboundTps: 10, outboundTps: 10 },
      version: 1,
    })
  })

  it('of an offset reset is its undo', () => {
    const reset = {
      action: 'offsetReset',
      target: 'group MQ_INST_1_AbCd1234/GID_x',
      details: { resetId: 'r-1' },
    }
    expect(undoPathOf({ ...event, ...reset })).toBe(
      '/instances/MQ_INST_1_AbCd1234/groups/GID_x/offset-resets/r-1/undo',
    )
  })

  it('is not there for what was refused, made, deleted, or has none', () => {
    expect(undoPathOf({ ...event, result: 'CONFLICT', change: null })).toBeUndefined()
    expect(undoPathOf({ ...event, change: { before: null, after: {} } })).toBeUndefined()
    expect(undoPathOf({ ...event, action: 'userUpdate', target: 'user ann' })).toBeUndefined()
  })
})
