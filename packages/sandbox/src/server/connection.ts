/**
 * One client's connection: its bytes become frames, answers become bytes. Also asks the client, and matches what it answers.
 */
import type { Socket } from 'node:net'
import {
  encodeFrameHead,
  FLAG_ONEWAY,
  FLAG_RESPONSE,
  type Frame,
  FrameReader,
  type HostAddress,
  MalformedError,
  type RequestLayout,
  type SerializeType,
} from '@gantry/remoting/internal'
import type { Alarm, Clock } from '../clock.ts'
import type { Written } from '../handler.ts'
import type { ClientLink } from '../state/client-link.ts'
import { Refused } from '../state/refused.ts'
import { Outbox } from './outbox.ts'

/** V5_5_0 in `MQVersion`. */
export const VERSION = 513
const LANGUAGE = 'JAVA'
const JSON_HEADER: SerializeType = 0

interface Question {
  readonly resolve: (frame: Frame) => void
  readonly reject: (error: Refused) => void
  readonly alarm: Alarm
}

export class Connection implements ClientLink {
  readonly addr: string
  readonly host: HostAddress
  private readonly socket: Socket
  private readonly clock: Clock
  private readonly onRequest: (frame: Frame, connection: Connection) => void
  private readonly outbox: Outbox
  private readonly reader = new FrameReader()
  private readonly ending = new AbortController()
  private readonly questions = new Map<number, Question>()
  private lastOpaque = 0

  constructor(socket: Socket, clock: Clock, onRequest: (frame: Frame, connection: Connection) => void) {
    this.socket = socket
    this.outbox = new Outbox(socket)
    this.clock = clock
    this.onRequest = onRequest
    this.host = { host: socket.remoteAddress ?? '127.0.0.1', port: socket.remotePort ?? 0 }
    this.addr = `${this.host.host}:${this.host.port}`
    socket.setNoDelay(true)
    socket.on('data', chunk => this.receive(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.end())
  }

  get closed(): AbortSignal {
    return this.ending.signal
  }

  close(): void {
    this.socket.destroy()
  }

  answer(request: Frame, response: Written): void {
    if ((request.header.flag & FLAG_ONEWAY) !== 0 || this.closed.aborted) return
    const { code, remark, extFields = {}, body, parts } = response
    const { opaque } = request.header
    const header = {
      code,
      language: LANGUAGE,
      version: VERSION,
      opaque,
      flag: FLAG_RESPONSE,
      remark,
      extFields,
    }
    const pieces = parts ?? (body === undefined ? [] : [body])
    this.write(header, pieces, request.serializeType)
  }

  tell<H, B, R, P>(layout: RequestLayout<H, B, R, P>, header: H, body: B): void {
    this.send(layout, header, body, FLAG_ONEWAY)
  }

  ask<H, B, R, P>(layout: RequestLayout<H, B, R, P>, header: H, body: B, timeoutMs: number): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const opaque = this.send(layout, header, body, 0)
      const alarm = this.clock.after(timeoutMs, () => this.fail(opaque, `no answer within ${timeoutMs} ms`))
      this.questions.set(opaque, { resolve, reject, alarm })
      if (this.closed.aborted) this.fail(opaque, 'it is gone')
    })
  }

  private receive(chunk: Buffer): void {
    let frames: Frame[]
    try {
      frames = this.reader.push(chunk)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      this.socket.destroy()
      return
    }
    for (const frame of frames) {
      if ((frame.header.flag & FLAG_RESPONSE) === 0) this.onRequest(frame, this)
      else this.settle(frame)
    }
  }

  private settle(frame: Frame): void {
    const question = this.questions.get(frame.header.opaque)
    this.questions.delete(frame.header.opaque)
    question?.alarm.cancel()
    question?.resolve(frame)
  }

  private fail(opaque: number, why: string): void {
    const question = this.questions.get(opaque)
    this.questions.delete(opaque)
    question?.alarm.cancel()
    question?.reject(new Refused('SYSTEM_ERROR', `The client ${this.addr} cannot be asked: ${why}.`))
  }

  private end(): void {
    this.ending.abort()
    for (const opaque of [...this.questions.keys()]) this.fail(opaque, 'it is gone')
  }

  private send<H, B, R, P>(layout: RequestLayout<H, B, R, P>, header: H, body: B, flag: number): number {
    const opaque = ++this.lastOpaque
    const extFields = layout.header.write(header)
    const bytes = layout.body.write(body)
    const head = {
      code: layout.code,
      language: LANGUAGE,
      version: VERSION,
      opaque,
      flag,
      remark: undefined,
      extFields,
    }
    if (!this.closed.aborted) this.write(head, bytes === undefined ? [] : [bytes], JSON_HEADER)
    return opaque
  }

  private write(
    header: Parameters<typeof encodeFrameHead>[0],
    pieces: readonly Buffer[],
    serializeType: SerializeType,
  ): void {
    const bodyBytes = pieces.reduce((sum, piece) => sum + piece.length, 0)
    this.outbox.post(encodeFrameHead(header, bodyBytes, serializeType))
    for (const piece of pieces) this.outbox.post(piece)
  }
}
