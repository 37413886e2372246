/**
 * CHECK_TRANSACTION_STATE 39: a broker asks a producer how a transaction went. It is sent one-way; the producer
 * answers with END_TRANSACTION 37 on the same connection or another to that broker.
 *
 * Request fields: `tranStateTableOffset` and `commitLogOffset`, to be given back with END_TRANSACTION; `msgId` and
 * `transactionId`, the unique ID; `offsetMsgId`; `topic`, the half topic (5.3 and later); `bname` (5.0 and later).
 * Body: the half message, one stored record, but with its real topic; its properties name the producer group (`PGROUP`).
 * Defined in `remoting/protocol/header/CheckTransactionStateRequestHeader`; sent by
 * `broker/client/net/Broker2Client#checkProducerTransactionState`, taken by
 * `client/impl/ClientRemotingProcessor#checkTransactionState`.
 */
import { fields } from '../protocol/fields.ts'
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import { int64, optional, text } from '../protocol/shape.ts'
import { rpcFields } from './shapes/rpc-fields.ts'

export const checkTransactionState = defineRequest({
  name: 'CHECK_TRANSACTION_STATE',
  code: 39,
  header: fields({
    topic: optional(text),
    tranStateTableOffset: int64,
    commitLogOffset: int64,
    msgId: optional(text),
    transactionId: optional(text),
    offsetMsgId: optional(text),
    ...rpcFields,
  }),
  body: bytesBody,
})
