/** What other capabilities ask of traces. */
import { DEFAULT_TRACE_TOPIC, type Trace } from '@gantry/contract'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { TraceNeeds } from './trace-needs.ts'
import { queryTraces } from './trace-query.ts'
import { scopeOf } from './trace-scope.ts'

export interface TraceWanted {
  /** Without the namespace. */
  readonly topic: string
  readonly messageId: string
  /** About when it was sent (ms), to look at no older traces. */
  readonly around?: number | undefined
}

export interface TraceService {
  /**
   * Traces of one message, within the request: one or none.
   * @throws AppError NOT_FOUND without the topic or the trace topic; RemotingError when a broker does not answer
   */
  findTraces(handle: InstanceHandle, wanted: TraceWanted, signal: AbortSignal): Promise<readonly Trace[]>
}

export function createTraceService({
  clock,
  deadLetters,
}: Pick<TraceNeeds, 'clock' | 'deadLetters'>): TraceService {
  return {
    async findTraces(handle, { topic, messageId, around }, signal) {
      const scope = await scopeOf(handle, { topic, traceTopic: DEFAULT_TRACE_TOPIC }, signal)
      const source = { admin: handle.admin, traceTopic: scope.traceTopic, signal }
      const query = { handle, scope, deadLetters, nowMs: clock.nowMs(), source, report: () => undefined }
      return (await queryTraces(query, { messageId, aroundMs: around })).traces
    },
  }
}
