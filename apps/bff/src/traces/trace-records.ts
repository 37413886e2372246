/** Trace records as they are read from a trace topic: by key out of its index, or all of a time. */
import {
  type Admin,
  decodeTraces,
  RemotingError,
  requireAnswer,
  type StoredMessage,
  type TraceRecord,
} from '@gantry/remoting'
import { isWithin, readWindow, type StoreTimes, windowsOf } from '../platform/brokers/queue-window.ts'
import { AppError } from '../platform/http/app-error.ts'

/** With the address of the client that wrote it. */
export interface Reported {
  readonly record: TraceRecord
  readonly host: string
}

export interface TraceSource {
  readonly admin: Admin
  readonly traceTopic: string
  readonly signal: AbortSignal
}

/** What a broker gives at most for one question. */
const ANSWER_MESSAGES = 64
const MAX_QUESTIONS = 200

/**
 * Records of messages with this ID or key, until `wants` says that it is enough.
 * @throws AppError NOT_FOUND without the trace topic; the failure of a broker: half of the records would mislead
 */
export async function* recordsByKey(
  { admin, traceTopic, signal }: TraceSource,
  key: string,
  fromMs: number | undefined,
): AsyncGenerator<Reported[]> {
  const seen = new Set<string>()
  let toMs: number | undefined
  for (let question = 0; question < MAX_QUESTIONS; question++) {
    const query = { topic: traceTopic, key, ...(fromMs !== undefined && { from: fromMs }) }
    const result = await admin.messages
      .byKey({ ...query, ...(toMs !== undefined && { to: toMs }) }, { signal })
      .catch((error: unknown) => missing(traceTopic, error))
    const { answered, failed } = requireAnswer(result)
    const [failure] = failed
    if (failure) throw failure.error
    const fresh = answered.flatMap(({ value }) => value).filter(({ offsetMsgId }) => !seen.has(offsetMsgId))
    for (const { offsetMsgId } of fresh) seen.add(offsetMsgId)
    yield fresh.flatMap(reportedIn)
    const full = answered.filter(({ value }) => value.length >= ANSWER_MESSAGES)
    if (full.length === 0 || fresh.length === 0) return
    // The newest come first: what is older than the oldest of a full answer is still to be asked for.
    toMs = Math.max(...full.map(({ value }) => Math.min(...value.map(message => message.storeTimestamp))))
  }
}

/**
 * Records that were stored at these times, pull by pull.
 * @param onRead told of the number of trace messages read since it was told last
 */
export async function* recordsOfTime(
  { admin, traceTopic, signal }: TraceSource,
  times: StoreTimes,
  onRead: (messages: number, total: number) => void,
): AsyncGenerator<Reported[]> {
  const { isRouted, windows, failed } = await windowsOf(admin, traceTopic, times, signal)
  if (!isRouted) throw noTraceTopic(traceTopic)
  const [failure] = failed
  if (failure) throw failure.error
  const total = windows.reduce((sum, { begin, end }) => sum + Number(end - begin), 0)
  for (const window of windows) {
    for await (const messages of readWindow(admin, window, signal)) {
      signal.throwIfAborted()
      onRead(messages.length, total)
      yield messages.filter(message => isWithin(message, times)).flatMap(reportedIn)
    }
  }
}

/** What makes no sense is left out; anybody may write into a trace topic. */
function reportedIn(message: StoredMessage): Reported[] {
  const { host } = message.bornHost
  try {
    return decodeTraces(message.body).records.map(record => ({ record, host: hostOf(record) ?? host }))
  } catch (error) {
    if (error instanceof Error && error.name === 'InflatedTooLarge') return []
    if (error instanceof Error && error.name === 'MessageFormatError') return []
    throw error
  }
}

/** Clients of 4.8 write their host themselves. */
function hostOf(record: TraceRecord): string | undefined {
  return 'clientHost' in record ? record.clientHost : undefined
}

function missing(traceTopic: string, error: unknown): never {
  throw error instanceof RemotingError && error.code === 'NO_ROUTE' ? noTraceTopic(traceTopic) : error
}

function noTraceTopic(traceTopic: string): AppError {
  return new AppError(
    'NOT_FOUND',
    `The cluster has no trace topic ${traceTopic}: brokers make the default one with traceTopicEnable=true.`,
  )
}
