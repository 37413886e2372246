import { fine, found, names, type Rule, unknown } from '../finding.ts'

/** What brokers refuse whoever asks; rights of single accounts are not looked at. */
export const noPermission: Rule = ({ status, group, topics }) => {
  const { disabledOn, noBroadcastOn } = group.value
  if (disabledOn.length > 0) {
    const params = { brokers: names(disabledOn) }
    return found('PERMISSION', { code: 'PERMISSION_GROUP', params }, { code: 'ASK_OPERATOR' })
  }
  if (status.messageModel === 'BROADCASTING' && noBroadcastOn.length > 0) {
    const params = { brokers: names(noBroadcastOn) }
    return found('PERMISSION', { code: 'PERMISSION_BROADCAST', params }, { code: 'ASK_OPERATOR' })
  }
  const closed = topics.value.find(({ unreadableOn }) => unreadableOn.length > 0)
  if (closed) {
    const params = { topic: closed.topic, brokers: names(closed.unreadableOn) }
    const step = { code: 'OPEN_TOPIC', topic: closed.topic } as const
    return found('PERMISSION', { code: 'PERMISSION_TOPIC', params }, step)
  }
  const [reason] = [...group.missing, ...topics.missing]
  return reason ? unknown('PERMISSION', reason) : fine('PERMISSION', { code: 'PERMISSION_FINE' })
}
