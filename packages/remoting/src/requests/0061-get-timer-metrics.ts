/**
 * GET_TIMER_METRICS 61: how many timed messages wait on a broker, by topic. Since 5.0.
 *
 * Body: `TimerMetricsSerializeWrapper` { `timingCount`: topic to { `count`, `timeStamp` of its last change }, `dataVersion` }.
 * Defined in `store/timer/TimerMetrics`; answered by `broker/processor/AdminBrokerProcessor#getTimerMetrics`.
 * Refusals: SYSTEM_ERROR 1 when the broker has no timer wheel (`timerWheelEnable`).
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, int64, mapOf, millis, object, text } from '../protocol/shape.ts'
import { dataVersion } from './shapes/data-version.ts'

export const timerMetrics = object({
  timingCount: mapOf(text, object({ count: int64, timeStamp: millis })),
  dataVersion,
})
export type TimerMetrics = Infer<typeof timerMetrics>

export const getTimerMetrics = defineRequest({
  name: 'GET_TIMER_METRICS',
  code: 61,
  readOnly: true,
  response: { body: jsonBody(timerMetrics) },
})
