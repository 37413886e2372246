import { describe, expect, it } from 'vitest'
import { MessageFormatError } from './message-format-error.ts'
import {
  compressionTypeOf,
  isInnerBatch,
  transactionPhaseOf,
  withCompression,
  withTransactionPhase,
} from './sys-flag.ts'

describe('the system flag', () => {
  it('tells how the body is compressed, zlib where a client before 5.0 said nothing', () => {
    expect([0x001, 0x101, 0x201, 0x301].map(compressionTypeOf)).toEqual(['ZLIB', 'LZ4', 'ZSTD', 'ZLIB'])
  })

  it('tells of no compression when only the type is set', () => {
    expect(compressionTypeOf(0x100)).toBeUndefined()
    expect(compressionTypeOf(0)).toBeUndefined()
  })

  it('with a type that RocketMQ does not define is refused', () => {
    for (const type of [4, 5, 6, 7])
      expect(() => compressionTypeOf((type << 8) | 1)).toThrow(MessageFormatError)
  })

  it('takes another compression and leaves all other bits alone', () => {
    expect(withCompression(0xff, 'LZ4')).toBe(0x1ff)
    expect(withCompression(0xff, 'ZSTD')).toBe(0x2ff)
    expect(withCompression(0x1ff, 'ZLIB')).toBe(0x3ff)
    expect(withCompression(0x3ff, undefined)).toBe(0xfe)
  })

  it('tells the phase of a transaction, and takes another', () => {
    expect([0x0, 0x4, 0x8, 0xc].map(transactionPhaseOf)).toEqual(['NONE', 'PREPARED', 'COMMIT', 'ROLLBACK'])
    expect(transactionPhaseOf(0xff & ~0x4)).toBe('COMMIT')
    expect(withTransactionPhase(0xff, 'PREPARED')).toBe(0xf7)
    expect(withTransactionPhase(0xff, 'NONE')).toBe(0xf3)
    expect(withTransactionPhase(0, 'ROLLBACK')).toBe(0xc)
  })

  it('tells of a batch to take apart only with both of its bits', () => {
    expect([0x40, 0x80, 0xc0, 0xff].map(isInnerBatch)).toEqual([false, false, true, true])
  })
})
