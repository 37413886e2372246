/** One broker, real or imitated, as a sequence of operations knows it: what was sent to it and taken from it so far. */
import { BrokerRefused, decodeMessages, type StoredMessage, UnsupportedByBroker } from '@gantry/remoting'
import type { RequestLayout } from '@gantry/remoting/internal'
import { getMaxOffset, pullMessage } from '@gantry/remoting/requests'
import { expect } from 'vitest'
import { eventually } from '../../../remoting/contract/harness.ts'
import type { Admin } from '../../../remoting/src/clients/admin/admin.ts'
import type { Reply, RequestInput } from '../../../remoting/src/transport/exchange.ts'
import { viewOf } from './views.ts'

export interface Target {
  readonly admin: Admin
  readonly addr: string
  readonly brokerName: string
  /** Resolves when the broker's clock shows another time. */
  readonly tick: () => Promise<void>
  /** Lets time pass, where it does not by itself. */
  readonly pass: (ms: number) => void
}

/** Names that are the same on both brokers, and nobody else's. */
export interface Names {
  /** Begins unique IDs of messages. */
  readonly prefix: string
  readonly topics: readonly string[]
  readonly groups: readonly string[]
}

export interface SentMessage {
  readonly topic: string
  readonly msgId: string
  readonly offsetMsgId: string
}

export interface TakenMessage {
  /** Where it lies: a retry topic for one that came again. */
  readonly topic: string
  readonly consumerGroup: string
  readonly queueId: number
  readonly queueOffset: bigint
  readonly handle: string
}

const EVERYTHING = 1_000
/** A busy broker may be slow. */
const PATIENCE_MS = 20_000
const WITH_SUBSCRIPTION = 4

export class World {
  private readonly sent: SentMessage[] = []
  private readonly taken: TakenMessage[] = []
  /** Whether messages came again, after which a broker mixes them with the others by chance. */
  hasRevived = false
  readonly target: Target
  private readonly names: Names
  private attempts = 0

  constructor(target: Target, names: Names) {
    this.target = target
    this.names = names
  }

  get brokerName(): string {
    return this.target.brokerName
  }

  topic(index: number): string {
    return this.names.topics[index] ?? ''
  }

  group(index: number): string {
    return this.names.groups[index] ?? ''
  }

  /** A unique ID for the next message, the same on both brokers. */
  newId(): string {
    return `${this.names.prefix}-${++this.attempts}`
  }

  noteSent(message: SentMessage): void {
    this.sent.push(message)
  }

  /** The newest message is 0. Undefined when there is none. */
  recentlySent(back: number): SentMessage | undefined {
    return newest(this.sent, back)
  }

  noteTaken(message: TakenMessage): void {
    this.taken.push(message)
  }

  get takenCount(): number {
    return this.taken.length
  }

  recentlyTaken(back: number): TakenMessage | undefined {
    return newest(this.taken, back)
  }

  isDone(answer: unknown): boolean {
    return typeof answer === 'object' && answer !== null && 'code' in answer && answer.code === 0
  }

  /** What the broker answers, as `view` sees it, or the code and the words that it refuses with. */
  async ask<H, B, R, P>(
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    view: (reply: Reply<R, P>) => unknown,
  ): Promise<unknown> {
    let reply: Reply<R, P>
    try {
      reply = await this.target.admin.cluster.call(this.target.addr, layout, input, {
        timeoutMs: PATIENCE_MS,
      })
    } catch (error) {
      if (error instanceof BrokerRefused)
        return { refused: error.responseCode, remark: wordsOf(error.remark ?? '') }
      if (error instanceof UnsupportedByBroker) return 'unsupported'
      throw error
    }
    return { code: reply.code, seen: await view(reply) }
  }

  /** Resolves when the queue holds so many messages: a broker shows them a moment after it has taken them. */
  async holds(topic: string, queueId: number, messages: bigint): Promise<void> {
    await eventually(async () => expect(await this.end(topic, queueId)).toBe(messages))
  }

  /** The topic whose first queue is the first to hold more than before. */
  async firstToGrow(topics: readonly string[], before: readonly bigint[]): Promise<string> {
    return await eventually(async () => {
      const ends = await Promise.all(topics.map(topic => this.end(topic, 0)))
      const grown = topics.find((_, index) => (ends[index] ?? 0n) > (before[index] ?? 0n))
      if (grown === undefined) throw new Error(`No message has come to ${topics.join(' or ')}.`)
      return grown
    })
  }

  async end(topic: string, queueId: number): Promise<bigint> {
    const header = { topic, queueId }
    const { admin, addr } = this.target
    return (await admin.cluster.call(addr, getMaxOffset, { header })).header.offset
  }

  /** Every message of a queue; none where there is no such queue. */
  async messagesOf(topic: string, queueId: number): Promise<StoredMessage[]> {
    const found: StoredMessage[] = []
    for (let queueOffset = 0n; found.length < EVERYTHING; ) {
      const header = {
        ...{ consumerGroup: 'TOOLS_CONSUMER', topic, queueId, queueOffset, maxMsgNums: 32 },
        ...{ sysFlag: WITH_SUBSCRIPTION, subscription: '*', subVersion: 0n },
        ...{ commitOffset: 0n, suspendTimeoutMillis: 0 },
      }
      let code = -1
      await this.ask(pullMessage, { header }, reply => {
        code = reply.code
        found.push(...decodeMessages(reply.body))
        queueOffset = reply.header.nextBeginOffset
      })
      if (code !== 0) break
    }
    return found
  }

  view(message: StoredMessage) {
    return viewOf(message, id => this.sent.findIndex(({ offsetMsgId }) => offsetMsgId === id))
  }
}

/** A remark without what only a Java program can say, and without the client's port. */
function wordsOf(remark: string): string {
  if (/^[\w.]+(Exception|Error)\b/.test(remark)) return 'an exception'
  return remark.replace(/127\.0\.0\.1:\d+/g, 'somebody')
}

function newest<T>(all: readonly T[], back: number): T | undefined {
  return all[all.length - 1 - (back % Math.max(all.length, 1))]
}
