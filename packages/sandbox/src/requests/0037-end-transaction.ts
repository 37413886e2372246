/** END_TRANSACTION 37, as `broker/processor/EndTransactionProcessor`. Of a transaction that is still open nothing is answered. */
import { decodeMessage, PropertyName, type StoredMessage, SysFlag } from '@gantry/remoting/internal'
import { endTransaction } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { offsetOf } from '../state/offset.ts'
import { Refused } from '../state/refused.ts'

type EndTransactionHeader = ReturnType<typeof endTransaction.header.read>

export const endTransactionHandler = brokerHandler(endTransaction, ({ header }, broker) => {
  const { commitOrRollback } = header
  const isCommit = commitOrRollback === SysFlag.TRANSACTION_COMMIT
  if (!isCommit && commitOrRollback !== SysFlag.TRANSACTION_ROLLBACK) return undefined
  const half = halfMessageOf(header, broker)
  if (isCommit) {
    const { topic, bytes } = broker.transactions.commit(half)
    broker.traffic.sent(topic, 1, bytes)
  } else broker.transactions.rollback(half)
  return DONE
})

function halfMessageOf(header: EndTransactionHeader, broker: Broker): StoredMessage {
  const record = broker.store.recordAt(offsetOf(header.commitLogOffset))
  if (record === undefined) throw new Refused('SYSTEM_ERROR', 'Find prepared transaction message failed')
  const half = decodeMessage(record, 0, { verifyCrc: false })
  if (header.fromTransactionCheck !== true && broker.transactions.isTooLate(half)) {
    throw new Refused('ILLEGAL_OPERATION', '')
  }
  if (half.properties.get(PropertyName.PRODUCER_GROUP) !== header.producerGroup) {
    throw new Refused('SYSTEM_ERROR', 'The producer group wrong')
  }
  if (half.queueOffset !== header.tranStateTableOffset) {
    throw new Refused('SYSTEM_ERROR', 'The transaction state table offset wrong')
  }
  return half
}
