/** GET_TIMER_METRICS 61, as `broker/processor/AdminBrokerProcessor#getTimerMetrics`. */
import { getTimerMetrics } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const getTimerMetricsHandler = brokerHandler(getTimerMetrics, (_call, { settings, timers }) => {
  if (!settings.isOn('timerWheelEnable')) throw new Refused('SYSTEM_ERROR', 'The timer message store is null')
  return { header: {}, body: timers.metrics.snapshot() }
})
