import { describe, expect } from 'vitest'
import { decodeMessages } from '../src/message/decode-stored-message.ts'
import { queryAssignment } from '../src/requests/0400-query-assignment.ts'
import { setMessageRequestMode } from '../src/requests/0401-set-message-request-mode.ts'
import { popMessage } from '../src/requests/200050-pop-message.ts'
import { ackMessage } from '../src/requests/200051-ack-message.ts'
import { peekMessage } from '../src/requests/200052-peek-message.ts'
import { changeMessageInvisibleTime } from '../src/requests/200053-change-message-invisibletime.ts'
import { notification } from '../src/requests/200054-notification.ts'
import { pollingInfo } from '../src/requests/200055-polling-info.ts'
import { batchAckMessage } from '../src/requests/200151-batch-ack-message.ts'
import { formatPopHandle, type PopHandle } from '../src/requests/shapes/pop-extra-info.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  brokerAddr,
  cluster,
  eventually,
  firstQueue,
  makeGroup,
  makeTopic,
  refusalOf,
  sendToFirstQueue,
  uniqueName,
} from './harness.ts'
import { joinGroup } from './member.ts'
import { itNeeds } from './on-release.ts'

const brokerName = cluster.masters[0]?.brokerName ?? ''

async function makeQueue(...bodies: string[]): Promise<{ topic: string; consumerGroup: string }> {
  const [topic, consumerGroup] = [await makeTopic({ writeQueueNums: 1 }), await makeGroup()]
  await sendToFirstQueue(
    topic,
    bodies.map(body => ({ body })),
  )
  return { topic, consumerGroup }
}

/** Takes what there is from queue 0; the handles are those of the messages. */
async function pop(topic: string, consumerGroup: string, invisibleTime = 60_000) {
  const header = {
    topic,
    consumerGroup,
    queueId: 0,
    maxMsgNums: 8,
    invisibleTime,
    pollTime: 0,
    bornTime: Date.now(),
    // From the oldest message, where the group has none yet.
    initMode: 1,
    order: false,
  }
  const reply = await admin.cluster.call(brokerAddr, popMessage, { header })
  const { popTime, reviveQid, startOffsetInfo, msgOffsetInfo } = reply.header
  const messages = decodeMessages(reply.body)
  const handles = messages.map(({ queueOffset }): PopHandle => {
    const ckQueueOffset = startOffsetInfo?.find(({ queueId }) => queueId === 0)?.startOffset ?? 0n
    return {
      ckQueueOffset,
      popTime,
      invisibleTime,
      reviveQid,
      retry: '0',
      brokerName,
      queueId: 0,
      queueOffset,
    }
  })
  return { bodies: messages.map(({ body }) => body.toString()), handles, msgOffsetInfo }
}

function ackHeader(topic: string, consumerGroup: string, handle: PopHandle) {
  const offset = handle.queueOffset ?? 0n
  return { topic, consumerGroup, queueId: 0, extraInfo: formatPopHandle(handle), offset }
}

function refusedWith(responseCode: number, request: string) {
  return { responseCode, addr: brokerAddr, request }
}

describe('taking messages by POP', () => {
  itNeeds('POP_MESSAGE', 'hides them from the others of the group', async () => {
    const { topic, consumerGroup } = await makeQueue('one', 'two')
    const taken = await eventually(async () => {
      const result = await pop(topic, consumerGroup)
      expect(result.bodies).toEqual(['one', 'two'])
      return result
    })
    expect(taken.msgOffsetInfo).toEqual([{ retry: '0', queueId: 0, msgOffsets: [0n, 1n] }])
    expect((await pop(topic, consumerGroup)).bodies).toEqual([])
  })

  itNeeds('POP_MESSAGE', 'from a topic that does not exist is refused', async () => {
    expect(await refusalOf(pop(uniqueName('topic'), await makeGroup()))).toMatchObject(
      refusedWith(17, 'POP_MESSAGE'),
    )
  })

  itNeeds('POP_MESSAGE', 'for a group that may not consume is refused', async () => {
    const { topic } = await makeQueue()
    const group = await makeGroup({ consumeEnable: false })
    expect(await refusalOf(pop(topic, group))).toMatchObject(refusedWith(16, 'POP_MESSAGE'))
  })
})

describe('acknowledging', () => {
  itNeeds('POP_MESSAGE', 'one and several makes them consumed for good', async () => {
    const { topic, consumerGroup } = await makeQueue('one', 'two', 'three')
    const [first, ...others] = (await pop(topic, consumerGroup)).handles
    if (first === undefined) throw new Error('Nothing was taken.')
    await admin.cluster.call(brokerAddr, ackMessage, { header: ackHeader(topic, consumerGroup, first) })
    const acks = [
      {
        c: consumerGroup,
        t: topic,
        r: '0',
        so: first.ckQueueOffset,
        q: 0,
        rq: first.reviveQid,
        pt: first.popTime,
        it: first.invisibleTime,
        b: others.map(({ queueOffset }) => Number((queueOffset ?? 0n) - first.ckQueueOffset)),
      },
    ]
    await admin.cluster.call(brokerAddr, batchAckMessage, { header: {}, body: { brokerName, acks } })
    await eventually(async () => {
      expect(await admin.offsets.query(consumerGroup, await firstQueue(topic))).toBe(3n)
    })
  })

  itNeeds('ACK_MESSAGE', 'with a queue that does not exist is refused', async () => {
    const { topic, consumerGroup } = await makeQueue()
    const handle = anyHandle()
    const header = { ...ackHeader(topic, consumerGroup, handle), queueId: 99 }
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, ackMessage, { header }))
    expect(refusal).toMatchObject(refusedWith(13, 'ACK_MESSAGE'))
  })
})

describe('the invisible time of a message', () => {
  itNeeds('POP_MESSAGE', 'can be changed, and the message comes again when it is over', async () => {
    const { topic, consumerGroup } = await makeQueue('again')
    const [handle] = (await pop(topic, consumerGroup)).handles
    if (handle === undefined) throw new Error('Nothing was taken.')
    const header = { ...ackHeader(topic, consumerGroup, handle), invisibleTime: 10 }
    const reply = await admin.cluster.call(brokerAddr, changeMessageInvisibleTime, { header })
    expect(reply.header).toMatchObject({ invisibleTime: 10 })
    expect(reply.header.popTime).toBeGreaterThanOrEqual(handle.popTime)
    await eventually(async () => expect((await pop(topic, consumerGroup)).bodies).toEqual(['again']))
  })

  itNeeds('CHANGE_MESSAGE_INVISIBLETIME', 'of a queue that does not exist is refused', async () => {
    const { topic, consumerGroup } = await makeQueue()
    const header = { ...ackHeader(topic, consumerGroup, anyHandle()), queueId: 99, invisibleTime: 10 }
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, changeMessageInvisibleTime, { header }))
    expect(refusal).toMatchObject(refusedWith(13, 'CHANGE_MESSAGE_INVISIBLETIME'))
  })
})

describe('looking at what could be taken', () => {
  itNeeds('PEEK_MESSAGE', 'shows messages and takes none', async () => {
    const { topic, consumerGroup } = await makeQueue('one')
    const header = { topic, consumerGroup, queueId: 0, maxMsgNums: 8 }
    for (let look = 1; look <= 2; look++) {
      await eventually(async () => {
        const { body } = await admin.cluster.call(brokerAddr, peekMessage, { header })
        expect(decodeMessages(body).map(message => message.body.toString())).toEqual(['one'])
      })
    }
    const missing = { ...header, topic: uniqueName('topic') }
    expect(await refusalOf(admin.cluster.call(brokerAddr, peekMessage, { header: missing }))).toMatchObject(
      refusedWith(17, 'PEEK_MESSAGE'),
    )
  })

  itNeeds('NOTIFICATION', 'tells whether there are messages', async () => {
    const { topic, consumerGroup } = await makeQueue('one')
    const header = { topic, consumerGroup, queueId: 0, pollTime: 0, bornTime: Date.now() }
    await eventually(async () => {
      expect((await admin.cluster.call(brokerAddr, notification, { header })).header.hasMsg).toBe(true)
    })
    const missing = { ...header, topic: uniqueName('topic') }
    expect(await refusalOf(admin.cluster.call(brokerAddr, notification, { header: missing }))).toMatchObject(
      refusedWith(17, 'NOTIFICATION'),
    )
  })

  itNeeds('POLLING_INFO', 'tells how many requests wait', async () => {
    const { topic, consumerGroup } = await makeQueue()
    const header = { topic, consumerGroup, queueId: 0 }
    expect((await admin.cluster.call(brokerAddr, pollingInfo, { header })).header.pollingNum).toBe(0)
    const disabled = { ...header, consumerGroup: await makeGroup({ consumeEnable: false }) }
    expect(await refusalOf(admin.cluster.call(brokerAddr, pollingInfo, { header: disabled }))).toMatchObject(
      refusedWith(16, 'POLLING_INFO'),
    )
  })
})

describe('the assignment of queues by the broker', () => {
  itNeeds('QUERY_ASSIGNMENT', 'gives a client its queues, in the mode that was set', async () => {
    const { topic, consumerGroup } = await makeQueue()
    await using member = await joinGroup(consumerGroup, topic)
    const body = {
      topic,
      consumerGroup,
      clientId: member.clientId,
      strategyName: 'AVG',
      messageModel: 'CLUSTERING',
    } as const
    const assigned = async () =>
      (await admin.cluster.call(brokerAddr, queryAssignment, { header: {}, body })).body
        .messageQueueAssignments
    const pulled = await eventually(async () => {
      const queues = (await assigned())?.filter(({ mode }) => mode === 'PULL')
      expect(queues?.length).toBeGreaterThan(0)
      return queues
    })
    expect(pulled?.[0]?.messageQueue).toMatchObject({ topic, queueId: 0 })
    await admin.cluster.call(brokerAddr, setMessageRequestMode, {
      header: {},
      body: { topic, consumerGroup, mode: 'POP', popShareQueueNum: 0 },
    })
    expect((await assigned())?.every(({ mode }) => mode === 'POP')).toBe(true)
  })

  itNeeds('SET_MESSAGE_REQUEST_MODE', 'stays by pull for retry topics', async () => {
    const consumerGroup = await makeGroup()
    const body = { topic: `%RETRY%${consumerGroup}`, consumerGroup, mode: 'POP', popShareQueueNum: 0 }
    const refusal = await refusalOf(
      admin.cluster.call(brokerAddr, setMessageRequestMode, { header: {}, body }),
    )
    expect(refusal).toMatchObject(refusedWith(16, 'SET_MESSAGE_REQUEST_MODE'))
  })
})

/** A handle that fits no message. */
function anyHandle(): PopHandle {
  return {
    ckQueueOffset: 0n,
    popTime: Date.now(),
    invisibleTime: 60_000,
    reviveQid: 0,
    retry: '0',
    brokerName,
    queueId: 0,
    queueOffset: 0n,
  }
}

provesCoverage('pop')
