/**
 * The system flag of a message, an int32 of bits:
 *
 *     0      body is compressed               4  born host is IPv6
 *     1      several tags                     5  store host is IPv6
 *     2..3   transaction: 0 none, 1 prepared, 6  clients must unwrap
 *            2 committed, 3 rolled back       7  body is a batch of messages
 *     8..10  compression: 0 zlib without saying so (clients before 5.0), 1 LZ4, 2 Zstandard, 3 zlib
 *
 * Defined in `common/sysflag/MessageSysFlag` and `common/compression/CompressionType`.
 */
import { MessageFormatError } from './message-format-error.ts'

export const SysFlag = {
  COMPRESSED: 0x1,
  MULTI_TAGS: 0x2,
  TRANSACTION_PREPARED: 0x4,
  TRANSACTION_COMMIT: 0x8,
  TRANSACTION_ROLLBACK: 0xc,
  BORNHOST_V6: 0x10,
  STOREHOST_V6: 0x20,
  NEED_UNWRAP: 0x40,
  INNER_BATCH: 0x80,
} as const

const TRANSACTION_MASK = 0xc
const COMPRESSION_SHIFT = 8
const COMPRESSION_MASK = 0x7 << COMPRESSION_SHIFT

export type TransactionPhase = 'NONE' | 'PREPARED' | 'COMMIT' | 'ROLLBACK'
const PHASES = ['NONE', 'PREPARED', 'COMMIT', 'ROLLBACK'] as const

/** In which phase of a transaction the message was stored. */
export function transactionPhaseOf(sysFlag: number): TransactionPhase {
  return PHASES[(sysFlag & TRANSACTION_MASK) >> 2] ?? 'NONE'
}

export function withTransactionPhase(sysFlag: number, phase: TransactionPhase): number {
  return (sysFlag & ~TRANSACTION_MASK) | (PHASES.indexOf(phase) << 2)
}

export type CompressionType = 'LZ4' | 'ZSTD' | 'ZLIB'
const COMPRESSION_VALUES = { LZ4: 1, ZSTD: 2, ZLIB: 3 } as const
const COMPRESSION_TYPES: readonly (CompressionType | undefined)[] = ['ZLIB', 'LZ4', 'ZSTD', 'ZLIB']

/**
 * How the body is compressed; undefined when it is not.
 * @throws MessageFormatError BAD_COMPRESSION for a type that RocketMQ does not define
 */
export function compressionTypeOf(sysFlag: number): CompressionType | undefined {
  if ((sysFlag & SysFlag.COMPRESSED) === 0) return undefined
  const value = (sysFlag & COMPRESSION_MASK) >> COMPRESSION_SHIFT
  const type = COMPRESSION_TYPES[value]
  if (type !== undefined) return type
  throw new MessageFormatError('BAD_COMPRESSION', `The body is compressed in an unknown way: type ${value}.`)
}

/** The flag of a message whose body is stored compressed so; undefined says that it is stored as it is. */
export function withCompression(sysFlag: number, type: CompressionType | undefined): number {
  const plain = sysFlag & ~(COMPRESSION_MASK | SysFlag.COMPRESSED)
  if (type === undefined) return plain
  return plain | SysFlag.COMPRESSED | (COMPRESSION_VALUES[type] << COMPRESSION_SHIFT)
}

/** True for a record that holds several messages which a client takes apart before it shows them. */
export function isInnerBatch(sysFlag: number): boolean {
  const both = SysFlag.INNER_BATCH | SysFlag.NEED_UNWRAP
  return (sysFlag & both) === both
}
