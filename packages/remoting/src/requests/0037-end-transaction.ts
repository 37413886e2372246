/**
 * END_TRANSACTION 37: commits or rolls back a half message. Clients send it one-way: for "unknown" (0) a broker
 * answers nothing at all.
 *
 * Request fields: `producerGroup`, the one that sent the half message; `tranStateTableOffset` and `commitLogOffset`,
 * its `queueOffset` in the half topic and its place in the commit log; `commitOrRollback`, the
 * transaction bits of `common/sysflag/MessageSysFlag`: 0 unknown, 8 commit, 12 roll back; `fromTransactionCheck`, true
 * in reply to CHECK_TRANSACTION_STATE 39; `msgId`, the offset ID; `transactionId`, the unique ID; `topic`, by
 * which ACL 2.0 decides (5.3 and later).
 * The answer is empty. A client tells why it rolls back in the remark of the command.
 * Defined in `remoting/protocol/header/EndTransactionRequestHeader`; answered by
 * `broker/processor/EndTransactionProcessor`.
 * Refusals: SYSTEM_ERROR 1 when group or offsets do not fit the half message or it is gone; ILLEGAL_OPERATION 604
 * when only an answer to a check may end it any more; SLAVE_NOT_AVAILABLE 11 from a replica.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { bool, int32, int64, optional, text } from '../protocol/shape.ts'
import { rpcFields } from './shapes/rpc-fields.ts'

export const endTransaction = defineRequest({
  name: 'END_TRANSACTION',
  code: 37,
  header: fields({
    topic: optional(text),
    producerGroup: text,
    tranStateTableOffset: int64,
    commitLogOffset: int64,
    commitOrRollback: int32,
    fromTransactionCheck: optional(bool),
    msgId: text,
    transactionId: optional(text),
    ...rpcFields,
  }),
})
