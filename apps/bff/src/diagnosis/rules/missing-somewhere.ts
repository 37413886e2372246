import { fine, found, names, type Rule, unknown } from '../finding.ts'

/** A broker refuses the clients of a group that it does not have; a topic is missing where its messages should be. */
export const missingSomewhere: Rule = ({ group, topics }) => {
  const { missingOn } = group.value
  if (missingOn.length > 0) {
    const params = { brokers: names(missingOn) }
    return found('MISSING', { code: 'MISSING_GROUP', params }, { code: 'REPAIR_GROUP' })
  }
  const lost = topics.value.find(topic => topic.missingOn.length > 0)
  if (lost) {
    const params = { topic: lost.topic, brokers: names(lost.missingOn) }
    return found('MISSING', { code: 'MISSING_TOPIC', params }, { code: 'REPAIR_TOPIC', topic: lost.topic })
  }
  const [reason] = [...group.missing, ...topics.missing]
  return reason ? unknown('MISSING', reason) : fine('MISSING', { code: 'MISSING_FINE' })
}
