/**
 * CHECK_TRANSACTION_STATE 39, to one producer of the group that sent the half message, as
 * `broker/transaction/AbstractTransactionalMessageCheckListener#sendCheckMessage`.
 */
import { PropertyName, type StoredMessage } from '@gantry/remoting/internal'
import { checkTransactionState } from '@gantry/remoting/requests'
import type { Broker } from '../state/broker.ts'
import { shownToProducer } from '../state/half-message.ts'

/** Asks whose turn it is. When nobody of the group is there, the message is asked about once more later. */
export function tellCheckTransactionState(broker: Broker, half: StoredMessage): void {
  const producer = broker.clients.nextProducer(half.properties.get(PropertyName.PRODUCER_GROUP) ?? '')
  const uniqueId = half.properties.get(PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX)
  const header = {
    topic: half.topic,
    tranStateTableOffset: half.queueOffset,
    commitLogOffset: half.commitLogOffset,
    msgId: uniqueId,
    transactionId: uniqueId,
    offsetMsgId: half.offsetMsgId,
    bname: broker.brokerName,
  }
  producer?.link.tell(checkTransactionState, header, shownToProducer(half))
}
