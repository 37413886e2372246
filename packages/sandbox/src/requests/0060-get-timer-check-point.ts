/** GET_TIMER_CHECK_POINT 60, as `broker/processor/AdminBrokerProcessor#getTimerCheckPoint`. */
import { getTimerCheckPoint } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const getTimerCheckPointHandler = brokerHandler(getTimerCheckPoint, (_call, { settings, timers }) => {
  if (!settings.isOn('timerWheelEnable')) throw new Refused('SYSTEM_ERROR', 'The checkpoint is null')
  return { header: {}, body: timers.checkpoint() }
})
