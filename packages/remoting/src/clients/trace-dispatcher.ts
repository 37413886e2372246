/**
 * Sends trace records to the trace topic in the background, several in one message. Traces never hold up or fail what they
 * report on: when the trace topic cannot take them they are dropped, and the session's `onError` hears of it.
 */
import { randomUUID } from 'node:crypto'
import { encodeTraces, keysOfTraces } from '../trace/encode-traces.ts'
import type { TraceRecord } from '../trace/trace-record.ts'
import { nextMessageId } from './message-ids.ts'
import { prepare } from './producer/outgoing-message.ts'
import { Sender } from './producer/sender.ts'
import type { Session } from './session.ts'
import type { TraceSink } from './trace-sink.ts'

export const DEFAULT_TRACE_TOPIC = 'RMQ_SYS_TRACE_TOPIC'

const FLUSH_AFTER_MS = 500
/** Records in one message, as the Java client has it. */
const BATCH_RECORDS = 100
/** Records that wait; more than that and the newest are dropped. */
const MAX_WAITING = 10_000

export class TraceDispatcher implements TraceSink {
  private readonly session: Session
  private readonly traceTopic: string
  private readonly sender: Sender
  private waiting: TraceRecord[] = []
  private timer: NodeJS.Timeout | undefined
  private sending: Promise<void> = Promise.resolve()

  /** @param group producer or consumer group that the traces are about */
  constructor(session: Session, group: string, traceTopic: string = DEFAULT_TRACE_TOPIC) {
    this.session = session
    this.traceTopic = traceTopic
    this.sender = new Sender(session, `_INNER_TRACE_PRODUCER-${group}-${randomUUID().slice(0, 8)}`, 2)
  }

  record(...records: TraceRecord[]): void {
    if (this.waiting.length >= MAX_WAITING) return
    this.waiting.push(...records)
    if (this.waiting.length >= BATCH_RECORDS) this.flush()
    else this.timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS)
  }

  async close(): Promise<void> {
    this.flush()
    await this.sending
  }

  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const records = this.waiting
    this.waiting = []
    for (let at = 0; at < records.length; at += BATCH_RECORDS) {
      const batch = records.slice(at, at + BATCH_RECORDS)
      this.sending = this.sending.then(() => this.send(batch))
    }
  }

  private async send(records: TraceRecord[]): Promise<void> {
    try {
      const message = { topic: this.traceTopic, body: encodeTraces(records), keys: keysOfTraces(records) }
      await this.sender.deliver(prepare(message, nextMessageId(), undefined), { topic: this.traceTopic })
    } catch (error) {
      this.session.onError(error)
    }
  }
}

/** @param trace true for the cluster's own trace topic, or the name of another */
export function traceSinkFor(
  session: Session,
  group: string,
  trace: boolean | string | undefined,
): TraceSink | undefined {
  if (trace === undefined || trace === false) return undefined
  return new TraceDispatcher(session, group, trace === true ? DEFAULT_TRACE_TOPIC : trace)
}
