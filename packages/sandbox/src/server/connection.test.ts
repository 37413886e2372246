import { connect, type Socket } from 'node:net'
import { encodeFrame, FLAG_ONEWAY, type Frame, FrameReader } from '@gantry/remoting/internal'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

const GET_BROKER_CLUSTER_INFO = 106
const UPDATE_AND_CREATE_TOPIC = 17
const GET_ALL_TOPIC_CONFIG = 21

/** A socket and what comes back on it, without the manners of a client. */
class RawClient {
  private readonly socket: Socket
  private readonly frames: Frame[] = []
  private readonly reader = new FrameReader()
  readonly ended: Promise<void>

  constructor(addr: string) {
    const [host, port] = addr.split(':')
    this.socket = connect(Number(port), host)
    this.socket.on('data', chunk => this.frames.push(...this.reader.push(chunk)))
    this.socket.on('error', () => this.socket.destroy())
    this.ended = new Promise(resolve => this.socket.on('close', () => resolve()))
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes)
  }

  async next(): Promise<Frame> {
    for (;;) {
      const frame = this.frames.shift()
      if (frame !== undefined) return frame
      await new Promise<void>(resolve => this.socket.once('data', () => resolve()))
    }
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }
}

function request(code: number, opaque: number, extFields: Record<string, string> = {}, flag = 0): Buffer {
  return encodeFrame(
    { code, language: 'JAVA', version: 513, opaque, flag, remark: undefined, extFields },
    undefined,
    0,
  )
}

async function stillAnswers({ namesrvAddr, brokers }: Sandbox): Promise<boolean> {
  using nameServer = new RawClient(namesrvAddr)
  using broker = new RawClient(brokers[0]?.addr ?? '')
  nameServer.write(request(GET_BROKER_CLUSTER_INFO, 1))
  broker.write(request(GET_ALL_TOPIC_CONFIG, 1))
  return (await nameServer.next()).header.code === 0 && (await broker.next()).header.code === 0
}

describe('a connection', () => {
  it('answers each request under its own number, in the form that it came in', async () => {
    await using sandbox = await startSandbox()
    using client = new RawClient(sandbox.namesrvAddr)
    const binary = encodeFrame(
      {
        code: GET_BROKER_CLUSTER_INFO,
        language: 'GO',
        version: 1,
        opaque: 8,
        flag: 0,
        remark: undefined,
        extFields: {},
      },
      undefined,
      1,
    )
    client.write(Buffer.concat([request(GET_BROKER_CLUSTER_INFO, 7), binary]))
    const [first, second] = [await client.next(), await client.next()]
    expect([first.header.opaque, first.serializeType, first.header.flag]).toEqual([7, 0, 1])
    expect([second.header.opaque, second.serializeType]).toEqual([8, 1])
  })

  it('takes requests in pieces of any size', async () => {
    await using sandbox = await startSandbox()
    using client = new RawClient(sandbox.namesrvAddr)
    for (const byte of request(GET_BROKER_CLUSTER_INFO, 7)) client.write(Buffer.from([byte]))
    expect((await client.next()).header.code).toBe(0)
  })

  it('says nothing to a request that is one-way', async () => {
    await using sandbox = await startSandbox()
    using client = new RawClient(sandbox.namesrvAddr)
    client.write(request(GET_BROKER_CLUSTER_INFO, 1, {}, FLAG_ONEWAY))
    client.write(request(GET_BROKER_CLUSTER_INFO, 2))
    expect((await client.next()).header.opaque).toBe(2)
  })

  it('answers what it does not know, and what lacks a field, with a refusal', async () => {
    await using sandbox = await startSandbox()
    using client = new RawClient(sandbox.brokers[0]?.addr ?? '')
    client.write(request(31_999, 1))
    expect((await client.next()).header).toMatchObject({
      code: 3,
      remark: ' request type 31999 not supported',
    })
    client.write(request(UPDATE_AND_CREATE_TOPIC, 2))
    expect((await client.next()).header).toMatchObject({ code: 1, remark: expect.stringContaining('topic') })
  })
})

describe('bytes that are no request', () => {
  const lengthOf = (length: number): Buffer => {
    const bytes = Buffer.alloc(4)
    bytes.writeInt32BE(length)
    return bytes
  }

  it.each([
    ['text of another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a negative length', lengthOf(-1)],
    ['a length that nobody may ask for', lengthOf(0x7fff_ffff)],
    [
      'a header longer than its frame',
      Buffer.concat([lengthOf(8), Buffer.from([0, 0, 0xff, 0xff]), Buffer.alloc(4)]),
    ],
    [
      'a header that is no JSON',
      Buffer.concat([lengthOf(8), Buffer.from([0, 0, 0, 4]), Buffer.from('nope')]),
    ],
  ])('end their connection and no other: %s', async (_what, bytes) => {
    await using sandbox = await startSandbox()
    using client = new RawClient(sandbox.brokers[0]?.addr ?? '')
    client.write(bytes)
    await client.ended
    expect(await stillAnswers(sandbox)).toBe(true)
  })

  it('never take it down, whatever they are', async () => {
    await using sandbox = await startSandbox()
    const codes = fc.integer({ min: 0, max: 400 })
    const fields = fc.dictionary(fc.string({ maxLength: 12 }), fc.string({ maxLength: 20 }), { maxKeys: 6 })
    const frames = fc.tuple(codes, fields).map(([code, extFields]) => request(code, 1, extFields))
    const bytes = fc.uint8Array({ maxLength: 64 }).map(array => Buffer.from(array))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(frames, bytes), { maxLength: 8 }), async chunks => {
        using client = new RawClient(sandbox.brokers[0]?.addr ?? '')
        for (const chunk of chunks) client.write(chunk)
        expect(await stillAnswers(sandbox)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
