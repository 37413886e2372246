/** Whether the consumers of a group pull or pop the messages of a topic. Imitates `broker/loadbalance/MessageRequestModeManager`. */
import { isRetryTopic } from '@gantry/remoting/internal'
import type { SetMessageRequestMode } from '@gantry/remoting/requests'

export type MessageRequestMode = Pick<SetMessageRequestMode, 'mode' | 'popShareQueueNum'>

/** `defaultMessageRequestMode`, and what retry topics always have. */
const BY_PULL: MessageRequestMode = { mode: 'PULL', popShareQueueNum: 0 }

export class MessageRequestModes {
  private readonly modes = new Map<string, MessageRequestMode>()

  of(topic: string, group: string): MessageRequestMode {
    return (isRetryTopic(topic) ? undefined : this.modes.get(`${topic}@${group}`)) ?? BY_PULL
  }

  set(topic: string, group: string, mode: MessageRequestMode): void {
    this.modes.set(`${topic}@${group}`, mode)
  }
}
