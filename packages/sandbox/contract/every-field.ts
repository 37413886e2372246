/** A header that every request can read: the fields of all headers at once, since brokers leave out what they do not know. */

export interface FieldValues {
  readonly topic: string
  readonly group: string
  readonly clusterName: string
  /** Of a user who does not exist. */
  readonly username: string
}

export function everyField({ topic, group, clusterName, username }: FieldValues): Record<string, string> {
  return {
    ...all(topic, 'topic b originTopic'),
    ...all(group, 'group consumerGroup groupName destGroup srcGroup compareGroup producerGroup a'),
    ...all(`${group},${group}-2`, 'filterGroups'),
    ...all(`${topic};%RETRY%${group}`, 'topicList'),
    ...all(clusterName, 'clusterName'),
    ...all(username, 'username'),
    ...all(`User:${username}`, 'subject'),
    ...all('0', 'queueId e offset queueOffset commitOffset subVersion timestamp bornTimestamp g bornTime'),
    ...all('0', 'sysFlag f flag h topicSysFlag initMode suspendTimeoutMillis pollTime delayLevel index'),
    ...all('0', 'beginTimestamp endTimestamp'),
    ...all('1', 'maxMsgNums d defaultTopicQueueNums readQueueNums writeQueueNums maxNum count'),
    ...all('6', 'perm'),
    ...all('1000', 'invisibleTime'),
    ...all('false', 'isForce isOrder order cleanOffset'),
    ...all('true', 'readable offline'),
    ...all('SINGLE_TAG', 'topicFilterType'),
    ...all('none', 'c defaultTopic extraInfo clientID clientId clientAddr msgId key statsName statsKey'),
    ...all('none', 'recallHandle'),
  }
}

function all(value: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map(name => [name, value]))
}
