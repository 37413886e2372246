/** Transactions: the answer after the local work, and the answers when a broker asks again. */

import { decodeMessage } from '../../message/decode-stored-message.ts'
import { parseOffsetMessageId } from '../../message/offset-message-id.ts'
import { PropertyName } from '../../message/property-names.ts'
import type { StoredMessage } from '../../message/stored-message.ts'
import { endTransaction } from '../../requests/0037-end-transaction.ts'
import { checkTransactionState } from '../../requests/0039-check-transaction-state.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { Session } from '../session.ts'
import type { SendResult } from './sender.ts'

/** `UNKNOWN` lets the broker ask again later. */
export type TransactionState = 'COMMIT' | 'ROLLBACK' | 'UNKNOWN'

/** Tells what became of the local work that belongs to a half message. */
export type TransactionChecker = (message: StoredMessage) => Promise<TransactionState>

export interface TransactionEnd {
  readonly state: TransactionState
  readonly fromCheck: boolean
  readonly msgId: string
  readonly message: { readonly topic: string; readonly tags: string; readonly keys: string }
  readonly brokerAddr: string
}

const WIRE_STATE = { COMMIT: 8, ROLLBACK: 12, UNKNOWN: 0 } as const

export class Transactions {
  private readonly session: Session
  private readonly producerGroup: string
  private readonly onEnd: (end: TransactionEnd) => void

  constructor(session: Session, producerGroup: string, onEnd: (end: TransactionEnd) => void) {
    this.session = session
    this.producerGroup = producerGroup
    this.onEnd = onEnd
  }

  /** Answers brokers that ask about half messages of this group. */
  answerChecks(check: TransactionChecker): void {
    this.session.serve(checkTransactionState, async ({ header, body, addr }) => {
      const message = decodeMessage(body)
      // The request is one-way: the answer goes as a request of its own.
      await this.answer(addr, header, message, await stateOf(check, message, this.session.onError))
      return undefined
    })
  }

  /**
   * Ends the transaction of a message that this producer has just sent. Of an unknown state there is nothing to say, and
   * brokers would not answer it: they ask again of their own accord.
   */
  async end(sent: SendResult, topic: string, state: TransactionState): Promise<void> {
    if (state === 'UNKNOWN') return
    const place = parseOffsetMessageId(sent.offsetMsgId)
    const addr = this.addrOf(sent.messageQueue)
    const header = {
      topic,
      producerGroup: this.producerGroup,
      tranStateTableOffset: sent.queueOffset,
      commitLogOffset: place?.commitLogOffset ?? 0n,
      commitOrRollback: WIRE_STATE[state],
      msgId: sent.msgId,
      transactionId: sent.transactionId,
      bname: sent.messageQueue.brokerName,
    }
    await this.session.cluster.call(addr, endTransaction, { header })
  }

  private addrOf({ brokerName }: MessageQueue): string {
    return this.session.routes.addrOf(brokerName)
  }

  private async answer(
    addr: string,
    asked: {
      tranStateTableOffset: bigint
      commitLogOffset: bigint
      transactionId?: string | undefined
      msgId?: string | undefined
    },
    message: StoredMessage,
    state: TransactionState,
  ): Promise<void> {
    const topic = message.properties.get(PropertyName.REAL_TOPIC) ?? message.topic
    const header = {
      topic,
      producerGroup: this.producerGroup,
      tranStateTableOffset: asked.tranStateTableOffset,
      commitLogOffset: asked.commitLogOffset,
      commitOrRollback: WIRE_STATE[state],
      fromTransactionCheck: true,
      msgId: message.msgId,
      transactionId: asked.transactionId,
    }
    if (state !== 'UNKNOWN') await this.session.cluster.call(addr, endTransaction, { header })
    this.onEnd({
      state,
      fromCheck: true,
      msgId: message.msgId,
      brokerAddr: addr,
      message: {
        topic,
        tags: message.properties.get(PropertyName.TAGS) ?? '',
        keys: message.properties.get(PropertyName.KEYS) ?? '',
      },
    })
  }
}

/** A checker that fails has not answered: the broker asks again. */
async function stateOf(
  check: TransactionChecker,
  message: StoredMessage,
  onError: (error: unknown) => void,
): Promise<TransactionState> {
  try {
    return await check(message)
  } catch (error) {
    onError(error)
    return 'UNKNOWN'
  }
}
