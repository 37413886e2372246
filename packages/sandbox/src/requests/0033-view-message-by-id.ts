/** VIEW_MESSAGE_BY_ID 33, as `broker/processor/QueryMessageProcessor#viewMessageById`. */
import { viewMessageById } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { offsetOf } from '../state/offset.ts'
import { Refused } from '../state/refused.ts'

export const viewMessageByIdHandler = brokerHandler(viewMessageById, ({ header: { offset } }, broker) => {
  const record = broker.store.recordAt(offsetOf(offset))
  if (record === undefined) throw new Refused('SYSTEM_ERROR', `can not find message by the offset, ${offset}`)
  return { header: {}, body: record }
})
