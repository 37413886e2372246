/** A client on one bare socket that keeps what goes over it in both directions, to be read again by tests. */
import { connect, type Socket } from 'node:net'
import type { ResponseParts } from '../../src/protocol/answer.ts'
import { encodeFrame, type Frame, FrameReader } from '../../src/protocol/frame.ts'
import { FLAG_ONEWAY, FLAG_RESPONSE } from '../../src/protocol/header.ts'
import type { RequestLayout } from '../../src/protocol/layout.ts'
import {
  DEFAULT_DIALECT,
  type Dialect,
  encodeRequest,
  type RequestInput,
} from '../../src/transport/exchange.ts'

export interface RecordedParts {
  readonly code: number
  readonly remark?: string | undefined
  readonly extFields: Readonly<Record<string, string>>
  /** A body that is text. */
  readonly bodyText?: string
  /** A body that is not. */
  readonly bodyHex?: string
}

export interface RecordedExchange {
  readonly name: string
  readonly sentBy: 'client' | 'broker'
  readonly request: RecordedParts
  /** Missing of a one-way request. */
  readonly response?: RecordedParts
}

export class Refused extends Error {
  readonly code: number

  constructor(message: string, code: number) {
    super(message)
    this.code = code
  }
}

export type Answer = (frame: Frame) => ResponseParts | undefined

export class RecordingPeer {
  private readonly socket: Socket
  private readonly exchanges: RecordedExchange[]
  private readonly answers: ReadonlyMap<number, Answer>
  private readonly reader = new FrameReader()
  private readonly waiting = new Map<number, (frame: Frame) => void>()
  private opaque = 1

  /** `answers` by request code, for requests of the broker; all exchanges are added to `exchanges`. */
  constructor(addr: string, exchanges: RecordedExchange[], answers: ReadonlyMap<number, Answer> = new Map()) {
    const [host, port] = addr.split(':')
    this.exchanges = exchanges
    this.answers = answers
    this.socket = connect(Number(port), host)
    this.socket.on('data', chunk => {
      for (const frame of this.reader.push(chunk)) this.accept(frame)
    })
  }

  /** Sends a request, records the answer and gives it back. */
  async call<H, B, R, P>(
    name: string,
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    dialect: Partial<Dialect> = {},
  ): Promise<{
    readonly code: number
    readonly header: R
    readonly body: P
    readonly remark: string | undefined
  }> {
    const opaque = this.opaque++
    const sent = encodeRequest(layout, input, opaque, { ...DEFAULT_DIALECT, ...dialect })
    const frame = await new Promise<Frame>((resolve, reject) => {
      this.waiting.set(opaque, resolve)
      setTimeout(() => reject(new Error(`${name}: no answer in 40 s`)), 40_000).unref()
      this.socket.write(sent)
    })
    const [request] = new FrameReader().push(sent)
    if (request === undefined) throw new Error('the request has no frame')
    const { code, remark, extFields } = frame.header
    if (code !== 0 && layout.response.alsoAccepts?.includes(code) !== true)
      throw new Refused(`${name}: refused with ${code}, ${remark}`, code)
    this.exchanges.push({ name, sentBy: 'client', request: partsOf(request), response: partsOf(frame) })
    const header = layout.response.header.read(extFields)
    return { code, remark, header, body: layout.response.body.read(frame.body) }
  }

  async oneway<H, B, R, P>(
    name: string,
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
  ): Promise<void> {
    const sent = encodeRequest(layout, input, this.opaque++, DEFAULT_DIALECT, true)
    const [request] = new FrameReader().push(sent)
    if (request !== undefined) this.exchanges.push({ name, sentBy: 'client', request: partsOf(request) })
    this.socket.write(sent)
  }

  private accept(frame: Frame): void {
    if (frame.header.flag & FLAG_RESPONSE) this.waiting.get(frame.header.opaque)?.(frame)
    else this.serve(frame)
  }

  private serve(frame: Frame): void {
    const { code, opaque, flag } = frame.header
    const answer = this.answers.get(code)?.(frame)
    const name = `from the broker: ${code}`
    if (flag & FLAG_ONEWAY || answer === undefined) {
      this.exchanges.push({ name, sentBy: 'broker', request: partsOf(frame) })
      return
    }
    const header = {
      ...DEFAULT_DIALECT,
      code: answer.code,
      opaque,
      flag: FLAG_RESPONSE,
      remark: answer.remark,
    }
    const extFields = answer.extFields ?? {}
    const sent = encodeFrame({ ...header, extFields }, answer.body, frame.serializeType)
    this.socket.write(sent)
    const [response] = new FrameReader().push(sent)
    if (response === undefined) throw new Error('the answer has no frame')
    this.exchanges.push({ name, sentBy: 'broker', request: partsOf(frame), response: partsOf(response) })
  }

  close(): void {
    this.socket.destroy()
  }
}

function partsOf({ header, body }: Frame): RecordedParts {
  const { code, remark, extFields } = header
  const parts = { code, ...(remark === undefined ? {} : { remark }), extFields }
  if (body.length === 0) return parts
  const text = body.toString()
  return Buffer.from(text).equals(body) && !text.includes('\0')
    ? { ...parts, bodyText: text }
    : { ...parts, bodyHex: body.toString('hex') }
}
