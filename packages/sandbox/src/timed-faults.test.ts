import { Admin, Producer } from '@gantry/remoting'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from './clock.ts'
import { type Sandbox, startSandbox } from './start-sandbox.ts'

const MINUTE_MS = 60_000
const soon = { interval: 5 }

let clock: ManualClock
let sandbox: Sandbox
let admin: Admin

beforeEach(async () => {
  clock = new ManualClock()
  sandbox = await startSandbox({ brokers: 2, clock })
  admin = new Admin({ namesrvAddr: sandbox.namesrvAddr })
})
afterEach(async () => {
  await admin.close()
  await sandbox.close()
})

/** Names of the brokers that answer. */
async function answering(): Promise<string[]> {
  const { answered } = await admin.topics.configs()
  return answered.map(({ item }) => item.brokerName).toSorted()
}

/** Names of the brokers that the name server knows. */
async function registered(): Promise<string[]> {
  return (await admin.brokers.list()).map(({ brokerName }) => brokerName).toSorted()
}

const BOTH = ['broker-a', 'broker-b']

describe('a failure with an end', () => {
  it('refuses the requests of one broker until its time is over', async () => {
    const order = { kind: 'REFUSED', brokerName: 'broker-a', code: 'NO_PERMISSION', seconds: 60 } as const
    const fault = await sandbox.timedFaults.add(order)
    expect(sandbox.timedFaults.list()).toEqual([fault])
    expect(fault.endsAt - fault.startedAt).toBe(MINUTE_MS)
    const { failed } = await admin.topics.configs()
    expect(failed.map(({ error }) => error)).toMatchObject([{ responseCode: 16 }])
    expect(await answering()).toEqual(['broker-b'])
    clock.advance(MINUTE_MS)
    expect(sandbox.timedFaults.list()).toEqual([])
    expect(await answering()).toEqual(BOTH)
  })

  it('means only the requests that it names', async () => {
    await sandbox.timedFaults.add({ kind: 'CUT', request: 'SEND_MESSAGE_V2', seconds: 60 })
    expect(await answering()).toEqual(BOTH)
  })

  it('stops a broker, which comes back when the last that stops it is over', async () => {
    const first = await sandbox.timedFaults.add({ kind: 'GONE', brokerName: 'broker-b', seconds: 60 })
    await sandbox.timedFaults.add({ kind: 'GONE', brokerName: 'broker-b', seconds: 120 })
    expect(await registered()).toEqual(['broker-a'])
    expect(await sandbox.timedFaults.remove(first.id)).toBe(true)
    expect(await registered()).toEqual(['broker-a'])
    clock.advance(2 * MINUTE_MS)
    await expect.poll(registered, soon).toEqual(BOTH)
  })

  it('lets nobody write, and everybody again', async () => {
    await admin.topics.save({ topic: 'orders', writeQueueNums: 1 })
    const perms = async () => (await admin.cluster.route('orders')).queueDatas.map(({ perm }) => perm)
    await sandbox.timedFaults.add({ kind: 'READ_ONLY', seconds: 60 })
    expect(await perms()).toEqual([4, 4])
    clock.advance(MINUTE_MS)
    await expect.poll(perms, soon).toEqual([6, 6])
  })

  it('sets the clock of a broker wrong, as the newest order says', async () => {
    await admin.topics.save({ topic: 'orders', writeQueueNums: 1 })
    await using producer = new Producer({ namesrvAddr: sandbox.namesrvAddr, producerGroup: 'p' })
    const storedAt = async () => {
      const queue = { topic: 'orders', brokerName: 'broker-a', queueId: 0 }
      const { offsetMsgId } = await producer.send({ topic: 'orders', body: 'x' }, { queue })
      return (await admin.messages.byOffsetId(offsetMsgId)).storeTimestamp - clock.now()
    }
    await sandbox.timedFaults.add({ kind: 'CLOCK_SKEW', ms: 5_000, seconds: 600 })
    const newest = await sandbox.timedFaults.add({ kind: 'CLOCK_SKEW', ms: -MINUTE_MS, seconds: 60 })
    expect(await storedAt()).toBe(-MINUTE_MS)
    await sandbox.timedFaults.remove(newest.id)
    expect(await storedAt()).toBe(5_000)
  })

  it('leaves alone what somebody else has stopped', async () => {
    await sandbox.brokers[0]?.stop()
    const { id } = await sandbox.timedFaults.add({ kind: 'SLOW', ms: 1, seconds: 60 })
    await sandbox.timedFaults.remove(id)
    expect(await registered()).toEqual(['broker-b'])
  })

  it('is refused for a broker, a request or a code that does not exist', async () => {
    const { timedFaults } = sandbox
    const orders = [
      { kind: 'GONE', brokerName: 'broker-x', seconds: 1 },
      { kind: 'CUT', request: 'SEND', seconds: 1 },
      { kind: 'REFUSED', code: 'toString', seconds: 1 },
    ] as const
    expect(orders.map(order => timedFaults.unknownPart(order))).toEqual(['brokerName', 'request', 'code'])
    await expect(timedFaults.add(orders[0])).rejects.toThrow('There is no brokerName broker-x.')
    expect(timedFaults.list()).toEqual([])
    expect(await timedFaults.remove('1')).toBe(false)
  })
})
