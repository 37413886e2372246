import type { TopicConfig } from '@gantry/remoting/requests'
import { Perm } from './perm.ts'

/** A topic with as many queues to read as to write, and nothing special. */
export function plainTopic(topicName: string, queueNums: number): TopicConfig {
  return {
    topicName,
    readQueueNums: queueNums,
    writeQueueNums: queueNums,
    perm: Perm.READ | Perm.WRITE,
    topicFilterType: 'SINGLE_TAG',
    topicSysFlag: 0,
    order: false,
    attributes: new Map(),
  }
}
