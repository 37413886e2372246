import { crc32, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import {
  messageBodyDownload,
  messageDelivery,
  messageSend,
  messageVerify,
  messageView,
  urlOf,
} from '@gantry/contract'
import { Admin, PushConsumer, SysFlag } from '@gantry/remoting'
import { sendMessageV2 } from '@gantry/remoting/requests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Program, problemOf } from '../../test-support/callers.ts'
import { createUser } from '../../test-support/create-user.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { newGroup, newInstance, newTopic } from '../../test-support/seed.ts'

const MIB = 1024 * 1024
const patience = { timeout: 15_000, interval: 50 }

let console: SandboxConsole
let broker: Admin
let instanceId = ''
let topic = ''

beforeAll(async () => {
  console = await startSandboxConsole()
  const { namesrvAddr, credentials } = console.sandbox
  broker = new Admin({ namesrvAddr, ...(credentials && { credentials }) })
  instanceId = (await newInstance(console.server.admin.call)).instanceId
  topic = await newTopic(console.server.admin.call, instanceId)
})
afterAll(async () => {
  await broker.close()
  await console[Symbol.asyncDispose]()
})

const call: Program['call'] = (...input) => console.server.admin.call(...input)
const params = (messageId: string, name = topic) => ({ instanceId, topic: name, messageId })
const view = (messageId: string, charset?: 'gbk', by = call) =>
  by(messageView, { params: params(messageId), ...(charset && { query: { charset } }) })
const send = async (body: string, tag?: string, name = topic) =>
  (await call(messageSend, { params: { instanceId, topic: name }, body: { body, ...(tag && { tag }) } }))
    .messageId

/** As a client that does as it likes: with any flags, body and clock. @returns the broker's ID of the message */
async function sendRaw(
  body: Buffer,
  sysFlag: number,
  bornTimestamp = 1,
  properties = 'odd\u0001<b>&\u0002',
): Promise<string> {
  const [node] = await broker.cluster.masters()
  const header = {
    producerGroup: 'PID',
    topic: `${instanceId}%${topic}`,
    defaultTopic: 'TBW102',
    defaultTopicQueueNums: 4,
    queueId: 0,
    sysFlag,
    bornTimestamp,
    flag: 7,
    properties,
  }
  return (await broker.cluster.call(node?.addr ?? '', sendMessageV2, { header, body })).header.msgId
}

async function download(
  messageId: string,
  form?: 'stored',
  by: Pick<Program, 'fetch'> = console.server.admin,
) {
  const url = urlOf(messageBodyDownload, { params: params(messageId), query: { form } })
  const response = await by.fetch(url)
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

describe('a message', () => {
  it('is shown with its times, hosts, flags and properties, and its body as text', async () => {
    const { message, body, copies } = await view(await send('{"größe": 1}', 'tagA'))
    expect(message).toMatchObject({
      tag: 'tagA',
      bornHost: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      storeHost: console.sandbox.brokers.find(({ brokerName }) => brokerName === message.brokerName)?.addr,
      reconsumeTimes: 0,
      sysFlags: [],
    })
    expect(message.properties).toContainEqual({ name: 'TAGS', value: 'tagA' })
    expect(body).toEqual({
      bytes: 14,
      storedBytes: 14,
      compression: null,
      base64: Buffer.from('{"größe": 1}').toString('base64'),
      text: '{"größe": 1}',
      charset: 'utf-8',
      isCut: false,
      problem: null,
    })
    expect(copies).toEqual([])
  })

  it('is read in another character set, and is no text where it is none', async () => {
    const id = await sendRaw(Buffer.from('b6a9b5a5', 'hex'), 0)
    expect((await view(id)).body.text).toBeNull()
    expect((await view(id, 'gbk')).body.text).toBe('订单')
    expect((await view(await sendRaw(Buffer.from([1, 0, 2]), 0))).body.text).toBeNull()
  })

  it('whose client has an impossible clock and odd properties is shown all the same', async () => {
    const { message } = await view(await sendRaw(Buffer.from('x'), 0, Number.MAX_SAFE_INTEGER))
    expect(message).toMatchObject({ bornAt: '9999-12-31T23:59:59.999Z', flag: 7 })
    expect(message.properties).toContainEqual({ name: 'odd', value: '<b>&' })
  })

  it('is found by the ID of a broker of this cluster only, and no other address is asked', async () => {
    const id = await sendRaw(Buffer.from('x'), 0)
    const elsewhere = `0A000001${id.slice(8)}`
    expect(await problemOf(view(elsewhere))).toMatchObject({
      status: 404,
      detail: expect.stringMatching(/it names 10\.0\.0\.1:\d+, which is no broker of the cluster real\.$/),
    })
    const nowhere = `${id.slice(0, 16)}00000000FFFFFFF0`
    expect((await problemOf(view(nowhere))).detail).toBe(
      `${topic} has no message ${nowhere}: it was never sent there, or it is older than what the brokers keep.`,
    )
    const other = await newTopic(call, instanceId)
    expect((await problemOf(call(messageView, { params: params(id, other) }))).detail).toBe(
      `The message ${id} is not in ${other}: it was sent to ${topic}.`,
    )
  })

  it('of a broker that is away is not said to be missing', async () => {
    const id = await sendRaw(Buffer.from('x'), 0)
    const failure = { kind: 'REFUSE', code: 'SYSTEM_BUSY' } as const
    const fault = console.sandbox.faults.add({ failure, request: 'QUERY_MESSAGE', server: 'broker-b' })
    const refused = await problemOf(view('7F0000010D2E18B4AAC2133C4D5A0000'))
    fault.remove()
    expect(refused.status).toBe(502)
    await console.sandbox.brokers[0]?.stop()
    const problem = await problemOf(view(id))
    await console.sandbox.brokers[0]?.start()
    expect([404, 503]).toContain(problem.status)
    await expect
      .poll(
        () =>
          view(id).then(
            ({ body }) => body.text,
            () => '',
          ),
        patience,
      )
      .toBe('x')
  })
})

describe('a body', () => {
  it('that is compressed is shown and downloaded as it was before', async () => {
    const text = 'abc '.repeat(2_000)
    const id = await sendRaw(deflateSync(text), SysFlag.COMPRESSED)
    const { body, message } = await view(id)
    expect(body).toMatchObject({ bytes: text.length, text, compression: 'ZLIB', problem: null })
    expect(message.sysFlags).toEqual(['COMPRESSED'])
    const { response, bytes } = await download(id)
    expect(bytes.toString()).toBe(text)
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${message.messageId}.bin`)
  })

  it('of 4 MB is shown in its beginning, and downloaded whole', async () => {
    const id = await send('ü'.repeat(2 * MIB))
    const { body } = await view(id)
    expect(body).toMatchObject({ bytes: 4 * MIB, isCut: true, text: 'ü'.repeat(128 * 1024) })
    expect((await download(id)).bytes).toHaveLength(4 * MIB)
  })

  it('that would inflate to a gigabyte is left as it is', async () => {
    const frame = zstdCompressSync(Buffer.alloc(MIB))
    const bomb = Buffer.concat(Array.from({ length: 1_024 }, () => frame))
    const id = await sendRaw(bomb, SysFlag.COMPRESSED | 0x200)
    expect((await view(id)).body.problem).toEqual({
      code: 'TOO_LARGE',
      detail: 'Inflated, the body holds more than 16 MiB: it is left as it is. Download it as it is stored.',
    })
    expect((await download(id)).response.status).toBe(409)
    expect((await download(id, 'stored')).bytes).toEqual(bomb)
  })

  it.each([
    ['gzip, which is none of RocketMQ', SysFlag.COMPRESSED, gzipSync('x')],
    ['not compressed at all', SysFlag.COMPRESSED | 0x200, Buffer.from('plain text')],
    ['of a kind that there is not', SysFlag.COMPRESSED | 0x700, Buffer.from('plain text')],
  ])('that is not what its flag says (%s) is shown as it is stored', async (_, sysFlag, stored) => {
    const { body } = await view(await sendRaw(stored, sysFlag))
    expect(body).toMatchObject({
      base64: stored.toString('base64'),
      text: null,
      problem: { code: 'DAMAGED' },
    })
  })

  it('is masked for those who only look, and so is each checksum that would prove a guess', async () => {
    const properties = '__CRC32#\u00012712847316\u0002shop\u0001north\u0002'
    const id = await sendRaw(Buffer.from('private'), 0, 1, properties)
    const reader = await createUser(console.server, 'readOnly')
    const { body, message } = await view(id, undefined, reader.call)
    expect(body).toMatchObject({ base64: null, text: null, storedBytes: 7, problem: { code: 'MASKED' } })
    expect(message).toMatchObject({ offsetMessageId: id, bodyCRC: null })
    expect(message.properties).toContainEqual({ name: 'shop', value: 'north' })
    expect(JSON.stringify(message)).not.toContain('CRC32')
    expect((await view(id)).message.bodyCRC).toBe(crc32('private') & 0x7fffffff)
    expect((await download(id, undefined, reader)).response.status).toBe(403)
  })
})

describe('where the groups of a topic stand with a message', () => {
  const deliveryOf = async (messageId: string, name: string) => {
    const { items } = await call(messageDelivery, { params: params(messageId, name) })
    return items
  }
  const statuses = async (messageId: string, name: string) =>
    Object.fromEntries((await deliveryOf(messageId, name)).map(({ group, status }) => [group, status]))

  it('is told from offsets, filters, retries and who is online', async () => {
    const name = await newTopic(call, instanceId)
    const wanted = { namespace: instanceId }
    const [taker, other, broadcaster, failing] = [
      await newGroup(call, instanceId),
      await newGroup(call, instanceId),
      await newGroup(call, instanceId),
      await newGroup(call, instanceId),
    ]
    const id = await send('x', 'a', name)
    {
      await using _taker = await console.consume(name, { ...wanted, consumerGroup: taker })
      await using _other = await console.consume(
        name,
        { ...wanted, consumerGroup: other },
        { expression: 'b' },
      )
      await using _loud = await console.consume(name, {
        ...wanted,
        consumerGroup: broadcaster,
        messageModel: 'BROADCASTING',
      })
      await using _failing = await console.consume(
        name,
        { ...wanted, consumerGroup: failing },
        { take: async () => 'LATER' },
      )
      await expect
        .poll(() => statuses(id, name), patience)
        .toEqual({
          [taker]: 'CONSUMED',
          [other]: 'FILTERED',
          [broadcaster]: 'UNKNOWN',
          [failing]: 'CONSUMED',
        })
      await expect
        .poll(
          async () => (await deliveryOf(id, name)).find(({ group }) => group === failing)?.evidence.retry,
          patience,
        )
        .toMatchObject({ reconsumeTimes: 1, dueAt: expect.any(String) })
      const evidence = (await deliveryOf(id, name)).map(item => [item.group, item.evidence.expression])
      expect(Object.fromEntries(evidence)).toMatchObject({ [taker]: '*', [other]: 'b' })
    }
    const late = await send('y', 'a', name)
    await expect.poll(async () => (await statuses(late, name))[taker], patience).toBe('NOT_ONLINE')
    expect((await statuses(id, name))[taker]).toBe('CONSUMED')
  })
})

describe('a verification', () => {
  it('has one client consume the message, and tells its verdict', async () => {
    const name = await newTopic(call, instanceId)
    const group = await newGroup(call, instanceId)
    const { namesrvAddr, credentials } = console.sandbox
    const consumer = new PushConsumer({
      namesrvAddr,
      ...(credentials && { credentials }),
      namespace: instanceId,
      consumerGroup: group,
      commitIntervalMs: 100,
    })
    consumer.subscribe(name, '*')
    const bodies: string[] = []
    let verdict: 'SUCCESS' | 'LATER' = 'SUCCESS'
    let failure: Error | undefined
    await consumer.start(async messages => {
      bodies.push(...messages.map(({ body }) => body.toString()))
      if (failure) throw failure
      return verdict
    })
    try {
      const id = await send('x', undefined, name)
      await expect.poll(() => bodies, patience).toEqual(['x'])
      const verify = (clientId: string, of = group) =>
        call(messageVerify, { params: params(id, name), body: { group: of, clientId } })
      expect(await verify(consumer.clientId)).toMatchObject({
        consumeResult: 'CR_SUCCESS',
        isConsumed: true,
        remark: null,
      })
      verdict = 'LATER'
      expect(await verify(consumer.clientId)).toMatchObject({ consumeResult: 'CR_LATER', isConsumed: false })
      expect(bodies).toEqual(['x', 'x', 'x'])
      failure = new Error('cannot read x')
      const masked = await createUser(console.server, 'tenantAdministrator', { mayReadBodies: false })
      const asked = { params: params(id, name), body: { group, clientId: consumer.clientId } }
      expect(await call(messageVerify, asked)).toMatchObject({
        remark: expect.stringContaining('cannot read x'),
      })
      expect(await masked.call(messageVerify, asked)).toMatchObject({ isConsumed: false, remark: null })
      expect(await problemOf(verify('10.0.0.1@1'))).toMatchObject({
        status: 409,
        detail: expect.stringContaining(`10.0.0.1@1 of ${group} is not connected to broker-`),
      })
      const idle = await newGroup(call, instanceId)
      expect((await problemOf(verify(consumer.clientId, idle))).detail).toBe(
        `No client of ${idle} is online: start one first.`,
      )
    } finally {
      await consumer.stop()
    }
  })
})
