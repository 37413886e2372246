import { describe, expect, it } from 'vitest'
import { createIdempotencyKeys } from './idempotency-key.ts'

describe('idempotency keys', () => {
  it('repeat the key for the same input, as a second press or a retry sends it', () => {
    const keys = createIdempotencyKeys()
    expect(keys.keyFor({ topic: 'a' })).toBe(keys.keyFor({ topic: 'a' }))
  })

  it('take another key when the input was corrected', () => {
    const keys = createIdempotencyKeys()
    expect(keys.keyFor({ topic: 'a' })).not.toBe(keys.keyFor({ topic: 'b' }))
  })

  it('take another key once the first creation is done', () => {
    const keys = createIdempotencyKeys()
    const first = keys.keyFor({ body: 'x' })
    keys.done()
    expect(keys.keyFor({ body: 'x' })).not.toBe(first)
  })

  it('look as the API wants them', () => {
    expect(createIdempotencyKeys().keyFor({})).toMatch(/^[0-9a-f]{32}$/)
  })
})
