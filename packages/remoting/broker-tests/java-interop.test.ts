import { fileURLToPath } from 'node:url'
import { Admin, decodeTraces, keysOf, Producer, PropertyName, type StoredMessage } from '@gantry/remoting'
import { type JavaRun, runJava } from '@gantry/rig'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'

const cluster = inject('cluster')
const PROGRAM = fileURLToPath(new URL('java/Interop.java', import.meta.url))
const unique = Date.now().toString(36)
const topicOf = (name: string): string => `interop-${name}-${unique}`
const KINDS = ['NORMAL', 'FIFO', 'DELAY', 'TRANSACTION'] as const
const options = {
  namesrvAddr: cluster.namesrvAddr,
  ...(cluster.credentials && { credentials: cluster.credentials }),
}
let admin: Admin
let program: JavaRun
let answers: AsyncIterator<string>

beforeAll(async () => {
  admin = new Admin(options)
  const { accessKey = 'none', secretKey = 'none' } = cluster.credentials ?? {}
  program = await runJava(PROGRAM, cluster.tools?.javaClasspath ?? '', [
    cluster.namesrvAddr,
    accessKey,
    secretKey,
  ])
  answers = program.lines[Symbol.asyncIterator]()
  for (const side of ['java', 'ours']) {
    for (const kind of KINDS) {
      await admin.topics.save({
        topic: topicOf(`${side}-${kind}`),
        writeQueueNums: 2,
        attributes: { 'message.type': kind },
      })
    }
  }
  await admin.topics.save({ topic: topicOf('traces'), writeQueueNums: 1 })
})
afterAll(async () => {
  await admin.close()
  await program.stop()
})

describe('what the Java client sends', () => {
  const sent = new Map<string, { msgId: string; offsetMsgId: string; brokerName: string; queueId: number }>()
  beforeAll(async () => {
    const lines = await java('send', ...KINDS.map(kind => topicOf(`java-${kind}`)))
    for (const [name = '', msgId = '', offsetMsgId = '', brokerName = '', queueId] of lines) {
      sent.set(name, { msgId, offsetMsgId, brokerName, queueId: Number(queueId) })
    }
  }, 60_000)

  it('is read with its text, tag, keys and properties in any script', async () => {
    const message = await messageOf('java-NORMAL', sent.get('unicode')?.msgId)
    expect(message.body.toString()).toBe('grüße 🚀 消息')
    expect(message.properties.get(PropertyName.TAGS)).toBe('tagA')
    expect(keysOf(message.properties)).toEqual(['schlüssel-1', 'ключ-2'])
    expect(message.properties.get('свойство')).toBe('значение 🚀')
    expect(message.properties.get('a=b&c')).toBe('x:y|z')
  })

  it('is found by its unique ID, by its offset ID and by a key, and is the same each time', async () => {
    const { msgId, offsetMsgId } = sent.get('unicode') ?? { msgId: '', offsetMsgId: '' }
    const topic = topicOf('java-NORMAL')
    const byPlace = await admin.messages.byOffsetId(offsetMsgId)
    const byId = await eventually(() => admin.messages.byUniqueKey({ topic, key: msgId }))
    const byKey = await eventually(() => admin.messages.byKey({ topic, key: 'ключ-2' }))
    expect([byPlace.msgId, byPlace.offsetMsgId]).toEqual([msgId, offsetMsgId])
    expect(byId.map(message => message.offsetMsgId)).toEqual([offsetMsgId])
    expect(byKey.map(message => message.offsetMsgId)).toEqual([offsetMsgId])
  })

  it.each(['ZLIB', 'LZ4', 'ZSTD'])('is inflated when it was compressed with %s', async type => {
    const message = await messageOf('java-NORMAL', sent.get(`compressed-${type}`)?.msgId)
    expect(message.storedBody.length).toBeLessThan(1_000)
    expect(message.body.toString()).toBe('ü'.repeat(10_000))
  })

  it('is taken apart when it was a batch', async () => {
    const ids = sent.get('batch')?.msgId.split(',') ?? []
    expect(ids).toHaveLength(3)
    const bodies = await Promise.all(
      ids.map(async id => (await messageOf('java-NORMAL', id)).body.toString()),
    )
    expect(bodies).toEqual(['batch 0', 'batch 1', 'batch 2'])
  })

  it('is read when it was ordered, delayed or transactional', async () => {
    expect((await messageOf('java-FIFO', sent.get('ordered')?.msgId)).body.toString()).toBe('ordered')
    expect((await messageOf('java-DELAY', sent.get('delayed')?.msgId)).body.toString()).toBe('delayed')
    const transaction = await messageOf('java-TRANSACTION', sent.get('transaction')?.msgId)
    expect(transaction.body.toString()).toBe('transaction')
  })

  it('leaves traces that are read', async () => {
    const record = await vi.waitFor(
      async () => {
        const messages = await readAll('RMQ_SYS_TRACE_TOPIC')
        const records = messages.flatMap(message => decodeTraces(message.body).records)
        const found = records.find(({ msgId }) => msgId === sent.get('unicode')?.msgId)
        if (found === undefined) throw new Error('The trace has not come yet.')
        return found
      },
      { timeout: 15_000, interval: 300 },
    )
    expect(record).toMatchObject({
      traceType: 'Pub',
      topic: topicOf('java-NORMAL'),
      groupName: 'GID_interop_java',
      tags: 'tagA',
      success: true,
    })
  })
})

describe('what we send', () => {
  it('is read by the Java client: text, tag, keys, properties and flag', async () => {
    await using producer = new Producer({ ...options, producerGroup: 'GID_interop_ours' })
    const { msgId } = await producer.send({
      topic: topicOf('ours-NORMAL'),
      body: 'grüße 🚀 消息',
      tag: 'tagA',
      keys: ['schlüssel-1', 'ключ-2'],
      properties: { свойство: 'значение 🚀' },
      flag: 7,
    })
    expect(await seenByJava('ours-NORMAL', msgId)).toEqual({
      tags: 'tagA',
      keys: 'schlüssel-1 ключ-2',
      body: 'grüße 🚀 消息',
      properties: '{свойство=значение 🚀}',
      flag: '7',
    })
  })

  it.each(['ZLIB', 'LZ4', 'ZSTD'] as const)(
    'is inflated by the Java client when compressed with %s',
    async type => {
      const compression = { type, fromBytes: 100 }
      await using producer = new Producer({ ...options, producerGroup: 'GID_interop_ours', compression })
      const { msgId, messageQueue } = await producer.send({
        topic: topicOf('ours-NORMAL'),
        body: 'ü'.repeat(10_000),
      })
      expect(messageQueue.topic).toBe(topicOf('ours-NORMAL'))
      expect((await seenByJava('ours-NORMAL', msgId))?.body).toBe('ü'.repeat(10_000))
    },
  )

  it('is taken apart by the Java client when it is a batch', async () => {
    await using producer = new Producer({ ...options, producerGroup: 'GID_interop_ours' })
    const bodies = ['batch 0', 'batch 1', 'batch 2']
    const { msgId } = await producer.sendBatch(bodies.map(body => ({ topic: topicOf('ours-NORMAL'), body })))
    const seen: Array<string | undefined> = []
    for (const id of msgId.split(',')) seen.push((await seenByJava('ours-NORMAL', id))?.body)
    expect(seen).toEqual(bodies)
  })

  it('goes to the queue that the Java client would choose for the same sharding key', async () => {
    await using producer = new Producer({ ...options, producerGroup: 'GID_interop_ours' })
    const sent = await producer.send({
      topic: topicOf('ours-FIFO'),
      body: 'ordered',
      shardingKey: 'order-4711',
    })
    const [byJava] = await readAll(topicOf('java-FIFO'))
    expect(sent.messageQueue.queueId).toBe(byJava?.queueId)
    expect((await seenByJava('ours-FIFO', sent.msgId))?.body).toBe('ordered')
  })

  it('is delivered to the Java client when its time has come, and when its transaction is committed', async () => {
    await using producer = new Producer({ ...options, producerGroup: 'GID_interop_ours' })
    const delayed = await producer.send({ topic: topicOf('ours-DELAY'), body: 'delayed', delayLevel: 1 })
    const message = { topic: topicOf('ours-TRANSACTION'), body: 'transaction' }
    const committed = await producer.sendInTransaction(message, async () => 'COMMIT')
    await producer.sendInTransaction({ ...message, body: 'rolled back' }, async () => 'ROLLBACK')
    await messageOf('ours-DELAY', delayed.msgId)
    expect((await seenByJava('ours-DELAY', delayed.msgId))?.body).toBe('delayed')
    expect((await seenByJava('ours-TRANSACTION', committed.msgId))?.body).toBe('transaction')
    expect(await readAll(message.topic)).toHaveLength(1)
  })

  it('leaves traces that the Java decoder reads', async () => {
    const trace = topicOf('traces')
    const sent = await (async () => {
      await using producer = new Producer({ ...options, producerGroup: 'GID_interop_traced', trace })
      return await producer.send({ topic: topicOf('ours-NORMAL'), body: 'traced', tag: 'tagT' })
    })()
    const lines = await java('traces', trace)
    expect(lines).toEqual([
      ['Pub', 'GID_interop_traced', topicOf('ours-NORMAL'), sent.msgId, 'tagT', 'Normal_Msg', 'true'],
    ])
  })
})

/** Has the Java program do one thing and returns the lines of its answer, taken apart. */
async function java(...command: readonly string[]): Promise<string[][]> {
  program.write(command.join(' '))
  const lines: string[][] = []
  for (;;) {
    const { value: line, done } = await answers.next()
    if (done) throw new Error(`The Java program ended: ${(await program.ended).errors}`)
    if (line === 'END') return lines
    if (line.includes('\t')) lines.push(line.split('\t'))
  }
}

interface JavaView {
  readonly tags: string
  readonly keys: string
  readonly body: string
  readonly properties: string
  readonly flag: string
}

async function seenByJava(topic: string, wanted: string): Promise<JavaView | undefined> {
  for (const [msgId, tags = '', keys = '', body = '', properties = '', flag = ''] of await java(
    'read',
    topicOf(topic),
  )) {
    if (msgId !== wanted) continue
    return { tags, keys, body: fromBase64(body), properties: fromBase64(properties), flag }
  }
  return undefined
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString()
}

async function readAll(topic: string): Promise<StoredMessage[]> {
  const messages: StoredMessage[] = []
  for (const queue of await admin.offsets.queues(topic)) {
    const end = await admin.offsets.max(queue)
    let offset = await admin.offsets.min(queue)
    while (offset < end) {
      const pulled = await admin.messages.pull(queue, { offset })
      messages.push(...pulled.messages)
      offset = pulled.nextBeginOffset
    }
  }
  return messages
}

/** The message once it is there: delayed ones and committed ones take a moment. */
async function messageOf(topic: string, msgId: string | undefined): Promise<StoredMessage> {
  return await vi.waitFor(
    async () => {
      const found = (await readAll(topicOf(topic))).find(message => message.msgId === msgId)
      if (found === undefined) throw new Error(`No message ${msgId} in ${topic}.`)
      return found
    },
    { timeout: 15_000, interval: 200 },
  )
}

/** Brokers index a message a moment after they have stored it. */
async function eventually(
  query: () => ReturnType<Admin['messages']['byKey']>,
): Promise<readonly StoredMessage[]> {
  return await vi.waitFor(
    async () => {
      const found = (await query()).answered.flatMap(({ value }) => value)
      if (found.length === 0) throw new Error('Nothing is found yet.')
      return found
    },
    { timeout: 10_000, interval: 200 },
  )
}
