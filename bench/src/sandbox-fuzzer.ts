/**
 * Sends damaged streams to a broker, one connection after the other; some of them are whole requests that make no sense.
 * Arguments: address, how many, seed. Fails when the broker takes no connection any more.
 */
import net from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { REQUEST_CODES } from '@gantry/remoting/internal'
import { jsonFrame } from '../../packages/remoting/test-support/bytes.ts'
import {
  damagedStream,
  type Random,
  recordedFrames,
  seededRandom,
} from '../../packages/remoting/test-support/fuzz.ts'

/** So long a connection stays open that the broker does not end. */
const PATIENCE_MS = 3
const CODES = Object.values(REQUEST_CODES)
const FIELDS = [
  ...'abcdefghijklmn',
  ...['topic', 'queueId', 'consumerGroup', 'group', 'queueOffset', 'offset', 'timestamp', 'maxMsgNums'],
  ...['subscription', 'sysFlag', 'commitOffset', 'suspendTimeoutMillis', 'readQueueNums', 'writeQueueNums'],
  ...['extraInfo', 'popTime', 'invisibleTime', 'expType', 'exp', 'key', 'maxNum', 'beginTimestamp'],
]
const VALUES = [
  '',
  '-1',
  '0',
  '1',
  '2147483647',
  '-9223372036854775808',
  '1e9',
  'NaN',
  'true',
  'nonsense',
  '%@$',
]
const BODIES = ['', '{}', '[]', 'null', '{"a":', '\u0000\u0000\u0000\u0001', '{"topic":"nonsense"}']

const [addr = '', count = '0', seed = '0'] = process.argv.slice(2)
const random = seededRandom(Number(seed))
const recorded = recordedFrames()
const [host, port] = addr.split(':')
for (let sent = 0; sent < Number(count); sent++) {
  await deliver(random(2) === 0 ? damagedStream(recorded, random) : nonsense(random))
}

/** @throws when nobody listens */
async function deliver(bytes: Buffer): Promise<void> {
  const socket = net.connect(Number(port), host)
  const closed = new Promise<void>((resolve, reject) => {
    socket.on('close', () => resolve())
    socket.on('error', error =>
      'code' in error && error.code === 'ECONNREFUSED' ? reject(error) : resolve(),
    )
  })
  socket.resume().write(bytes)
  await Promise.race([closed, setTimeout(PATIENCE_MS)])
  socket.destroy()
  await closed
}

function nonsense(random: Random): Buffer {
  const pick = <T>(list: readonly T[]): T | undefined => list[random(list.length)]
  const extFields = Object.fromEntries(
    Array.from({ length: random(10) }, () => [pick(FIELDS) ?? '', pick(VALUES) ?? '']),
  )
  const frame = jsonFrame({ code: pick(CODES) ?? 0, flag: 0, extFields, body: pick(BODIES) ?? '' })
  return random(2) === 0 ? frame : damagedStream([frame], random)
}
