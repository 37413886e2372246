/**
 * Gives messages back to their broker, which delivers them again later or puts them into the dead-letter topic.
 * Defined in `client/impl/consumer/DefaultMQPushConsumerImpl#sendMessageBack`.
 */
import type { StoredMessage } from '../../message/stored-message.ts'
import { consumerSendMsgBack } from '../../requests/0036-consumer-send-msg-back.ts'
import type { Session } from '../session.ts'
import { originTopicOf } from './message-view.ts'

/** Puts a message into the dead-letter topic, however often it was delivered. */
export const DEAD_LETTER_LEVEL = -1

export class SendBack {
  private readonly session: Session
  private readonly consumerGroup: string
  private readonly maxReconsumeTimes: number | undefined

  /** @param maxReconsumeTimes undefined leaves it to the group's configuration on the broker */
  constructor(session: Session, consumerGroup: string, maxReconsumeTimes: number | undefined) {
    this.session = session
    this.consumerGroup = consumerGroup
    this.maxReconsumeTimes = maxReconsumeTimes
  }

  /** False when the broker did not take it; why is told to `onError`. */
  async send(message: StoredMessage, brokerName: string, delayLevel: number): Promise<boolean> {
    const header = {
      group: this.consumerGroup,
      offset: message.commitLogOffset,
      delayLevel,
      originMsgId: message.msgId,
      originTopic: originTopicOf(message, this.consumerGroup),
      unitMode: false,
      maxReconsumeTimes: this.maxReconsumeTimes,
      bname: brokerName,
    }
    try {
      await this.session.cluster.call(this.session.routes.addrOf(brokerName), consumerSendMsgBack, { header })
      return true
    } catch (error) {
      this.session.onError(error)
      return false
    }
  }
}
