/** Takes apart records that lie one after the other. */
import { FieldAt } from '@gantry/remoting/internal'

/** Each record of the parts, as a view. */
export function recordsOf(parts: readonly Buffer[]): Buffer[] {
  const records: Buffer[] = []
  for (const part of parts) {
    for (let at = 0; at < part.length; ) {
      const size = part.readInt32BE(at + FieldAt.STORE_SIZE)
      records.push(part.subarray(at, at + size))
      at += size
    }
  }
  return records
}

export function queueOffsetOf(record: Buffer): number {
  return Number(record.readBigInt64BE(FieldAt.QUEUE_OFFSET))
}
