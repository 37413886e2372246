/** How fast stored messages become values, on one core. */
import { decodeMessages, encodeStoredMessage } from '@gantry/remoting'
import { median } from './benchmark.ts'

const MESSAGES = 32
const BODY_BYTES = 1_024
const ROUNDS = 400

/** @returns MB of records read each second, CRC checked, every property read */
export function decodeThroughput(): number {
  const body = Buffer.concat(Array.from({ length: MESSAGES }, (_, index) => recordOf(index)))
  const speeds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    for (let repeat = 0; repeat < 20; repeat++) {
      for (const message of decodeMessages(body))
        if (message.properties.get('KEYS') === '') throw new Error('No key.')
    }
    speeds.push((20 * body.length) / 1e6 / ((performance.now() - start) / 1_000))
  }
  return median(speeds.slice(ROUNDS / 4))
}

function recordOf(index: number): Buffer {
  return encodeStoredMessage({
    topic: 'bench',
    queueId: index % 8,
    queueOffset: BigInt(index),
    commitLogOffset: BigInt(index * 1_200),
    sysFlag: 0,
    flag: 0,
    bornTimestamp: 1_790_000_000_000,
    bornHost: { host: '127.0.0.1', port: 40_000 },
    storeTimestamp: 1_790_000_000_001,
    storeHost: { host: '127.0.0.1', port: 10_911 },
    reconsumeTimes: 0,
    preparedTransactionOffset: 0n,
    properties: new Map([
      ['UNIQ_KEY', '7F0000015ADF4DA7B0B67B2A25C50000'],
      ['WAIT', 'true'],
      ['TAGS', 'bench'],
      ['KEYS', `key-${index}`],
    ]),
    storedBody: Buffer.alloc(BODY_BYTES, index),
  })
}
