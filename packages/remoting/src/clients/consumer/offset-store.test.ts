import { describe, expect, it } from 'vitest'
import { type Line, ScriptedPeer, type SeenRequest } from '../../../test-support/scripted-peer.ts'
import { Session } from '../session.ts'
import { RemoteOffsets } from './offset-store.ts'

const ROUTE = 105
const UPDATE_CONSUMER_OFFSET = 15
const QUERY_NOT_FOUND = 22
const QUEUE = { topic: 't', brokerName: 'b', queueId: 0 }

interface Fixture extends AsyncDisposable {
  readonly offsets: RemoteOffsets
  /** Queue IDs of the writes so far. */
  readonly written: () => string[]
  /** Answers the nth write (from 0), with a refusal if a code is given. */
  readonly answer: (nth: number, code?: number) => void
  readonly peer: ScriptedPeer
}

/** Name server and broker in one, which answers writes when the test says so. */
async function fixture(): Promise<Fixture> {
  const writes: Array<[SeenRequest, Line]> = []
  const peer = await ScriptedPeer.start((request, line) => {
    if (request.code === UPDATE_CONSUMER_OFFSET) writes.push([request, line])
    else if (request.code === ROUTE) line.reply(request, { body: JSON.stringify(routeTo(peer.addr)) })
    else line.reply(request, { code: QUERY_NOT_FOUND })
  })
  const session = new Session({ namesrvAddr: peer.addr })
  await session.routes.of('t')
  return {
    offsets: new RemoteOffsets(session, 'g'),
    written: () => writes.map(([{ extFields }]) => extFields.queueId ?? ''),
    answer: (nth, code = 0) => {
      const [request, line] = writes[nth] ?? []
      if (request) line?.reply(request, { code })
    },
    peer,
    [Symbol.asyncDispose]: async () => {
      await session.stop()
      await peer.close()
    },
  }
}

function routeTo(addr: string): unknown {
  return {
    queueDatas: [{ brokerName: 'b', readQueueNums: 4, writeQueueNums: 4, perm: 6, topicSysFlag: 0 }],
    brokerDatas: [{ cluster: 'c', brokerName: 'b', brokerAddrs: { 0: addr } }],
  }
}

describe('offsets on the brokers', () => {
  it('are none where the broker has none', async () => {
    await using its = await fixture()
    expect(await its.offsets.read(QUEUE)).toBeUndefined()
  })

  it('of a topic are written alone the first time, and side by side after that', async () => {
    await using its = await fixture()
    const first = [0, 1, 2].map(queueId => its.offsets.write({ ...QUEUE, queueId }, 5n))
    await its.peer.until(() => its.written().length > 0)
    // A question of its own shows that all that was to be sent has been sent.
    await its.offsets.read(QUEUE)
    expect(its.written()).toEqual(['0'])
    its.answer(0)
    await its.peer.until(() => its.written().length === 3)
    its.answer(1)
    its.answer(2)
    await Promise.all(first)
    const next = [0, 1].map(queueId => its.offsets.write({ ...QUEUE, queueId }, 6n))
    await its.peer.until(() => its.written().length === 5)
    its.answer(3)
    its.answer(4)
    await Promise.all(next)
  })

  it('are written alone again when the first write failed', async () => {
    await using its = await fixture()
    const [failing, ...others] = [0, 1, 2].map(queueId => its.offsets.write({ ...QUEUE, queueId }, 5n))
    await its.peer.until(() => its.written().length === 1)
    its.answer(0, 1)
    await expect(failing).rejects.toMatchObject({ code: 'BROKER_REFUSED' })
    await its.peer.until(() => its.written().length === 2)
    await its.offsets.read(QUEUE)
    expect(its.written()).toEqual(['0', '1'])
    its.answer(1)
    await its.peer.until(() => its.written().length === 3)
    its.answer(2)
    await Promise.all(others)
  })
})
