/** RESUME_CHECK_HALF_MESSAGE 323, as `broker/processor/AdminBrokerProcessor#resumeCheckHalfMessage`. */
import { decodeMessage, parseOffsetMessageId } from '@gantry/remoting/internal'
import { resumeCheckHalfMessage } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'
import { offsetOf } from '../state/offset.ts'
import { Refused } from '../state/refused.ts'

export const resumeCheckHalfMessageHandler = brokerHandler(resumeCheckHalfMessage, ({ header }, broker) => {
  const place = parseOffsetMessageId(header.msgId)
  const record = place && broker.store.recordAt(offsetOf(place.commitLogOffset))
  if (record === undefined) {
    const remark = 'Exception was thrown when putting message back to RMQ_SYS_TRANS_HALF_TOPIC.'
    throw new Refused('SYSTEM_ERROR', remark)
  }
  broker.transactions.resume(decodeMessage(record, 0, { verifyCrc: false }))
  return DONE
})
