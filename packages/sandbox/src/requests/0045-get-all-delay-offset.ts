/** GET_ALL_DELAY_OFFSET 45, as `broker/schedule/ScheduleMessageService#encode`. */
import { getAllDelayOffset } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const getAllDelayOffsetHandler = brokerHandler(getAllDelayOffset, (_call, { delays }) => {
  const offsetTable = new Map([...delays.progress()].map(([level, offset]) => [level, BigInt(offset)]))
  return { header: {}, body: { offsetTable, dataVersion: delays.dataVersion } }
})
